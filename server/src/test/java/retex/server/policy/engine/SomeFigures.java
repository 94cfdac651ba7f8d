package retex.server.policy.engine;

import java.util.ArrayList;
import java.util.List;

/** Figures of units written as {@code A1=3}: state A, its first unit, rated 3. */
public final class SomeFigures {

  private SomeFigures() {}

  /** A figure; {@code A1'=3} is a later evaluation of A1, {@code A1!=3} a lone unit. */
  public static Figure of(String... parts) {
    var out = new ArrayList<Figure.Part>();
    for (String part : parts) {
      String[] sides = part.split("=");
      out.add(new Figure.Part(member(sides[0]), Integer.parseInt(sides[1])));
    }
    return new Figure("form@1/EQ1", 1, 4, out);
  }

  public static Member member(String word) {
    String unit = word.replaceAll("['!]", "");
    return new Member(unit, unit.substring(0, 1), word.replace("!", ""), word.endsWith("!"));
  }

  static List<Told> told(Figure... figures) {
    return List.of(figures).stream()
        .map(it -> Told.exactly(it.subject(), List.copyOf(it.members()), sum(it)))
        .toList();
  }

  private static int sum(Figure it) {
    return it.parts().stream().mapToInt(Figure.Part::value).sum();
  }
}
