package retex.server.finding.engine;

import java.util.List;
import java.util.Optional;

/**
 * A word that judges, turned round or not ({@code by} which denials), or a rating, by its place;
 * {@code clears}: it says that there is no fault, or none any more.
 */
record Cue(
    Judgement judgement,
    int at,
    int segment,
    int comma,
    boolean turned,
    boolean clears,
    Optional<Match> words,
    List<Token> by) {

  private static final int CLAUSE_AWAY = 12;
  private static final int COMMA_AWAY = 3;
  private static final int OF_ITS_NAME = 4;

  Cue {
    by = List.copyOf(by);
  }

  int distance(Match skill) {
    int apart = Math.max(0, Math.max(at - skill.last(), skill.first() - at));
    int named = words.filter(skill::touches).isPresent() ? OF_ITS_NAME : 0;
    int well = judgement.side() == Judgement.Side.WELL ? 1 : 0;
    return apart
        + named
        + well
        + COMMA_AWAY * Math.abs(comma - skill.comma())
        + CLAUSE_AWAY * Math.abs(segment - skill.segment());
  }
}
