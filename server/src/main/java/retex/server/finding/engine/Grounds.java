package retex.server.finding.engine;

import java.util.List;

/**
 * On what grounds a skill is proposed for a clause: how it is named, how likely the words make its
 * topic, the skill in it, and both beside the best other skill, and how much of what the clause
 * judges is its name. What {@link Certainty} weighs.
 */
record Grounds(Match match, double ofTopic, double ofSkill, double ofOther, double covered) {

  /** What is weighed, in this order. */
  static final List<String> SIGNS =
      List.of(
          "any",
          "phrase",
          "word",
          "general-word",
          "second",
          "guessed",
          "carried",
          "topic",
          "skill",
          "both",
          "odds",
          "ahead",
          "covered");

  /** Of those, what a skill has by being named. */
  static final List<String> NAMED = List.of("phrase", "word", "covered");

  private static final double LEAST_TOPIC = 1e-5;
  private static final double LEAST_SKILL = 3e-4;
  private static final double FARTHEST = 3;
  private static final double SUREST = 0.005; // so much doubt there always is

  double[] signs() {
    boolean whole = match.whole();
    boolean second = whole && match.isSecond();
    boolean first = whole && !second;
    boolean many = match.tokens().size() > 1;
    boolean general = match.term().general();
    double both = ofTopic * ofSkill;
    double odds = Math.max(0, Math.log((both + SUREST) / (1 - both + SUREST)));
    double ahead = Math.log((both + LEAST_SKILL) / (ofOther + LEAST_SKILL));
    double near = Math.max(-FARTHEST, Math.min(FARTHEST, ahead));
    return new double[] {
      1,
      one(first && many),
      one(first && !many && !general),
      one(first && !many && general),
      one(second),
      one(!whole && match.weight() > 0),
      one(match.isCarried()),
      Math.log(Math.max(ofTopic, LEAST_TOPIC)),
      Math.log(Math.max(ofSkill, LEAST_SKILL)),
      both,
      odds,
      near,
      first ? covered : 0
    };
  }

  private static double one(boolean is) {
    return is ? 1 : 0;
  }
}
