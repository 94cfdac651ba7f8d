package retex.agent.entry;

import static retex.agent.entry.EntryRefusal.FIELD_MISSING;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import retex.agent.draft.Draft;
import retex.agent.draft.Drafts;
import retex.agent.entry.RecordLines.RecordLine;
import retex.agent.library.Library;
import retex.agent.record.Log;
import retex.agent.record.OwnRecord;
import retex.contract.Entry;
import retex.contract.RecordId;
import retex.contract.RecordKind;
import retex.contract.RevisionId;
import retex.instrument.Instrument;
import retex.instrument.InstrumentRef;
import retex.instrument.InstrumentRefusal;
import retex.refusal.Refusal;

/** From a draft to a submitted record, and back to a draft where a record must be corrected. */
@Singleton
final class Submission {

  private static final String NOTE = "trainer-note@";
  private static final List<String> EVALUATION_HEAD =
      List.of("period.from", "period.to", "language", "evaluators");
  private static final List<String> NOTE_HEAD =
      List.of(
          "date",
          "trainer.name",
          "topic",
          "audience.total",
          "audience.women",
          "language",
          "languageOfInstruction",
          "level.before",
          "level.after",
          "observations");

  private final RecordLines lines;
  private final Library library;
  private final Drafts drafts;
  private final Log log;
  private final TransactionOperations<Connection> transactions;

  Submission(
      RecordLines lines,
      Library library,
      Drafts drafts,
      Log log,
      TransactionOperations<Connection> transactions) {
    this.lines = lines;
    this.library = library;
    this.drafts = drafts;
    this.log = log;
    this.transactions = transactions;
  }

  /** A new draft of an instrument, for a unit's code or for none yet. */
  Draft open(String instrument, String unit, String language) {
    InstrumentRef ref = InstrumentRef.parse(instrument);
    if (!library.instruments().knows(ref)) {
      throw InstrumentRefusal.INSTRUMENT_UNKNOWN.at("instrument").asException();
    }
    boolean isNote = instrument.startsWith(NOTE);
    DraftForm form = DraftForm.of("{}");
    form.set("kind", isNote ? "trainer-note" : "evaluation");
    form.set("instrument", instrument);
    form.set("unit.code", unit);
    form.set("language", language.equals("fr") ? "fr" : "en");
    form.set("classification", "confidential");
    if (unit.isEmpty()) {
      library
          .instruments()
          .find(ref)
          .map(Instrument::appliesTo)
          .ifPresent(type -> form.set("unit.type", type.value()));
    }
    RecordKind kind = isNote ? RecordKind.TRAINER_NOTE : RecordKind.EVALUATION;
    return drafts.open(kind.name(), instrument, "", "", form.content());
  }

  /** A draft that will follow the record's current revision. */
  Draft correct(OwnRecord record) {
    List<Entry> revisions = log.revisionsOf(record.id());
    return drafts.open(
        record.kind().name(),
        record.instrument().toString(),
        record.id().toString(),
        record.revision().hex(),
        PayloadJson.of(revisions.get(revisions.size() - 1)));
  }

  /** Appends and signs the draft's record and forgets the draft, both or neither. */
  Outcome submit(Draft draft) {
    List<Refusal> missing = missing(draft);
    if (!missing.isEmpty()) {
      return new Outcome("", missing);
    }
    RecordLines.Reading reading = lines.read(draft.content());
    if (reading.line().isEmpty()) {
      return new Outcome("", reading.problems());
    }
    RecordLine line = reading.line().get();
    return transactions.executeWrite(
        status -> {
          Entry entry =
              draft.record().isEmpty()
                  ? log.submit(line.payload(), line.author(), line.instrument())
                  : log.revise(
                      RecordId.parse(draft.record()),
                      RevisionId.parse(draft.parent()),
                      line.payload(),
                      line.author());
          drafts.discard(draft.id());
          return new Outcome(entry.revision().record().toString(), List.of());
        });
  }

  private static List<Refusal> missing(Draft draft) {
    DraftForm form = DraftForm.of(draft.content());
    var missing = new ArrayList<Refusal>();
    if (form.unitLabel().isBlank()) {
      missing.add(FIELD_MISSING.at("unit.name"));
    }
    boolean isNote = draft.kind().equals(RecordKind.TRAINER_NOTE.name());
    for (String field : isNote ? NOTE_HEAD : EVALUATION_HEAD) {
      if (form.value(field).isBlank()) {
        missing.add(FIELD_MISSING.at(field));
      }
    }
    return missing;
  }

  /** The record's id, or everything that is wrong. */
  record Outcome(String record, List<Refusal> problems) {}
}
