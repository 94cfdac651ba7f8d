package retex.server.finding.engine;

import java.util.List;
import java.util.Set;

/**
 * Where a sentence goes on with a clause that has a subject and a verb of its own: "the map is
 * kept, the log is not". All words folded: {@code joins} may stand before such a clause, {@code
 * subjects} begin it, one of {@code verbs} is in it, {@code states} are verbs that no advice has;
 * after one of {@code within} ("because") what follows belongs to what it opened.
 */
record Coordination(
    Set<String> joins,
    Set<String> subjects,
    Set<String> verbs,
    Set<String> states,
    Set<String> within) {

  private static final int LONGEST = 10; // words up to the verb
  private static final int LEAST = 3; // words of either clause that carry meaning

  /**
   * Whether a word, or the one after it where it joins, begins such a clause. {@code words} are the
   * sentence's from the clause so far on, {@code at} the place of the word; {@code comma}: whether
   * one stands before it; {@code stop}: words that carry no meaning.
   */
  boolean begins(List<String> words, int at, boolean comma, Set<String> stop) {
    boolean joins = this.joins.contains(words.get(at));
    int first = joins ? at + 1 : at;
    if (!(joins || comma) || first >= words.size() || !subjects.contains(words.get(first))) {
      return false;
    }
    List<String> before = words.subList(0, at);
    if (before.stream().anyMatch(within::contains) || meaning(before, stop) < LEAST) {
      return false;
    }
    List<String> after = words.subList(first, words.size());
    List<String> near = after.subList(0, Math.min(LONGEST, after.size()));
    return near.stream().anyMatch(verbs::contains) && meaning(after, stop) >= LEAST;
  }

  private static long meaning(List<String> words, Set<String> stop) {
    return words.stream().filter(it -> !stop.contains(it)).count();
  }
}
