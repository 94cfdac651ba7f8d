package retex.server.finding.engine;

import java.util.List;
import java.util.Map;

/**
 * On what grounds a remark is held for praise or fault of a skill: how much the words of its
 * clause, of the clauses beside that name no other skill, of a short text that names none, and of a
 * clause that takes something back speak for praise, what the nearest word that judges says and
 * where it stands, what else is said, and how much what is so no more was fault; {@code plain}:
 * whether a plain statement of the text praises. What {@link Praise} weighs.
 */
record SideGrounds(
    double clause,
    double reach,
    double text,
    int near,
    int far,
    int ofName,
    int explicit,
    double statement,
    boolean denies,
    boolean explained,
    boolean advises,
    int conceded,
    double concession,
    double ended,
    boolean plain) {

  /** What is weighed, in this order. */
  static final List<String> SIGNS =
      List.of(
          "any",
          "clause",
          "reach",
          "text",
          "near",
          "far",
          "of-name",
          "explicit",
          "statement",
          "denies",
          "explained",
          "advises",
          "conceded",
          "concession",
          "ended");

  /** No weight is less: what is known of plain statements, which labelled remarks seldom are. */
  static final Map<String, Double> LEAST =
      Map.of(
          "clause", 0.0,
          "reach", 0.0,
          "text", 0.0,
          "near", 0.2,
          "far", 0.0,
          "explicit", 1.0,
          "statement", 1.0,
          "conceded", 0.5,
          "concession", 0.0,
          "ended", 0.0);

  private static final double FARTHEST = 6;

  double[] signs() {
    return new double[] {
      1,
      within(clause),
      within(reach),
      within(text),
      near,
      far,
      ofName,
      explicit,
      statement,
      denies ? 1 : 0,
      explained ? 1 : 0,
      advises ? 1 : 0,
      conceded,
      within(concession),
      within(ended)
    };
  }

  private static double within(double margin) {
    return Math.max(-FARTHEST, Math.min(FARTHEST, margin));
  }
}
