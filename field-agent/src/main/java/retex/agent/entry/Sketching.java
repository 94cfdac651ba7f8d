package retex.agent.entry;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import retex.contract.Attachment;
import retex.contract.Classification;
import retex.contract.Evaluation;
import retex.contract.Evaluator;
import retex.contract.FileHash;
import retex.contract.Improvement;
import retex.contract.NarrativePart;
import retex.contract.TrainerNote;
import retex.contract.UnitComment;
import retex.contract.UnitRef;
import retex.instrument.Answer;
import retex.instrument.CriterionCode;
import retex.instrument.TopicCode;
import retex.refusal.RefusedException;

/** Makes a whole of what is half written, and names what is not there. Used once. */
final class Sketching {

  private final DraftForm form;
  private final Set<String> open = new HashSet<>();

  Sketching(DraftForm form) {
    this.form = form;
  }

  /** The fields that something else stands in for, once the whole was made. */
  Set<String> open() {
    return open;
  }

  Evaluation evaluation() {
    LocalDate from = day("period.from");
    LocalDate to = day("period.to");
    if (to.isBefore(from)) {
      open.add("period.to");
    }
    return new Evaluation(
        unit(),
        form.value("rotation"),
        from,
        to.isBefore(from) ? from : to,
        form.value("language"),
        classification(),
        evaluators(),
        answers(),
        form.narrative().stream()
            .map(it -> new NarrativePart(it, form.value("narrative." + it)))
            .toList(),
        topics("trainingNeeds"),
        "",
        comment(),
        improvements(),
        files(),
        List.of(),
        form.value("amendment"));
  }

  TrainerNote note() {
    int total = number("audience.total");
    int women = number("audience.women");
    if (women > total) {
      open.add("audience.women");
    }
    List<TopicCode> topic = topic(form.value("topic"));
    if (topic.isEmpty()) {
      open.add("topic");
    }
    return new TrainerNote(
        unit(),
        form.value("rotation"),
        day("date"),
        form.value("language"),
        classification(),
        form.value("trainer.name"),
        topic.isEmpty() ? new TopicCode("X") : topic.get(0),
        total,
        Math.min(women, total),
        form.value("languageOfInstruction"),
        !form.value("languageBarrier").isEmpty(),
        number("level.before"),
        number("level.after"),
        form.value("followsTraining"),
        form.value("equipmentGap"),
        form.value("observations"),
        topics("remedial"),
        "",
        files());
  }

  private UnitRef unit() {
    String code = form.value("unit.code");
    String name = form.unitLabel();
    if (name.isBlank()) {
      open.add("unit.name");
    }
    return code.isEmpty()
        ? UnitRef.typed(name.isBlank() ? Sketch.OPEN : name, Sketch.OPEN, "", "")
        : UnitRef.coded(code);
  }

  private LocalDate day(String field) {
    try {
      return LocalDate.parse(form.value(field));
    } catch (DateTimeException e) {
      open.add(field);
      return field.equals("period.to") && !open.contains("period.from")
          ? LocalDate.parse(form.value("period.from"))
          : LocalDate.EPOCH;
    }
  }

  private int number(String field) {
    String value = form.value(field);
    if (value.matches("\\d{1,6}")) {
      return Integer.parseInt(value);
    }
    open.add(field);
    return field.equals("audience.total") ? Integer.MAX_VALUE : 0; // women are never more
  }

  /** The strictest one where it cannot be read. */
  private Classification classification() {
    String word = form.value("classification").toUpperCase(Locale.ROOT).replace(' ', '_');
    for (Classification it : Classification.values()) {
      if (it.name().equals(word)) {
        return it;
      }
    }
    return Classification.STRICTLY_CONFIDENTIAL;
  }

  private List<Evaluator> evaluators() {
    return form.value("evaluators")
        .lines()
        .map(line -> line.split("; ", 2))
        .map(it -> new Evaluator(it[0], it.length > 1 ? it[1] : ""))
        .toList();
  }

  /** An answer that is not whole is open; its reason and its remark are there all the same. */
  private List<Answer> answers() {
    Map<CriterionCode, Answer> whole = DraftAnswers.of(form);
    var answers = new ArrayList<>(whole.values());
    for (String written : form.answered()) {
      code(written).filter(it -> !whole.containsKey(it)).map(this::open).ifPresent(answers::add);
    }
    return answers;
  }

  private Answer open(CriterionCode code) {
    return form.answer(code, "rating").equals("NO")
        ? new Answer.NotObserved(code, Sketch.OPEN, form.answer(code, "comment"))
        : new Answer.Given(code, Sketch.OPEN, remark(code));
  }

  private String remark(CriterionCode code) {
    String remark = form.answer(code, "comment");
    return remark.isBlank() ? form.answer(code, "reason") : remark;
  }

  private Optional<UnitComment> comment() {
    String text = form.value("unitComment.text");
    return text.isBlank()
        ? Optional.empty()
        : Optional.of(new UnitComment(form.value("unitComment.by"), text));
  }

  private List<Improvement> improvements() {
    var improvements = new ArrayList<Improvement>();
    for (String written : form.improved()) {
      String field = "improvement." + written + ".";
      code(written)
          .ifPresent(
              it ->
                  improvements.add(
                      new Improvement(
                          it,
                          form.value(field + "action"),
                          form.value(field + "owner"),
                          day(field + "due"))));
    }
    return improvements;
  }

  private List<Attachment> files() {
    return form.files().stream()
        .map(
            it ->
                new Attachment(
                    FileHash.parse(it.hash()),
                    it.size(),
                    it.mediaType(),
                    it.caption(),
                    it.criterion()))
        .toList();
  }

  private List<TopicCode> topics(String list) {
    return form.listed(list).stream().flatMap(it -> topic(it).stream()).toList();
  }

  private static List<TopicCode> topic(String code) {
    try {
      return List.of(new TopicCode(code));
    } catch (RefusedException e) {
      return List.of();
    }
  }

  private static Optional<CriterionCode> code(String code) {
    try {
      return Optional.of(new CriterionCode(code));
    } catch (RefusedException e) {
      return Optional.empty();
    }
  }
}
