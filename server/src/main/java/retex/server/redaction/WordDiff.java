package retex.server.redaction;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What became of a text, word by word: a longest common subsequence. Pure. */
final class WordDiff {

  private static final Pattern TOKEN =
      Pattern.compile("\\s+|[\\p{L}\\p{M}\\p{N}]+|.", Pattern.DOTALL);
  private static final long MOST_CELLS =
      4_000_000; // 16 MB of ints; beyond, old and new stand whole

  private WordDiff() {}

  /** What a run of text is. */
  enum Kind {
    SAME,
    NEW,
    GONE
  }

  /** A run of one kind. */
  record Run(Kind kind, String text) {}

  /**
   * The runs of both texts in reading order; joined without the gone ones they are the new text.
   */
  static List<Run> of(String before, String after) {
    List<String> old = tokens(before);
    List<String> now = tokens(after);
    int head = 0;
    while (head < Math.min(old.size(), now.size()) && old.get(head).equals(now.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < Math.min(old.size(), now.size()) - head
        && old.get(old.size() - 1 - tail).equals(now.get(now.size() - 1 - tail))) {
      tail++;
    }
    var runs = new ArrayList<Run>();
    add(runs, Kind.SAME, old.subList(0, head));
    middle(runs, old.subList(head, old.size() - tail), now.subList(head, now.size() - tail));
    add(runs, Kind.SAME, old.subList(old.size() - tail, old.size()));
    return runs;
  }

  private static void middle(List<Run> runs, List<String> old, List<String> now) {
    if ((long) (old.size() + 1) * (now.size() + 1) > MOST_CELLS) {
      add(runs, Kind.GONE, old);
      add(runs, Kind.NEW, now);
      return;
    }
    int[][] common = common(old, now);
    int i = 0;
    int j = 0;
    while (i < old.size() || j < now.size()) {
      if (i < old.size() && j < now.size() && old.get(i).equals(now.get(j))) {
        add(runs, Kind.SAME, List.of(old.get(i)));
        i++;
        j++;
      } else if (j == now.size() || (i < old.size() && common[i + 1][j] >= common[i][j + 1])) {
        add(runs, Kind.GONE, List.of(old.get(i)));
        i++;
      } else {
        add(runs, Kind.NEW, List.of(now.get(j)));
        j++;
      }
    }
  }

  /** Length of the longest common subsequence of what follows each pair of places. */
  private static int[][] common(List<String> old, List<String> now) {
    int[][] common = new int[old.size() + 1][now.size() + 1];
    for (int i = old.size() - 1; i >= 0; i--) {
      for (int j = now.size() - 1; j >= 0; j--) {
        common[i][j] =
            old.get(i).equals(now.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }

  private static void add(List<Run> runs, Kind kind, List<String> tokens) {
    String text = String.join("", tokens);
    Run last = runs.isEmpty() ? new Run(kind, "") : runs.get(runs.size() - 1);
    if (text.isEmpty()) {
      return;
    }
    if (!runs.isEmpty() && last.kind() == kind) {
      runs.set(runs.size() - 1, new Run(kind, last.text() + text));
    } else {
      runs.add(new Run(kind, text));
    }
  }

  private static List<String> tokens(String text) {
    return text.isEmpty()
        ? Collections.emptyList()
        : TOKEN.matcher(text).results().map(MatchResult::group).toList();
  }
}
