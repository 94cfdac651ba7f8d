package retex.server.redaction;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import retex.server.redaction.engine.Span;

/**
 * A record's redaction as programs see it. Places count UTF-16 units of the original text. {@code
 * read} is the hash of all that is shown: whoever clears it sends it back.
 */
@Serdeable
record RedactionView(
    String record,
    String revision,
    String read,
    boolean cleared,
    List<Field> fields,
    List<Ruling> decisions) {

  static RedactionView of(Shown it, boolean cleared, Decided decided) {
    return new RedactionView(
        it.record().record().toString(),
        it.record().revision().hex(),
        it.hash(),
        cleared,
        it.fields().stream().map(field -> Field.of(field, decided)).toList(),
        decided.inForce().stream().map(Ruling::of).toList());
  }

  /** One free text, original and redacted. */
  @Serdeable
  record Field(String field, String original, String redacted, List<Masked> spans) {

    static Field of(RedactedField it, Decided decided) {
      return new Field(
          it.field(),
          it.redacted().original(),
          it.redacted().text(),
          it.redacted().spans().stream()
              .map(span -> Masked.of(span, decided.isSeen(Place.of(it.field(), span), span)))
              .toList());
    }
  }

  /** One span and why; {@code seen} when an officer accepted it. */
  @Serdeable
  record Masked(
      int from,
      int to,
      String category,
      String stage,
      String rule,
      double confidence,
      boolean unsure,
      boolean seen) {

    static Masked of(Span it, boolean seen) {
      return new Masked(
          it.from(),
          it.to(),
          it.category().name(),
          it.stage(),
          it.rule(),
          it.confidence(),
          it.isDoubtful(),
          seen);
    }
  }

  /**
   * One decision in force. {@code state} is STANDING, or for an un-masking WAITING, AGREED or
   * DECLINED, with the second officer.
   */
  @Serdeable
  record Ruling(
      String id,
      String action,
      String state,
      String field,
      int from,
      int to,
      String category,
      String reason,
      String actor,
      String second) {

    static Ruling of(Decision it) {
      return new Ruling(
          it.id(),
          it.action().name(),
          it.state().name(),
          it.field(),
          it.startAt(),
          it.endAt(),
          it.category(),
          it.reason(),
          it.actor(),
          it.second());
    }
  }
}
