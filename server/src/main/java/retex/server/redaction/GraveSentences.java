package retex.server.redaction;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
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
  public Now now() {
    NamesNow names = proposals.names();
    return record -> withheld(record, names);
  }

  private List<Withheld> withheld(Accepted record, NamesNow names) {
    List<RedactedField> found = proposals.found(record, names);
    List<RedactedField> masked = proposals.of(record, names);
    var withheld = new ArrayList<Withheld>();
    for (int i = 0; i < masked.size(); i++) {
      List<Span> here = masked.get(i).redacted().spans();
      RedactedField field = masked.get(i);
      // what an officer calls otherwise is as grave as it was found
      Stream.concat(
              here.stream(),
              found.get(i).redacted().spans().stream()
                  .filter(it -> here.stream().anyMatch(it::overlaps)))
          .filter(GraveSentences::isGrave)
          .forEach(span -> withheld.add(withheld(field, span)));
    }
    return withheld;
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
