package retex.server.redaction.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code MEDIC ONE waits}: capitals with a number beside them, in a sentence that is not loud. */
final class LoudCallRule implements Rule {

  private static final int SHORTEST = 3;
  private static final Set<String> NUMBERS =
      Set.of(
          ("zero one two three four five six seven eight nine niner actual deux trois quatre cinq"
                  + " sept huit neuf autorite")
              .split(" "));
  private static final Set<String> PARTS =
      Set.of(
          ("phase lane team day level annex part section step number lesson module form table serial"
                  + " para chapter group line priority role stage task bay hall room etape ligne priorite salle equipe jour niveau annexe partie lecon groupe")
              .split(" "));

  @Override
  public List<Span> find(Reading reading) {
    var spans = new ArrayList<Span>();
    for (int i = 0; !reading.isJudgment() && i + 1 < reading.tokens().size(); i++) {
      Token token = reading.tokens().get(i);
      if (isLoud(token) && token.length() >= SHORTEST && !PARTS.contains(token.folded())) {
        Token next = reading.near(i, 1);
        if (next != null
            && isLoud(next)
            && NUMBERS.contains(next.folded())
            && reading.isTied(token, next, " -", 1)) {
          spans.add(
              reading
                  .text()
                  .span(
                      token.from(),
                      next.to(),
                      Category.CALLSIGN,
                      "context",
                      "loud-call-sign",
                      0.9));
        }
      }
    }
    return spans;
  }

  private static boolean isLoud(Token token) {
    return token.isAllCapitals() && !token.shouted() && !token.figure();
  }
}
