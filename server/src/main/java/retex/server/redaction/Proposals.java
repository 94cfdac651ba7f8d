package retex.server.redaction;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import retex.contract.Evaluation;
import retex.contract.TrainerNote;
import retex.server.redaction.engine.Context;
import retex.server.redaction.engine.Redactor;
import retex.server.review.Accepted;

/**
 * The redaction of accepted records as it stands: the engine's, under the names known now, and the
 * officers' decisions. Safe for use by several threads.
 */
@Singleton
final class Proposals {

  private final KnownNames names;
  private final Decisions decisions;
  private final AtomicReference<Redactors> last =
      new AtomicReference<>(new Redactors(Context.empty(), new ConcurrentHashMap<>()));

  Proposals(KnownNames names, Decisions decisions) {
    this.names = names;
    this.decisions = decisions;
  }

  /** The names known now. To be asked once for a run over many records. */
  Context context() {
    return names.context();
  }

  List<RedactedField> of(Accepted record) {
    return of(record, context());
  }

  List<RedactedField> of(Accepted record, Context context) {
    Decided decided = decided(record);
    Redactor redactor = redactors(context).in(language(record));
    return FieldText.of(record.payload()).stream()
        .map(
            it ->
                new RedactedField(
                    it.field(), decided.applied(it.field(), redactor.redact(it.text()))))
        .toList();
  }

  Decided decided(Accepted record) {
    return new Decided(
        decisions.findByRecordOrderByAtAscAndIdAsc(record.record().toString()), record.revision());
  }

  static String language(Accepted record) {
    return record.payload().fold(Evaluation::language, TrainerNote::language, withdrawal -> "en");
  }

  /** What is made of fifty thousand names is worth keeping until one more is learnt. */
  private Redactors redactors(Context context) {
    return last.updateAndGet(
        it ->
            it.context().equals(context) ? it : new Redactors(context, new ConcurrentHashMap<>()));
  }

  private record Redactors(Context context, Map<String, Redactor> byLanguage) {

    Redactor in(String language) {
      return byLanguage.computeIfAbsent(language, it -> new Redactor(context, it));
    }
  }
}
