package retex.server.finding.engine;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** How much words speak for each topic, and for each skill of one. */
interface TopicWeights {

  /** What the stems of a clause say together: weighed once, whatever is asked of them. */
  Said said(List<String> stems);

  /** What some words say, as logarithms that may be added up. */
  interface Said {

    /** By topic. */
    Map<String, Double> topics();

    /** By skill, for some skills of one topic. */
    Map<String, Double> skills(Collection<String> of);
  }
}
