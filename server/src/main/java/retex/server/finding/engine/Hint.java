package retex.server.finding.engine;

import java.util.List;

/**
 * What is known of a text before it is read: the topics of the criterion it remarks on, and what a
 * plain statement means in it.
 */
public record Hint(List<String> topics, Judgement plain) {

  public Hint {
    topics = List.copyOf(topics);
  }

  /** Nothing is known. */
  public static Hint none() {
    return new Hint(List.of(), Judgement.ABLE);
  }
}
