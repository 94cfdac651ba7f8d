package retex.agent.web;

import java.util.Optional;

/**
 * Answers one kind of request where it arrives, see {@link ShortWay}. Whatever it does not answer
 * goes the ordinary way, which says why: so it must change nothing unless it answers, or what is
 * done twice must be the same as once.
 */
public interface ShortAnswer {

  /** Whether requests of this method and path are its own. */
  boolean isFor(String method, String path);

  /** JSON for a 200, or nothing. Throwing is as good as nothing. */
  Optional<byte[]> answer(Knock knock, byte[] body);
}
