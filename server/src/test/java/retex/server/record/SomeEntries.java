package retex.server.record;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import retex.contract.Classification;
import retex.contract.DeviceId;
import retex.contract.DeviceKey;
import retex.contract.Entry;
import retex.contract.Evaluation;
import retex.contract.Evaluator;
import retex.contract.Head;
import retex.contract.LogId;
import retex.contract.LogTip;
import retex.contract.LogWriter;
import retex.contract.NarrativePart;
import retex.contract.Payload;
import retex.contract.TrainerNote;
import retex.contract.UnitRef;
import retex.contract.Withdrawal;
import retex.instrument.Answer;
import retex.instrument.CriterionCode;
import retex.instrument.CriterionKind;
import retex.instrument.Instrument;
import retex.instrument.InstrumentRef;
import retex.instrument.Instruments;
import retex.instrument.TopicCode;

/** One laptop's log, entry by entry; every name is invented. */
public final class SomeEntries {

  private static final InstrumentRef BATTALION = InstrumentRef.parse("infantry-battalion@1");
  private static final InstrumentRef NOTE = InstrumentRef.parse("trainer-note@1");

  private final DeviceKey key = DeviceKey.generate(new SecureRandom());
  private final LogId log = new LogId(key.device(), 1);
  private LogTip tip = LogTip.empty(log);
  private @Nullable Entry last;
  private Instant at = Instant.parse("2026-02-10T08:00:00Z");

  /** The key that signs this log. */
  public DeviceKey key() {
    return key;
  }

  public DeviceId device() {
    return log.device();
  }

  public LogId log() {
    return log;
  }

  public Entry evaluation(UnitRef unit) {
    return first(BATTALION, anEvaluation(unit, 3));
  }

  public Entry evaluation(UnitRef unit, InstrumentRef instrument) {
    return first(instrument, anEvaluation(unit, 3));
  }

  public Entry evaluation(Evaluation payload) {
    return first(BATTALION, payload);
  }

  public Entry evaluation(Evaluation payload, InstrumentRef instrument) {
    return first(instrument, payload);
  }

  public Entry note(UnitRef unit) {
    return note(aNote(unit));
  }

  public Entry note(TrainerNote payload) {
    return first(NOTE, payload);
  }

  public Entry edit(Entry before, Payload payload) {
    return next(before, payload);
  }

  public Entry edit(Entry before, Payload payload, InstrumentRef instrument) {
    return next(before, payload, instrument);
  }

  public Entry withdrawal(Entry before) {
    return next(before, new Withdrawal("Entered for the wrong unit."));
  }

  /** A revision that follows several. */
  public Entry resolution(List<Entry> heads, Payload payload) {
    var revision = heads.get(0).revision();
    return keep(
        LogWriter.next(
            tip,
            revision.record(),
            heads.stream().map(it -> it.revision().id()).toList(),
            "asta.brandvik",
            revision.instrument(),
            at,
            payload));
  }

  /** The signed end of the log so far. */
  public Head head() {
    return key.sign(Objects.requireNonNull(last).revision());
  }

  /** An evaluation that answers everything; each rating the same. */
  public static Evaluation anEvaluation(UnitRef unit, int rating) {
    Instrument form = Instruments.shipped().find(BATTALION).orElseThrow();
    return new Evaluation(
        unit,
        "2026-A",
        LocalDate.parse("2026-02-03"),
        LocalDate.parse("2026-02-06"),
        "en",
        Classification.CONFIDENTIAL,
        List.of(new Evaluator("Lt Col Asta Brandvik", "lead"), new Evaluator("Capt Jori Maas", "")),
        form.criteria().stream().map(it -> answer(it.code(), it.kind(), rating)).toList(),
        form.narrative().stream()
            .map(
                it -> new NarrativePart(it.code(), "More training on " + it.code() + " is needed."))
            .toList(),
        List.of(new TopicCode("FP-02")),
        "EV-1",
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        "");
  }

  public static TrainerNote aNote(UnitRef unit) {
    return new TrainerNote(
        unit,
        "2026-A",
        LocalDate.parse("2026-02-10"),
        "fr",
        Classification.CONFIDENTIAL,
        "Adj Maude Tessier",
        new TopicCode("MED-01"),
        24,
        5,
        "fr",
        false,
        2,
        3,
        "PDT-2025-014",
        "",
        "Les soldats posent le garrot en moins d'une minute.",
        List.of(new TopicCode("MED-02")),
        "",
        List.of());
  }

  private static Answer answer(CriterionCode code, CriterionKind kind, int rating) {
    return switch (kind) {
      case RATING -> new Answer.Rated(code, rating, "");
      case YESNO -> new Answer.Given(code, "yes", "");
      case NUMBER -> new Answer.Given(code, "12", "");
      case TEXT, CHOICE -> new Answer.Given(code, "text", "");
    };
  }

  private Entry first(InstrumentRef instrument, Payload payload) {
    return keep(LogWriter.first(tip, "asta.brandvik", instrument, at, payload));
  }

  private Entry next(Entry before, Payload payload) {
    return next(before, payload, before.revision().instrument());
  }

  private Entry next(Entry before, Payload payload, InstrumentRef instrument) {
    var revision = before.revision();
    return keep(
        LogWriter.next(
            tip,
            revision.record(),
            List.of(revision.id()),
            "asta.brandvik",
            instrument,
            at,
            payload));
  }

  private Entry keep(Entry entry) {
    tip = new LogTip(log, entry.revision().number(), Optional.of(entry.revision().id()));
    last = entry;
    at = at.plusSeconds(60);
    return entry;
  }
}
