package retex.server.redaction;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import retex.server.redaction.engine.Span;
import retex.server.review.Accepted;

/** A record's redaction as programs see it. Places count UTF-16 units of the original text. */
@Serdeable
record RedactionView(String record, String revision, boolean cleared, List<Field> fields) {

  static RedactionView of(Accepted record, boolean cleared, List<RedactedField> fields) {
    return new RedactionView(
        record.record().toString(),
        record.revision().hex(),
        cleared,
        fields.stream().map(Field::of).toList());
  }

  /** One free text, original and redacted. */
  @Serdeable
  record Field(String field, String original, String redacted, List<Masked> spans) {

    static Field of(RedactedField it) {
      return new Field(
          it.field(),
          it.redacted().original(),
          it.redacted().text(),
          it.redacted().spans().stream().map(Masked::of).toList());
    }
  }

  /** One span and why. */
  @Serdeable
  record Masked(
      int from,
      int to,
      String category,
      String stage,
      String rule,
      double confidence,
      boolean unsure) {

    static Masked of(Span it) {
      return new Masked(
          it.from(),
          it.to(),
          it.category().name(),
          it.stage(),
          it.rule(),
          it.confidence(),
          it.isUnsure());
    }
  }
}
