package retex.server.redaction;

import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import retex.contract.Evaluation;
import retex.contract.TrainerNote;
import retex.server.redaction.engine.Context;
import retex.server.redaction.engine.NameFinder;
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
  private final Clearances clearances;
  private final AtomicReference<Redactors> last =
      new AtomicReference<>(Redactors.under(Context.empty()));

  Proposals(KnownNames names, Decisions decisions, Clearances clearances) {
    this.names = names;
    this.decisions = decisions;
    this.clearances = clearances;
  }

  /** The names known now. To be asked once for a run over many records. */
  NamesNow names() {
    return new NamesNow(names.context(), decisions);
  }

  List<RedactedField> of(Accepted record) {
    return of(record, names());
  }

  /**
   * As it may be read: of a record that is cleared, masked by what was masked when an officer read
   * it as well, so that nothing opens that nobody has seen open.
   */
  List<RedactedField> of(Accepted record, NamesNow known) {
    return with(record, known, Clearance::stands);
  }

  /** The same with what was masked when it was last cleared, though that be taken back. */
  List<RedactedField> everMasked(Accepted record, NamesNow known) {
    return with(record, known, any -> true);
  }

  private List<RedactedField> with(Accepted record, NamesNow known, Predicate<Clearance> counts) {
    List<RedactedField> now = now(record, known);
    return clearances
        .findById(record.revision().hex())
        .filter(counts)
        .map(it -> ReadSpans.parse(it.spans()))
        .map(
            then ->
                now.stream()
                    .map(it -> new RedactedField(it.field(), then.and(it.field(), it.redacted())))
                    .toList())
        .orElse(now);
  }

  /** By the rules, names and decisions of now alone. */
  List<RedactedField> now(Accepted record, NamesNow known) {
    Decided decided = decided(record);
    Optional<NameFinder> officers = known.ofOfficers(record, decided, language(record));
    var fields = new ArrayList<RedactedField>();
    for (RedactedField it : found(record, known)) {
      Redacted proposed = it.redacted();
      Redacted named = officers.map(names -> with(names, proposed)).orElse(proposed);
      fields.add(new RedactedField(it.field(), decided.applied(it.field(), named)));
    }
    return fields;
  }

  /** What the engine finds, whatever officers decided. */
  List<RedactedField> found(Accepted record, NamesNow known) {
    List<FieldText> texts = FieldText.of(record.payload());
    List<Redacted> engine =
        redactors(known.context())
            .redacted(texts.stream().map(FieldText::text).toList(), language(record));
    var fields = new ArrayList<RedactedField>();
    for (int i = 0; i < texts.size(); i++) {
      fields.add(new RedactedField(texts.get(i).field(), engine.get(i)));
    }
    return fields;
  }

  private static Redacted with(NameFinder officers, Redacted proposed) {
    List<Span> found = officers.find(proposed.original());
    if (found.isEmpty()) {
      return proposed;
    }
    var both = new ArrayList<>(proposed.spans());
    both.addAll(found);
    return Redactor.without(proposed.original(), proposed.language(), both);
  }

  Decided decided(Accepted record) {
    return new Decided(
        decisions.findByRecordOrderByAtAscAndIdAsc(record.record().toString()), record.revision());
  }

  static String language(Accepted record) {
    return record.payload().fold(Evaluation::language, TrainerNote::language, withdrawal -> "en");
  }

  /** How many records need not be read again while no name is learnt. */
  int kept() {
    return redactors(names.context()).spans().size();
  }

  /** What is made of fifty thousand names is worth keeping until one more is learnt. */
  private Redactors redactors(Context context) {
    return last.updateAndGet(it -> it.context().equals(context) ? it : Redactors.under(context));
  }

  /**
   * The engine under one context, and what it found in the records that it has read: places and
   * reasons under a hash of their texts, never a text.
   */
  private record Redactors(
      Context context, Map<String, Redactor> byLanguage, Map<Read, List<List<Span>>> spans) {

    private static final int MOST_KEPT = 20_000; // records; some 30 MB

    static Redactors under(Context context) {
      return new Redactors(context, new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
    }

    List<Redacted> redacted(List<String> texts, String language) {
      Read read = Read.of(texts, language);
      List<List<Span>> known = spans.get(read);
      if (known != null) {
        var redacted = new ArrayList<Redacted>();
        for (int i = 0; i < texts.size(); i++) {
          redacted.add(new Redacted(texts.get(i), language, known.get(i)));
        }
        return redacted;
      }
      List<Redacted> redacted =
          byLanguage
              .computeIfAbsent(language, it -> new Redactor(context, it))
              .redactTogether(texts);
      if (spans.size() < MOST_KEPT) {
        spans.put(read, redacted.stream().map(Redacted::spans).toList());
      }
      return redacted;
    }
  }

  /** Which texts were read: their SHA-256, and in what language. */
  private record Read(String language, ByteBuffer hash) {

    static Read of(List<String> texts, String language) {
      try {
        MessageDigest hash = MessageDigest.getInstance("SHA-256");
        for (String text : texts) {
          byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
          hash.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
          hash.update(bytes);
        }
        return new Read(language, ByteBuffer.wrap(hash.digest()));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
