package retex.agent.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import retex.agent.entry.FormView.Before;
import retex.agent.entry.FormView.Group;
import retex.agent.entry.FormView.Option;
import retex.agent.entry.FormView.Row;
import retex.agent.web.Dates;
import retex.instrument.Answer;
import retex.instrument.Area;
import retex.instrument.Criterion;
import retex.instrument.CriterionCode;
import retex.instrument.CriterionKind;
import retex.instrument.Instrument;

/** Lays out the criteria of one area, each item of a repeated one under a heading of its own. */
final class CriterionRows {

  private static final List<String> SCALE = List.of("1", "2", "3", "4", "NO");

  private final Instrument instrument;
  private final DraftForm form;
  private final LastTime last;
  private final Tongue tongue;
  private final Map<CriterionCode, Answer> answers;
  private final Map<CriterionCode, Answer> relevant;
  private final Map<String, List<FormView.File>> files;

  CriterionRows(Instrument instrument, DraftForm form, LastTime last, Tongue tongue) {
    this.instrument = instrument;
    this.form = form;
    this.last = last;
    this.tongue = tongue;
    this.answers = DraftAnswers.of(form);
    this.relevant = instrument.relevant(answers);
    this.files =
        form.files().stream()
            .map(FormView.File::of)
            .collect(Collectors.groupingBy(FormView.File::criterion));
  }

  /** {@code wanted} items are shown at least, for one that is about to be filled in. */
  List<Group> of(Area area, int wanted) {
    if (area.repeat().isEmpty()) {
      return List.of(Group.of(rows(area.criteria())));
    }
    Area.Repeat repeat = area.repeat().get();
    int items = Math.min(repeat.max(), Math.max(wanted, area.items(answers)));
    var groups = new ArrayList<Group>();
    for (int item = 1; item <= items; item++) {
      String title = tongue.in(repeat.item()) + " " + item;
      groups.add(new Group(title, item, false, rows(area.item(item))));
    }
    if (items < repeat.max()) {
      groups.add(new Group(tongue.in(repeat.item()), items + 1, true, List.of()));
    }
    return groups;
  }

  private List<Row> rows(List<Criterion> criteria) {
    return criteria.stream().map(this::row).toList();
  }

  private Row row(Criterion criterion) {
    String code = criterion.code().value();
    String name = "answers." + code;
    boolean isRating = criterion.kind() == CriterionKind.RATING;
    var options = new ArrayList<Option>();
    if (isRating) {
      SCALE.forEach(it -> options.add(Option.of(it, instrument.rating(it), tongue)));
    }
    criterion.choices().forEach(it -> options.add(Option.of(it.code(), it.text(), tongue)));
    String rating = form.value(name + ".rating");
    String measure = measure(criterion);
    return new Row(
        code,
        name,
        criterion.kind().name().toLowerCase(Locale.ROOT),
        tongue.in(criterion.text()) + measure,
        criterion.required() || criterion.isRequired(relevant),
        !criterion.required(),
        criterion.isRelevant(relevant),
        isRating ? rating : form.value(name + ".value"),
        new FormView.Words(
            criterion.guidance().map(tongue::in).orElse(""),
            criterion.evidence().map(tongue::in).orElse(""),
            rating,
            form.value(name + ".reason"),
            form.value(name + ".comment"),
            criterion.rules().remarkFor()),
        before(criterion),
        options,
        files.getOrDefault(code, List.of()));
  }

  /** In what a number is counted, and between which limits. */
  private String measure(Criterion criterion) {
    String counted = criterion.measure().map(tongue::in).orElse("");
    String limits = limits(criterion.range());
    boolean isBoth = !counted.isEmpty() && !limits.isEmpty();
    String all = counted + (isBoth ? ", " : "") + limits;
    return all.isEmpty() ? "" : " (" + all + ")";
  }

  /** Empty where there are none but that nothing is less than nothing. */
  private static String limits(Criterion.Range range) {
    boolean isFrom = range.min().compareTo(Criterion.Range.WIDE.min()) > 0;
    boolean isTo = range.max().compareTo(Criterion.Range.WIDE.max()) < 0;
    if (isFrom && isTo) {
      return range.min().toPlainString() + "–" + range.max().toPlainString();
    }
    return isTo
        ? "≤ " + range.max().toPlainString()
        : isFrom && range.min().signum() != 0 ? "≥ " + range.min().toPlainString() : "";
  }

  private Before before(Criterion criterion) {
    LastTime.Said then = last.answers().get(criterion.code());
    String agreed =
        Optional.ofNullable(last.improvements().get(criterion.code())).map(this::agreed).orElse("");
    if (then == null) {
      return new Before("", "", "", "", agreed);
    }
    Answer now = answers.get(criterion.code());
    String change = now == null ? "" : change(then.word(), now.word());
    return new Before(said(criterion, then), then.word(), then.remark(), change, agreed);
  }

  private String agreed(LastTime.Agreed it) {
    String owner = it.owner().isEmpty() ? "" : " – " + it.owner();
    String action =
        it.action().isEmpty() ? tongue.words().say("form.agreed.withheld") : it.action();
    return action.strip().replaceAll("[.]$", "")
        + owner
        + ", "
        + Dates.day(it.due(), tongue.words());
  }

  /** Better or worse where both are ratings; else the same or not. */
  static String change(String then, String now) {
    if (then.equals(now)) {
      return "same";
    }
    boolean rated = then.matches("[1-4]") && now.matches("[1-4]");
    return !rated ? "other" : now.compareTo(then) > 0 ? "better" : "worse";
  }

  private String said(Criterion criterion, LastTime.Said it) {
    if (it.word().equals("NO")) {
      String unseen = tongue.in(instrument.rating("NO"));
      return it.reason().isEmpty() ? unseen : tongue.words().say("form.said", unseen, it.reason());
    }
    boolean rated = criterion.kind() == CriterionKind.RATING && SCALE.contains(it.word());
    return rated
        ? it.word() + " " + tongue.in(instrument.rating(it.word()))
        : value(criterion, it.word());
  }

  private String value(Criterion criterion, String value) {
    return switch (criterion.kind()) {
      case YESNO -> tongue.words().say(value.equals("yes") ? "form.yes" : "form.no");
      case CHOICE ->
          criterion.choices().stream()
              .filter(it -> it.code().equals(value))
              .map(it -> tongue.in(it.text()))
              .findFirst()
              .orElse(value);
      case RATING, NUMBER, TEXT -> value;
    };
  }
}
