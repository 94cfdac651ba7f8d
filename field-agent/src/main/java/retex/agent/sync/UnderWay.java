package retex.agent.sync;

import java.util.Optional;
import retex.agent.web.Words;

/** Something that crosses the line to headquarters, and can say how far it has come. */
public interface UnderWay {

  /**
   * A sentence with entries or bytes, and the time left where the link's rate is measured; empty
   * while nothing crosses.
   */
  Optional<String> progress(Words words);
}
