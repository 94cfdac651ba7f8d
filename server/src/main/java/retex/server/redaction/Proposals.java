package retex.server.redaction;

import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import retex.contract.Evaluation;
import retex.contract.TrainerNote;
import retex.server.redaction.engine.Context;
import retex.server.redaction.engine.Redacted;
import retex.server.redaction.engine.Redactor;
import retex.server.redaction.engine.Span;
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
      new AtomicReference<>(Redactors.under(Context.empty()));

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
    Redactors redactors = redactors(context);
    String language = language(record);
    return FieldText.of(record.payload()).stream()
        .map(
            it ->
                new RedactedField(
                    it.field(),
                    decided.applied(it.field(), redactors.redacted(it.text(), language))))
        .toList();
  }

  Decided decided(Accepted record) {
    return new Decided(
        decisions.findByRecordOrderByAtAscAndIdAsc(record.record().toString()), record.revision());
  }

  static String language(Accepted record) {
    return record.payload().fold(Evaluation::language, TrainerNote::language, withdrawal -> "en");
  }

  /** How many texts need not be read again while no name is learnt. */
  int kept() {
    return redactors(context()).spans().size();
  }

  /** What is made of fifty thousand names is worth keeping until one more is learnt. */
  private Redactors redactors(Context context) {
    return last.updateAndGet(it -> it.context().equals(context) ? it : Redactors.under(context));
  }

  /**
   * The engine under one context, and what it found in the texts that it has read: places and
   * reasons under a text's hash, never a text.
   */
  private record Redactors(
      Context context, Map<String, Redactor> byLanguage, Map<Read, List<Span>> spans) {

    private static final int MOST_KEPT = 100_000; // texts; some 30 MB

    static Redactors under(Context context) {
      return new Redactors(context, new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
    }

    Redacted redacted(String text, String language) {
      Read read = Read.of(text, language);
      List<Span> known = spans.get(read);
      if (known != null) {
        return new Redacted(text, language, known);
      }
      Redacted redacted =
          byLanguage.computeIfAbsent(language, it -> new Redactor(context, it)).redact(text);
      if (spans.size() < MOST_KEPT) {
        spans.put(read, redacted.spans());
      }
      return redacted;
    }
  }

  /** Which text was read: its SHA-256, and in what language. */
  private record Read(String language, ByteBuffer hash) {

    static Read of(String text, String language) {
      try {
        byte[] hash =
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return new Read(language, ByteBuffer.wrap(hash));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
