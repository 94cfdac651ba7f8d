package retex.server.finding.engine;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** How much the stems of a clause speak for each topic, and for each skill of one. */
interface TopicWeights {

  /** By topic, as logarithms that may be added up. */
  Map<String, Double> topics(List<String> stems);

  /** By skill, the same for some skills of one topic. */
  Map<String, Double> skills(List<String> stems, Collection<String> of);
}
