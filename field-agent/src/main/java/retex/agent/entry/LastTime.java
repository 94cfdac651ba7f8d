package retex.agent.entry;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import retex.agent.library.Previous;
import retex.agent.library.PreviousEvaluation;
import retex.agent.record.Log;
import retex.agent.record.OwnRecord;
import retex.contract.Entry;
import retex.contract.Evaluation;
import retex.instrument.CriterionCode;
import retex.instrument.Instrument;
import retex.instrument.InstrumentRef;
import retex.instrument.Instruments;
import retex.instrument.Upgrade;

/**
 * What this laptop knows of the unit's last evaluation by the same instrument, whatever its version
 * ({@code instrument} says which; empty where nothing is known), from its own log or from
 * headquarters: when it ended, what was answered, what was agreed to improve.
 */
record LastTime(
    Optional<LocalDate> ended,
    Source source,
    String instrument,
    Map<CriterionCode, Said> answers,
    Map<CriterionCode, Agreed> improvements) {

  LastTime {
    answers = Map.copyOf(answers);
    improvements = Map.copyOf(improvements);
  }

  /** Nothing is known. */
  static final LastTime NONE = new LastTime(Optional.empty(), Source.HERE, "", Map.of(), Map.of());

  /** Where it comes from. */
  enum Source {
    /** Made on this laptop. */
    HERE,
    /** Accepted by headquarters and sent down. */
    HEADQUARTERS,
    /** The same without its remarks, which this laptop may not hold. */
    HEADQUARTERS_WITHOUT_WORDS
  }

  /** An answer in one word, why it was not observed, and its remark; the last two may be empty. */
  record Said(String word, String reason, String remark) {}

  /** What was to be improved, by whom and when; the first two may be empty. */
  record Agreed(String action, String owner, LocalDate due) {}

  /**
   * Of the unit of a draft, however records name it ({@code writtenAs}); a record that is being
   * corrected is not its own, nor is one of a visit that ended after this one began. The visit that
   * ended last holds, whenever it was written down; of the same day the one made here.
   */
  static LastTime of(
      Log log,
      Previous previous,
      DraftForm draft,
      List<String> writtenAs,
      String instrument,
      String correcting) {
    String unit = draft.unitLabel();
    if (unit.isBlank()) {
      return NONE;
    }
    LocalDate begins = day(draft.value("period.from")).orElse(LocalDate.MAX);
    Optional<LastTime> own =
        log.evaluationsOf(writtenAs).stream()
            .filter(record -> record.instrument().id().equals(instrument))
            .filter(record -> !record.id().toString().equals(correcting))
            .flatMap(record -> evaluation(log, record).map(it -> of(it, record)).stream())
            .filter(it -> !it.ended().orElseThrow().isAfter(begins))
            .reduce((one, next) -> one.isBefore(next) ? next : one);
    Optional<LastTime> others =
        previous
            .of(unit, instrument)
            .filter(it -> !it.record().equals(correcting))
            .filter(it -> !it.ended().isAfter(begins))
            .map(LastTime::of);
    return own.filter(it -> others.stream().noneMatch(it::isBefore)).or(() -> others).orElse(NONE);
  }

  static Optional<Evaluation> evaluation(Log log, OwnRecord record) {
    List<Entry> revisions = log.revisionsOf(record.id());
    return revisions
        .get(revisions.size() - 1)
        .payload()
        .fold(Optional::of, note -> Optional.empty(), gone -> Optional.empty());
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty(); // not entered yet
    }
  }

  /**
   * The same beside the questions of a form: an answer stands where the form says that its question
   * is now, and nowhere where that is another question or asks for another kind of answer.
   */
  LastTime beside(Instrument form, Instruments known) {
    Optional<Instrument> then =
        instrument.isEmpty() ? Optional.empty() : known.find(InstrumentRef.parse(instrument));
    if (then.isEmpty() || then.get().ref().equals(form.ref())) {
      return this;
    }
    return new LastTime(
        ended,
        source,
        instrument,
        moved(answers, then.get(), form),
        moved(improvements, then.get(), form));
  }

  private static <T> Map<CriterionCode, T> moved(
      Map<CriterionCode, T> said, Instrument then, Instrument form) {
    Map<CriterionCode, T> moved = new HashMap<>();
    for (Upgrade.Move move : Upgrade.moves(then, form, said.keySet())) {
      Optional<T> one = move.from().map(said::get);
      if (one.isPresent() && move.to().isPresent()) {
        moved.put(move.to().get(), one.get());
      }
    }
    return moved;
  }

  private boolean isBefore(LastTime other) {
    return ended.orElse(LocalDate.MIN).isBefore(other.ended().orElse(LocalDate.MIN));
  }

  private static LastTime of(Evaluation evaluation, OwnRecord record) {
    Map<CriterionCode, Said> answers = new HashMap<>();
    evaluation
        .answers()
        .forEach(
            it -> {
              String reason = it.fold(rated -> "", unseen -> unseen.reason(), given -> "");
              answers.put(it.criterion(), new Said(it.word(), reason, it.remark()));
            });
    Map<CriterionCode, Agreed> improvements = new HashMap<>();
    evaluation
        .improvements()
        .forEach(
            it -> improvements.put(it.criterion(), new Agreed(it.action(), it.owner(), it.due())));
    return new LastTime(
        Optional.of(evaluation.to()),
        Source.HERE,
        record.instrument().toString(),
        answers,
        improvements);
  }

  private static LastTime of(PreviousEvaluation previous) {
    Map<CriterionCode, Said> answers = new HashMap<>();
    previous
        .answers()
        .forEach(
            it ->
                answers.put(
                    new CriterionCode(it.criterion()), new Said(it.word(), "", it.remark())));
    Map<CriterionCode, Agreed> improvements = new HashMap<>();
    previous
        .improvements()
        .forEach(
            it ->
                improvements.put(
                    new CriterionCode(it.criterion()), new Agreed(it.action(), "", it.due())));
    return new LastTime(
        Optional.of(previous.ended()),
        previous.withoutWords() ? Source.HEADQUARTERS_WITHOUT_WORDS : Source.HEADQUARTERS,
        previous.instrument(),
        answers,
        improvements);
  }
}
