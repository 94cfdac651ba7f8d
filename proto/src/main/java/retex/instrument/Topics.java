package retex.instrument;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The list of training topics, in its own order. */
public final class Topics {

  private final Map<TopicCode, Topic> byCode;

  Topics(Collection<Topic> topics) {
    var map = new LinkedHashMap<TopicCode, Topic>();
    topics.forEach(topic -> map.put(topic.code(), topic));
    byCode = Collections.unmodifiableMap(map);
  }

  public Optional<Topic> find(TopicCode code) {
    return Optional.ofNullable(byCode.get(code));
  }

  public Collection<Topic> all() {
    return byCode.values();
  }
}
