package retex.server.redaction;

import static retex.server.redaction.RedactionRefusal.ACCEPTED_RECORD_UNKNOWN;
import static retex.server.redaction.RedactionRefusal.ALREADY_CLEARED;
import static retex.server.redaction.RedactionRefusal.CORRECTION_WITHOUT_REASON;
import static retex.server.redaction.RedactionRefusal.REDACTION_STALE;
import static retex.server.redaction.RedactionRefusal.TEXT_NOT_THERE;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import retex.contract.Evaluation;
import retex.contract.Micros;
import retex.contract.RecordId;
import retex.contract.RevisionId;
import retex.contract.TrainerNote;
import retex.server.audit.Audit;
import retex.server.redaction.engine.Category;
import retex.server.redaction.engine.Context;
import retex.server.redaction.engine.Redacted;
import retex.server.redaction.engine.Redactor;
import retex.server.redaction.engine.Span;
import retex.server.review.Accepted;
import retex.server.review.Reviews;

/**
 * What is taken out of accepted records. A proposal is made anew from the engine, the names known
 * now and the officers' corrections, so that a name learnt later is taken out of texts cleared
 * before. Safe for use by several threads.
 */
@Singleton
public final class Redactions {

  private final Reviews reviews;
  private final KnownNames names;
  private final Edits edits;
  private final Clearances clearances;
  private final Audit audit;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  Redactions(
      Reviews reviews,
      KnownNames names,
      Edits edits,
      Clearances clearances,
      Audit audit,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.reviews = reviews;
    this.names = names;
    this.edits = edits;
    this.clearances = clearances;
    this.audit = audit;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Accepted records that wait for an officer's eyes, and those that were cleared. */
  List<Accepted> accepted() {
    return reviews.accepted();
  }

  /** Whether the newest revision of an accepted record was cleared. */
  boolean isCleared(Accepted record) {
    return clearances.existsById(record.revision().hex());
  }

  /** The record; refuses {@code ACCEPTED_RECORD_UNKNOWN}. */
  Accepted find(RecordId record) {
    return reviews
        .accepted(record)
        .orElseThrow(() -> ACCEPTED_RECORD_UNKNOWN.at("record").asException());
  }

  /** The redaction of each free text of a record as it stands now. */
  List<RedactedField> proposal(Accepted record) {
    return proposal(record, names.context());
  }

  /** Takes out every place of {@code text} in a field. */
  void mask(
      RecordId record, RevisionId revision, String field, String text, String why, String actor) {
    correct(record, revision, field, "MASK", text, 0, why, actor);
  }

  /** Restores the span that begins at a place of the field, for a written reason. */
  void unmask(
      RecordId record, RevisionId revision, String field, int from, String why, String actor) {
    Accepted accepted = current(record, revision);
    Redacted redacted = field(proposal(accepted), field).redacted();
    Span span =
        redacted.spans().stream()
            .filter(it -> it.from() == from)
            .findFirst()
            .orElseThrow(() -> TEXT_NOT_THERE.at(field).asException());
    String text = redacted.original().substring(span.from(), span.to());
    correct(record, revision, field, "UNMASK", text, from, why, actor);
  }

  /** Clears the redaction as it stands: an officer has read all of it. */
  void clear(RecordId record, RevisionId revision, String actor) {
    transactions.executeWrite(
        status -> {
          Accepted accepted = current(record, revision);
          clearances.save(
              new Clearance(
                  accepted.revision().hex(), record.toString(), actor, Micros.of(clock.instant())));
          audit.write(
              actor,
              "redaction.cleared",
              record.toString(),
              Map.of("revision", revision.hex(), "rules", Redactor.VERSION));
          return accepted;
        });
  }

  /** Finished work: every accepted record that was cleared, redacted under the names known now. */
  public List<ClearedRecord> cleared() {
    Context context = names.context();
    return reviews.accepted().stream()
        .filter(this::isCleared)
        .map(record -> new ClearedRecord(record, proposal(record, context)))
        .toList();
  }

  private List<RedactedField> proposal(Accepted record, Context context) {
    var redactor = new Redactor(context, language(record));
    List<Edit> corrections = edits.findByRevisionOrderByAt(record.revision().hex());
    var fields = new ArrayList<RedactedField>();
    for (FieldText it : FieldText.of(record.payload())) {
      Redacted redacted = redactor.redact(it.text());
      for (Edit edit : corrections) {
        if (edit.field().equals(it.field())) {
          redacted = corrected(redacted, edit);
        }
      }
      fields.add(new RedactedField(it.field(), redacted));
    }
    return fields;
  }

  private static Redacted corrected(Redacted redacted, Edit edit) {
    var spans = new ArrayList<>(redacted.spans());
    if (edit.action().equals("UNMASK")) {
      spans.removeIf(
          span ->
              span.from() == edit.startAt()
                  && redacted.original().substring(span.from(), span.to()).equals(edit.content()));
      return new Redacted(redacted.original(), redacted.language(), spans);
    }
    int at = redacted.original().indexOf(edit.content());
    while (at >= 0) {
      int end = at + edit.content().length();
      spans.add(
          new Span(at, end, Category.valueOf(edit.category()), "officer", "officer-mask", 1.0));
      at = redacted.original().indexOf(edit.content(), end);
    }
    return Redactor.without(redacted.original(), redacted.language(), spans);
  }

  private void correct(
      RecordId record,
      RevisionId revision,
      String field,
      String action,
      String text,
      int from,
      String why,
      String actor) {
    if (why.isBlank()) {
      throw CORRECTION_WITHOUT_REASON.at("reason").asException();
    }
    transactions.executeWrite(
        status -> {
          Accepted accepted = current(record, revision);
          if (text.isBlank()
              || !field(proposal(accepted), field).redacted().original().contains(text)) {
            throw TEXT_NOT_THERE.at(field).asException();
          }
          edits.save(
              new Edit(
                  UUID.randomUUID().toString(),
                  revision.hex(),
                  field,
                  action,
                  text,
                  from,
                  Category.UNSURE.name(),
                  why,
                  actor,
                  Micros.of(clock.instant())));
          audit.write(
              actor,
              action.equals("MASK") ? "redaction.masked" : "redaction.unmasked",
              record.toString(),
              Map.of("field", field, "length", Integer.toString(text.length())));
          return accepted;
        });
  }

  private Accepted current(RecordId record, RevisionId revision) {
    Accepted accepted = find(record);
    if (!accepted.revision().equals(revision)) {
      throw REDACTION_STALE.at("revision").asException();
    }
    if (isCleared(accepted)) {
      throw ALREADY_CLEARED.at("record").asException();
    }
    return accepted;
  }

  private static RedactedField field(List<RedactedField> fields, String name) {
    return fields.stream()
        .filter(it -> it.field().equals(name))
        .findFirst()
        .orElseThrow(() -> TEXT_NOT_THERE.at(name).asException());
  }

  private static String language(Accepted record) {
    return record.payload().fold(Evaluation::language, TrainerNote::language, withdrawal -> "en");
  }
}
