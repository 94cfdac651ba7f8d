package retex.server.finding.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Chooses among overlapping matches. */
final class Selection {

  private static final double ALMOST = 0.4;
  private static final int MOST_ALIKE = 2;
  private static final Comparator<Match> HEAVIEST =
      Comparator.comparingDouble(Match::weight)
          .reversed()
          .thenComparing(it -> it.term().code())
          .thenComparing(Match::first);

  private Selection() {}

  /** The heaviest matches that share no word. */
  static List<Match> best(List<Match> matches) {
    var best = new ArrayList<Match>();
    for (Match match : matches.stream().sorted(HEAVIEST).toList()) {
      if (best.stream().noneMatch(match::touches)) {
        best.add(match);
      }
    }
    return best;
  }

  /**
   * The skills of a sentence: whole phrases before single words, the heaviest first; a cause is not
   * a skill, and a word that stands for a whole topic counts only where its clause names nothing
   * more exact.
   */
  static List<Match> skills(List<Match> matches, List<Match> causes, Expected expected) {
    List<Match> weighed = matches.stream().map(expected::weigh).toList();
    List<Match> phrases = weighed.stream().filter(it -> it.tokens().size() > 1).toList();
    List<Match> best = new ArrayList<>(sharing(best(phrases), phrases));
    best(weighed.stream().filter(it -> it.tokens().size() == 1).toList()).stream()
        .filter(it -> best.stream().noneMatch(it::touches))
        .forEach(best::add);
    var named = new ArrayList<Match>();
    for (Match match : best) {
      boolean explained = best.size() > 1 && causes.stream().anyMatch(match::within);
      boolean vague =
          match.isWeak()
              && best.stream()
                  .anyMatch(
                      it ->
                          !it.isWeak()
                              && it.segment() == match.segment()
                              && !explained(it, causes));
      boolean again =
          named.stream()
              .anyMatch(it -> it.term().equals(match.term()) && it.segment() == match.segment());
      if (!explained && !vague && !again) {
        named.add(match);
      }
    }
    named.addAll(alike(named, weighed));
    return named;
  }

  /** Where some of the words lead to another topic too, that skill is offered as well. */
  private static List<Match> alike(List<Match> named, List<Match> all) {
    var alike = new ArrayList<Match>();
    for (Match match : named) {
      all.stream()
          .filter(it -> !it.isWeak() && it.touches(match))
          .filter(it -> it.tokens().size() > 1 || match.tokens().size() == 1)
          .filter(it -> it.weight() >= ALMOST * match.weight())
          .sorted(HEAVIEST)
          .filter(it -> isNew(it, named) && isNew(it, alike))
          .limit(MOST_ALIKE)
          .forEach(it -> alike.add(it.second()));
    }
    return alike;
  }

  private static boolean isNew(Match match, List<Match> named) {
    return named.stream()
        .noneMatch(
            it ->
                it.term().topic().equals(match.term().topic()) && it.segment() == match.segment());
  }

  /**
   * Besides the best, those that say more with a word of their own: "patrols rehearsed and long".
   */
  private static List<Match> sharing(List<Match> best, List<Match> all) {
    var sharing = new ArrayList<>(best);
    for (Match match : all.stream().sorted(HEAVIEST).toList()) {
      long own =
          match.tokens().stream()
              .filter(it -> sharing.stream().noneMatch(other -> other.tokens().contains(it)))
              .count();
      boolean close = match.last() - match.first() <= match.tokens().size() + 1;
      if (own > 0 && own < match.tokens().size() && close) {
        sharing.add(match);
      }
    }
    return sharing;
  }

  private static boolean explained(Match match, List<Match> causes) {
    return causes.stream().anyMatch(match::within);
  }
}
