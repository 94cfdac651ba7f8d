package retex.server.redaction.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Names of which a word is one letter away: added, lost, changed or swapped. Both sides are looked
 * up with each of their letters left out (the deletion neighbourhood of Wolf Garbe's SymSpell), so
 * that a search costs as many steps as the word has letters, however many names there are.
 */
final class NearNames {

  /** Letters from which one may be wrong. */
  static final int LONG = 6;

  private final List<String> names = new ArrayList<>();
  private final LongTable heads = new LongTable();
  private int[] entries = new int[64]; // pairs: number of the name, next pair or NONE
  private int pairs;
  private int longest;

  /** Adds a name, in lower case without accents. */
  void add(String name) {
    if (name.length() < LONG) {
      return;
    }
    int number = names.size();
    names.add(name);
    longest = Math.max(longest, name.length());
    link(LongTable.hash(name), number);
    for (int skipped = 0; skipped < name.length(); skipped++) {
      link(without(name, skipped), number);
    }
  }

  /** What {@code of} says of a name that is one letter away from the word; NONE if none is. */
  int get(String word, ToIntFunction<String> of) {
    if (word.length() < LONG - 1 || word.length() > longest + 1) {
      return LongTable.NONE;
    }
    int found = among(LongTable.hash(word), word, of);
    for (int skipped = 0; skipped < word.length() && found == LongTable.NONE; skipped++) {
      found = among(without(word, skipped), word, of);
    }
    return found;
  }

  private int among(long hash, String word, ToIntFunction<String> of) {
    for (int at = heads.get(hash); at != LongTable.NONE; at = entries[2 * at + 1]) {
      String name = names.get(entries[2 * at]);
      if (isNear(word, name)) {
        return of.applyAsInt(name);
      }
    }
    return LongTable.NONE;
  }

  private void link(long hash, int number) {
    if (2 * pairs == entries.length) {
      entries = Arrays.copyOf(entries, 2 * entries.length);
    }
    entries[2 * pairs] = number;
    entries[2 * pairs + 1] = heads.get(hash);
    heads.put(hash, pairs++);
  }

  private static long without(String word, int skipped) {
    long hash = LongTable.START;
    for (int i = 0; i < word.length(); i++) {
      hash = i == skipped ? hash : LongTable.step(hash, word.charAt(i));
    }
    return hash;
  }

  /** Whether one letter added, lost, changed or swapped makes one of the other. */
  static boolean isNear(String a, String b) {
    if (Math.abs(a.length() - b.length()) > 1 || a.equals(b) || b.length() < LONG) {
      return false;
    }
    int start = 0;
    int shorter = Math.min(a.length(), b.length());
    while (start < shorter && a.charAt(start) == b.charAt(start)) {
      start++;
    }
    String restA = a.substring(start);
    String restB = b.substring(start);
    return (a.length() > b.length() && restA.substring(1).equals(restB))
        || (b.length() > a.length() && restB.substring(1).equals(restA))
        || (a.length() == b.length() && restA.substring(1).equals(restB.substring(1)))
        || isSwapped(restA, restB);
  }

  private static boolean isSwapped(String a, String b) {
    return a.length() == b.length()
        && a.length() > 1
        && a.charAt(0) == b.charAt(1)
        && a.charAt(1) == b.charAt(0)
        && a.substring(2).equals(b.substring(2));
  }
}
