package retex.server.review;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import retex.contract.Evaluation;
import retex.contract.Improvement;
import retex.instrument.Answer;
import retex.instrument.Area;
import retex.instrument.Criterion;
import retex.instrument.CriterionCode;
import retex.instrument.CriterionKind;
import retex.instrument.Instrument;
import retex.instrument.Score;
import retex.instrument.Scoring;
import retex.instrument.Topics;

/**
 * An evaluation read against its instrument, for headquarters: nothing is left out of the scores.
 */
final class Sheet {

  private final Instrument form;
  private final Map<CriterionCode, Answer> answers;
  private final Map<String, String> narrative;
  private final Score score;
  private final Wording wording;
  private final String language;
  private final Evaluation evaluation;

  Sheet(Instrument form, Evaluation evaluation, Topics topics, Wording wording) {
    this.form = form;
    this.evaluation = evaluation;
    this.answers = Faults.answers(evaluation);
    this.narrative = Faults.narrative(evaluation);
    this.score = Scoring.of(form, answers, criterion -> true, topics);
    this.wording = wording;
    this.language = evaluation.language();
  }

  List<RecordView.Area> areas() {
    var scores = score.areas().stream().collect(Collectors.toMap(it -> it.area().code(), it -> it));
    return form.areas().stream()
        .map(
            area -> {
              var of = scores.get(area.code());
              return new RecordView.Area(
                  area.code(),
                  area.title().in(wording.language()),
                  of == null ? "" : score(of.mean(), of.observed(), of.asked()),
                  answered(area));
            })
        .toList();
  }

  String score() {
    return score(score.unit(), score.observed(), score.asked());
  }

  boolean isCapped() {
    return score.capped();
  }

  /** The narrative in the order of the form, then what the form does not have. */
  List<RecordView.Text> texts() {
    var texts = new ArrayList<RecordView.Text>();
    var left = new LinkedHashMap<>(narrative);
    for (var field : form.narrative()) {
      String text = left.remove(field.code());
      if (text != null) {
        texts.add(new RecordView.Text(field.title().in(wording.language()), text, language));
      }
    }
    left.forEach((code, text) -> texts.add(new RecordView.Text(code, text, language)));
    texts.addAll(afterTheVisit());
    return texts;
  }

  /** The unit's own words, marked as such, and what was agreed to improve. */
  private List<RecordView.Text> afterTheVisit() {
    var texts = new ArrayList<RecordView.Text>();
    evaluation
        .unitComment()
        .ifPresent(
            it -> {
              String by = it.by().isEmpty() ? "–" : it.by();
              texts.add(
                  new RecordView.Text(wording.say("review.unit-comment", by), it.text(), language));
            });
    texts.addAll(improvements());
    return texts;
  }

  /** In the order of the form, however they came; what the form does not have is last. */
  private List<RecordView.Text> improvements() {
    Map<CriterionCode, String> asked = new LinkedHashMap<>();
    for (Area area : form.areas()) {
      area.asked(area.items(answers))
          .forEach(it -> asked.put(it.code(), it.text().in(wording.language())));
    }
    List<CriterionCode> order = List.copyOf(asked.keySet());
    return evaluation.improvements().stream()
        .sorted(
            Comparator.comparing((Improvement it) -> !asked.containsKey(it.criterion()))
                .thenComparing(it -> order.indexOf(it.criterion())))
        .map(it -> improvement(it, asked.get(it.criterion())))
        .toList();
  }

  private RecordView.Text improvement(Improvement it, @Nullable String criterion) {
    String what = criterion == null ? it.criterion().value() : it.criterion() + " – " + criterion;
    String owner = it.owner().isEmpty() ? "–" : it.owner();
    String title = wording.say("review.improvement", what, wording.day(it.due()), owner);
    return new RecordView.Text(title, it.action(), language);
  }

  private List<RecordView.Answered> answered(Area area) {
    return area.asked(area.items(answers)).stream()
        .filter(it -> answers.containsKey(it.code()) || it.isRelevant(answers))
        .map(it -> answered(it, answers.get(it.code())))
        .toList();
  }

  private RecordView.Answered answered(Criterion criterion, @Nullable Answer answer) {
    String code = criterion.code().value();
    String text = criterion.text().in(wording.language());
    if (answer == null) {
      return new RecordView.Answered(code, text, wording.say("review.answer.none"), 0, "", "");
    }
    return answer.fold(
        rated ->
            new RecordView.Answered(
                code, text, rating(rated.rating()), rated.rating(), "", rated.remark()),
        unseen ->
            new RecordView.Answered(
                code,
                text,
                wording.say("review.answer.unseen"),
                0,
                wording.say("review.answer.reason", unseen.reason()),
                unseen.remark()),
        given ->
            new RecordView.Answered(
                code, text, value(criterion, given.value()), 0, "", given.remark()));
  }

  private String rating(int rating) {
    var word = form.scale().get(String.valueOf(rating));
    String number = String.valueOf(rating);
    return word == null
        ? number
        : wording.say("review.answer.rated", number, word.in(wording.language()));
  }

  private String value(Criterion criterion, String value) {
    if (criterion.kind() == CriterionKind.YESNO) {
      return wording.say(value.equals("yes") ? "review.answer.yes" : "review.answer.no");
    }
    if (criterion.kind() == CriterionKind.CHOICE) {
      return criterion.choices().stream()
          .filter(choice -> choice.code().equals(value))
          .findFirst()
          .map(choice -> choice.text().in(wording.language()))
          .orElse(value);
    }
    return criterion.counted(value, wording.language());
  }

  private String score(OptionalDouble mean, int observed, int asked) {
    if (mean.isEmpty()) {
      return wording.say("review.score.none", asked);
    }
    String figure = String.format(locale(), "%.1f", mean.getAsDouble());
    return wording.say("review.score.of", figure, String.valueOf(observed), String.valueOf(asked));
  }

  private Locale locale() {
    return wording.locale();
  }
}
