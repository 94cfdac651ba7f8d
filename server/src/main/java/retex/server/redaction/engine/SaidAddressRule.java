package retex.server.redaction.engine;

import static retex.server.redaction.engine.WordLists.Kind.FUNCTION;
import static retex.server.redaction.engine.WordLists.Kind.NUMBER;
import static retex.server.redaction.engine.WordLists.Kind.VERB;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Addresses of mail as they are said: {@code ward two at nordmed dot example}, {@code m (point)
 * lannoy, puis arobase, observateurs.int}. The sign must be there and a dot after it; before it
 * stand what dots join and at most two plain words.
 */
final class SaidAddressRule implements Rule {

  private static final int PLAIN = 2; // plain words before the sign
  private static final int PARTS = 12;
  private static final String SIGN = " @ ";
  private static final String MARKS = " ,()[]-_.:'\"\n";
  private static final Set<String> AT = Set.of("at", "chez", "arobase", "arobas", "arrobase");
  private static final Set<String> JOINT =
      Set.of("dot", "point", "pt", "underscore", "dash", "tiret", "hyphen", "soulignement");
  private static final Set<String> DOT = Set.of("dot", "point", "pt");
  private static final Set<String> LINK = Set.of("puis", "then", "et");
  private static final Set<String> BEFORE =
      Set.of(
          "mail",
          "email",
          "address",
          "adresse",
          "courriel",
          "mel",
          "write",
          "ecrire",
          "contact",
          "goes",
          "is",
          "est",
          "to",
          "a");

  @Override
  public List<Span> find(Reading reading) {
    var spans = new ArrayList<Span>();
    for (int i = 1; i < reading.tokens().size(); i++) {
      if (isApart(reading, i)) {
        int from = withDots(reading, i - 1, -1);
        int to = withDots(reading, i, 1);
        spans.add(
            reading
                .text()
                .span(
                    reading.tokens().get(from).from(),
                    reading.tokens().get(to).to(),
                    Category.EMAIL,
                    "pattern",
                    "address",
                    0.95));
        i = to;
      } else if (isAt(reading.tokens().get(i).folded())) {
        int end = end(reading, i);
        int from = end > i ? start(reading, i) : i;
        if (end > i && from < i) {
          spans.add(
              reading
                  .text()
                  .span(
                      reading.tokens().get(from).from(),
                      reading.tokens().get(end).to(),
                      Category.EMAIL,
                      "pattern",
                      "address",
                      0.95));
          i = end;
        }
      }
    }
    return spans;
  }

  /** {@code post.orchard @ region . example}: the sign between two spaces. */
  private static boolean isApart(Reading reading, int at) {
    Token left = reading.tokens().get(at - 1);
    Token right = reading.tokens().get(at);
    int gap = right.from() - left.to();
    return gap > 1
        && gap <= SIGN.length()
        && left.sentence() == right.sentence()
        && reading.gap(left, right).strip().equals("@");
  }

  /** The last token that dots and hyphens join to this one, that way. */
  private static int withDots(Reading reading, int at, int way) {
    int last = at;
    Token next = reading.near(last, way);
    while (next != null && Math.abs(last - at) < PARTS) {
      Token token = reading.tokens().get(last);
      String gap = way < 0 ? reading.gap(next, token) : reading.gap(token, next);
      String joint = gap.strip();
      boolean ends = gap.length() > 1 && way > 0 && gap.startsWith(joint); // a full stop
      if (joint.length() != 1 || ".,-_".indexOf(joint.charAt(0)) < 0 || ends) {
        return last;
      }
      last += way;
      next = reading.near(last, way);
    }
    return last;
  }

  private static boolean isAt(String folded) {
    char first = folded.charAt(0);
    return (first == 'a' || first == 'c') && AT.contains(folded);
  }

  /** The last token of what follows the sign, or -1 where no dot does. */
  private static int end(Reading reading, int at) {
    int last = -1;
    boolean dotted = false;
    boolean part = false;
    for (int i = at + 1; i < at + PARTS; i++) {
      Token token = reading.near(at, i - at);
      if (token == null || !isTied(reading, i)) {
        break;
      }
      boolean joint = JOINT.contains(token.folded());
      boolean stop = reading.gap(reading.tokens().get(i - 1), token).equals(".");
      if (joint) {
        dotted |= DOT.contains(token.folded());
        part = false;
        continue;
      }
      if (part && !stop) {
        break;
      }
      dotted |= stop && last > 0;
      part = true;
      last = i;
    }
    return dotted ? last : -1;
  }

  private static int start(Reading reading, int at) {
    int from = at;
    int plain = 0;
    boolean joined = true;
    for (int i = at - 1; i >= 0 && at - i < PARTS; i--) {
      Token token = reading.near(at, i - at);
      if (token == null || !isTied(reading, i + 1)) {
        break;
      }
      boolean link = LINK.contains(token.folded()) && from == at;
      boolean joint = JOINT.contains(token.folded());
      if (link) {
        continue;
      }
      if (joint) {
        joined = true;
        continue;
      }
      boolean stop = reading.gap(token, reading.tokens().get(i + 1)).equals(".");
      if (!joined && !stop && (isWordBefore(token) || plain++ >= PLAIN - 1)) {
        break;
      }
      joined = false;
      from = i;
    }
    return from;
  }

  private static boolean isWordBefore(@Nullable Token token) {
    return token == null
        || BEFORE.contains(token.folded())
        || ((token.is(FUNCTION) || token.is(VERB)) && !token.is(NUMBER) && token.length() > 1);
  }

  private static boolean isTied(Reading reading, int at) {
    return reading.isTied(reading.tokens().get(at - 1), reading.tokens().get(at), MARKS, 4);
  }
}
