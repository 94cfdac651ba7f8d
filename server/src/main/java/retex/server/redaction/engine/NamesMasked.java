package retex.server.redaction.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Words that were taken out as names, and where else they stand. For one thread. */
final class NamesMasked {

  private final Map<String, Category> names = new HashMap<>();
  private final Map<String, Category> ordinary = new HashMap<>();
  private long seen; // a bit a word, so that most others are passed over at once

  /** Learns the names that these spans, in order and without overlap, take out of a text. */
  void learn(Reading reading, List<Span> spans) {
    int next = 0;
    for (Token token : reading.tokens()) {
      int from = reading.text().originalFrom(token.from());
      while (next < spans.size() && spans.get(next).to() <= from) {
        next++;
      }
      if (next == spans.size()) {
        return;
      }
      Span span = spans.get(next);
      boolean inside = span.from() < reading.text().originalTo(token.to());
      if (inside && isName(span) && isNameLike(token)) {
        (token.ordinary() ? ordinary : names).putIfAbsent(token.folded(), span.category());
        seen |= 1L << token.folded().hashCode();
      }
    }
  }

  /** Learns what another has learnt. */
  void learn(NamesMasked other) {
    other.names.forEach(names::putIfAbsent);
    other.ordinary.forEach(ordinary::putIfAbsent);
    seen |= other.seen;
  }

  boolean isEmpty() {
    return names.isEmpty() && ordinary.isEmpty();
  }

  /** Where these words stand in a text, taken out or not. */
  List<Span> in(Reading reading) {
    if (isEmpty()) {
      return List.of();
    }
    var again = new ArrayList<Span>();
    for (int i = 0; i < reading.tokens().size(); i++) {
      Token token = reading.tokens().get(i);
      if ((seen & 1L << token.folded().hashCode()) == 0) {
        continue;
      }
      Category category = names.get(token.folded());
      if (category == null && token.starts() && isNameHere(reading, i)) {
        category = ordinary.get(token.folded());
      }
      if (category != null) {
        again.add(
            reading
                .text()
                .span(token.from(), token.to(), category, "consistency", "masked-elsewhere", 0.9));
      }
    }
    return again;
  }

  /** Whole sentences and texts that cannot be read say nothing of their words. */
  private static boolean isName(Span span) {
    return !span.stage().equals("sentence") && !span.stage().equals("language");
  }

  private static boolean isNameLike(Token token) {
    return !token.figure()
        && token.length() > 2
        && token.isCapitalised()
        && !token.is(WordLists.Kind.FUNCTION)
        && !token.is(WordLists.Kind.TITLE)
        && !token.is(WordLists.Kind.PLACE)
        && !token.word().rank();
  }

  /** Whether an ordinary word at the head of a sentence, a name elsewhere, is one here. */
  private static boolean isNameHere(Reading reading, int at) {
    Token token = reading.tokens().get(at);
    Token next = reading.near(at, 1);
    if (next == null || next.is(WordLists.Kind.THING)) {
      return false;
    }
    return !token.word().common() || token.word().alsoName() || next.is(WordLists.Kind.VERB);
  }
}
