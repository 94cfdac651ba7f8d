package retex.server.finding.engine;

/**
 * How sure it is that a skill is meant: how often skills proposed on such grounds were right, on
 * remarks and texts that the models were not trained on (docs/findings.md has the table).
 */
final class Certainty {

  /** What is less sure would only take an officer's time. */
  static final double LEAST = 0.05;

  private static final double ALONE = -0.66;
  private static final double OF_PHRASE = 1.24;
  private static final double OF_WORD = 0.73;
  private static final double OF_GENERAL_WORD = -0.43;
  private static final double OF_SECOND = 0.48;
  private static final double OF_TOPIC = 0.65;
  private static final double OF_SKILL = 0.81;
  private static final double OF_BOTH = 1.25;
  private static final double LEAST_TOPIC = 6e-6;
  private static final double LEAST_SKILL = 3e-4;

  private Certainty() {}

  /** {@code ofTopic}, {@code ofSkill}: how likely the words make the topic, and the skill in it. */
  static double of(Match match, double ofTopic, double ofSkill) {
    double sum =
        ALONE
            + named(match)
            + OF_TOPIC * Math.log(Math.max(ofTopic, LEAST_TOPIC))
            + OF_SKILL * Math.log(Math.max(ofSkill, LEAST_SKILL))
            + OF_BOTH * ofTopic * ofSkill;
    return 1 / (1 + Math.exp(-sum));
  }

  private static double named(Match match) {
    if (!match.whole()) {
      return 0;
    }
    if (match.isSecond()) {
      return OF_SECOND;
    }
    if (match.tokens().size() > 1) {
      return OF_PHRASE;
    }
    return match.term().general() ? OF_GENERAL_WORD : OF_WORD;
  }
}
