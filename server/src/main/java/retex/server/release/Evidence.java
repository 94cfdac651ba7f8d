package retex.server.release;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import retex.contract.Evaluation;
import retex.contract.TrainerNote;
import retex.instrument.Answer;
import retex.instrument.Condition;
import retex.instrument.Criterion;
import retex.instrument.CriterionCode;
import retex.instrument.Instrument;
import retex.instrument.Releasable;
import retex.server.catalogue.Unit;
import retex.server.policy.engine.Detail;
import retex.server.policy.engine.Limits;
import retex.server.redaction.RedactedField;

/**
 * What a provider may learn from, with consent, cleared: evaluations and notes of units it trained;
 * and evaluations of other units, which enter figures over groups and nothing else.
 */
record Evidence(List<Evaluated> evaluations, List<Noted> notes, List<Evaluated> others) {

  Evidence {
    evaluations = List.copyOf(evaluations);
    notes = List.copyOf(notes);
    others = List.copyOf(others);
  }

  /** What may be told by unit: evaluations, then notes. */
  List<Source> told() {
    return Stream.<Source>concat(evaluations.stream(), notes.stream()).toList();
  }

  boolean isEmpty() {
    return evaluations.isEmpty() && notes.isEmpty();
  }

  /** What may be told by unit from these records, and nothing of others. */
  Evidence of(Set<String> records) {
    return new Evidence(
        evaluations.stream().filter(it -> records.contains(it.record())).toList(),
        notes.stream().filter(it -> records.contains(it.record())).toList(),
        List.of());
  }

  /**
   * Whether any question of any form is told of a unit by itself, or a trainer's note is: by the
   * forms, not by what was answered.
   */
  boolean tellsOfUnits() {
    return !notes.isEmpty() || evaluations.stream().anyMatch(Evaluated::tellsOfUnit);
  }

  /** Whether the forms alone say that no rating is told of a unit by itself, whoever reads. */
  boolean isInGroupsByForms() {
    return evaluations.stream().allMatch(Evaluated::isInGroupsByForm);
  }

  /** Over how many units at least ratings that are told in groups only are told. */
  int groupsFrom(Limits limits) {
    return evaluations.stream()
        .mapToInt(it -> it.groupsFrom(limits))
        .max()
        .orElseGet(limits::units);
  }

  /** What rests on a record: which one, of which unit, of when, and how it may be read. */
  interface Source {

    String record();

    String revision();

    Unit unit();

    Reading reading();

    /** Its free texts, redacted. */
    List<RedactedField> texts();

    /** The rotation that was seen; empty where it was not said. */
    String rotation();

    /** The first day of what was seen. */
    LocalDate start();

    /** The last day of what was seen. */
    LocalDate end();

    /** The evaluation form that was answered; empty for a note. */
    Optional<Instrument> form();

    /** Whether this reader may see the answer to a criterion of a form, of this unit by itself. */
    default boolean shows(Instrument form, Criterion criterion) {
      return reading().tells(detail(form, criterion));
    }
  }

  /** One evaluation, the form it answers, and its redacted free texts. */
  record Evaluated(
      String record,
      String revision,
      Unit unit,
      Evaluation evaluation,
      Instrument instrument,
      List<RedactedField> texts,
      Reading reading)
      implements Source {

    Map<CriterionCode, Answer> answers() {
      var answers = new HashMap<CriterionCode, Answer>();
      evaluation.answers().forEach(answer -> answers.put(answer.criterion(), answer));
      return answers;
    }

    /** Whether this reader may see the answer to a criterion of its form. */
    boolean shows(Criterion criterion) {
      return shows(instrument, criterion);
    }

    /** Whether its form asks anything that this reader is told of the unit by itself. */
    boolean tellsOfUnit() {
      return instrument.criteria().stream().anyMatch(this::shows);
    }

    /** Whether its form alone says that no rating is told of a unit by itself, whoever reads. */
    boolean isInGroupsByForm() {
      return instrument.criteria().stream()
          .noneMatch(it -> detail(instrument, it) == Detail.RATING_YES);
    }

    /** Over how many units at least a rating that is told in groups only is told. */
    int groupsFrom(Limits limits) {
      return Math.max(limits.units(), reading.aggregatesFrom(Detail.RATING_AGGREGATE));
    }

    /** The rating of a criterion, whoever may see it; 0 where there is none. */
    int rating(Criterion criterion) {
      Answer answer = answers().get(criterion.code());
      return answer == null ? 0 : answer.fold(Answer.Rated::rating, unseen -> 0, given -> 0);
    }

    @Override
    public String rotation() {
      return evaluation.rotation();
    }

    @Override
    public LocalDate start() {
      return evaluation.from();
    }

    @Override
    public LocalDate end() {
      return evaluation.to();
    }

    @Override
    public Optional<Instrument> form() {
      return Optional.of(instrument);
    }

    /** Without content. */
    @Override
    public String toString() {
      return "Evaluated[" + record + "]";
    }
  }

  /** One trainer's note with its redacted observations. */
  record Noted(
      String record,
      String revision,
      Unit unit,
      TrainerNote note,
      List<RedactedField> texts,
      Reading reading)
      implements Source {

    @Override
    public String rotation() {
      return note.rotation();
    }

    @Override
    public LocalDate start() {
      return note.date();
    }

    @Override
    public LocalDate end() {
      return note.date();
    }

    @Override
    public Optional<Instrument> form() {
      return Optional.empty();
    }

    /** Without content. */
    @Override
    public String toString() {
      return "Noted[" + record + "]";
    }
  }

  /**
   * What the policy calls the answer to a criterion of a form. One that is asked only because of
   * answers that are not told by unit is told as they are: that it was asked, let alone how it was
   * rated, would give them away. One that is asked for each item of an area is never told: how
   * often it was rated would give away how many of them the unit has.
   */
  static Detail detail(Instrument form, Criterion criterion) {
    Detail own = detail(criterion);
    Set<CriterionCode> because = criterion.rules().when().map(Condition::criteria).orElse(Set.of());
    if (own != Detail.ANSWER_VALUE && isRepeated(form, criterion)) {
      return Detail.RATING_NEVER;
    }
    if (own == Detail.ANSWER_VALUE || because.isEmpty()) {
      return own;
    }
    List<Criterion> asked =
        form.criteria().stream().filter(it -> because.contains(it.code())).toList();
    List<Detail> as = asked.stream().map(it -> detail(form, it)).toList();
    if (asked.size() < because.size()
        || as.contains(Detail.RATING_NEVER)
        || asked.stream().anyMatch(it -> it.releasable() == Releasable.NEVER)) {
      return Detail.RATING_NEVER;
    }
    return own == Detail.RATING_YES && as.stream().anyMatch(it -> it != Detail.RATING_YES)
        ? Detail.RATING_AGGREGATE
        : own;
  }

  private static boolean isRepeated(Instrument form, Criterion criterion) {
    return criterion.code().item().isPresent()
        || form.areas().stream()
            .anyMatch(it -> it.repeat().isPresent() && it.criteria().contains(criterion));
  }

  private static Detail detail(Criterion criterion) {
    return switch (criterion.kind()) {
      case RATING ->
          switch (criterion.releasable()) {
            case YES -> Detail.RATING_YES;
            case AGGREGATE -> Detail.RATING_AGGREGATE;
            case NEVER, REDACTED -> Detail.RATING_NEVER;
          };
      default -> Detail.ANSWER_VALUE;
    };
  }
}
