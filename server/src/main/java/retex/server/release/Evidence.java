package retex.server.release;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import retex.contract.Evaluation;
import retex.contract.TrainerNote;
import retex.instrument.Answer;
import retex.instrument.Criterion;
import retex.instrument.CriterionCode;
import retex.instrument.Instrument;
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

    /** The last day of what was seen. */
    LocalDate end();

    /** The evaluation form that was answered; empty for a note. */
    Optional<Instrument> form();

    /** Whether this reader may see the answer to a criterion, of this unit by itself. */
    default boolean shows(Criterion criterion) {
      return reading().tells(detail(criterion));
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

    /**
     * Whether a criterion enters a score that this reader is told. One that is asked only because
     * of an answer that the reader does not see counts where it was rated, and is passed over where
     * it was not: else the count of criteria would give that answer away.
     */
    boolean counts(Criterion criterion) {
      return shows(criterion) && (!dependsOnHidden(criterion) || rating(criterion) > 0);
    }

    /** Whether its form asks anything that this reader is told of the unit by itself. */
    boolean tellsOfUnit() {
      return instrument.criteria().stream().anyMatch(this::shows);
    }

    /** Whether its form alone says that no rating is told of a unit by itself, whoever reads. */
    boolean isInGroupsByForm() {
      return instrument.criteria().stream().noneMatch(it -> detail(it) == Detail.RATING_YES);
    }

    /** Over how many units at least a rating that is told in groups only is told. */
    int groupsFrom(Limits limits) {
      return Math.max(limits.units(), reading.aggregatesFrom(Detail.RATING_AGGREGATE));
    }

    private boolean dependsOnHidden(Criterion criterion) {
      return criterion
          .rules()
          .when()
          .map(
              it ->
                  it.criteria().stream()
                      .anyMatch(
                          code ->
                              instrument.criteria().stream()
                                  .noneMatch(one -> one.code().equals(code) && shows(one))))
          .orElse(false);
    }

    /** The rating of a criterion, whoever may see it; 0 where there is none. */
    int rating(Criterion criterion) {
      Answer answer = answers().get(criterion.code());
      return answer == null ? 0 : answer.fold(Answer.Rated::rating, unseen -> 0, given -> 0);
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

  /** What the policy calls the answer to a criterion. */
  static Detail detail(Criterion criterion) {
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
