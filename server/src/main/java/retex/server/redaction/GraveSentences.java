package retex.server.redaction;

import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import retex.server.finding.WithheldSentences;
import retex.server.redaction.engine.Category;
import retex.server.redaction.engine.Redacted;
import retex.server.redaction.engine.Span;
import retex.server.review.Accepted;

/**
 * Every sentence with anything masked in it that is graver than a name. Two officers who let it be
 * read open it for findings as well. Safe for use by several threads.
 */
@Singleton
final class GraveSentences implements WithheldSentences {

  private static final Set<Category> GRAVE =
      EnumSet.of(
          Category.MISCONDUCT,
          Category.SOURCE,
          Category.MEDICAL,
          Category.INTELLIGENCE,
          Category.INDIRECT);

  private final Proposals proposals;

  GraveSentences(Proposals proposals) {
    this.proposals = proposals;
  }

  @Override
  public List<Withheld> of(Accepted record) {
    return proposals.of(record).stream()
        .flatMap(
            field ->
                field.redacted().spans().stream()
                    .filter(GraveSentences::isGrave)
                    .map(span -> withheld(field, span)))
        .toList();
  }

  private static boolean isGrave(Span span) {
    return GRAVE.contains(span.category()) || span.stage().equals("sentence");
  }

  private static Withheld withheld(RedactedField field, Span span) {
    Redacted text = field.redacted();
    Place all =
        Widening.SENTENCE.of(Place.of(field.field(), span), text.original(), text.language());
    return new Withheld(all.field(), all.from(), all.to(), span.category().name());
  }
}
