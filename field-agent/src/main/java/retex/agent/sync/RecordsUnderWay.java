package retex.agent.sync;

import io.micronaut.core.annotation.Order;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import retex.agent.web.Words;
import retex.exchange.Progress;

/** Records on their way in the conversations that are going on. Safe for use by several threads. */
@Singleton
@Order(1)
final class RecordsUnderWay implements UnderWay {

  private final Map<Conversation, Progress> conversations = new ConcurrentHashMap<>();

  /** What a conversation has to tell by now; nothing, while nothing of it crosses. */
  void tell(Conversation conversation, Optional<Progress> progress) {
    progress.ifPresentOrElse(
        it -> conversations.put(conversation, it), () -> conversations.remove(conversation));
  }

  @Override
  public Optional<String> progress(Words words) {
    return conversations.values().stream()
        .filter(it -> it.entries() > 0 || it.bytesDown() > 0)
        .max(Comparator.comparingLong(Progress::bytesAcross))
        .map(it -> sentence(it, Conversation.millis(), words));
  }

  /** What is said at a time of the conversation's clock: no figure that is not measured. */
  static String sentence(Progress it, long now, Words words) {
    if (it.entries() == 0) {
      return words.say("sync.records.hearing", kilobytes(it.bytesDown()));
    }
    var seconds = it.secondsLeft(now);
    return words.say(
        seconds.isPresent() ? "sync.records.progress" : "sync.records.begin",
        it.acknowledged(),
        it.entries(),
        kilobytes(it.bytesAcross()),
        kilobytes(it.bytesAcross() + it.bytesLeft().orElse(0)),
        seconds.orElse(0),
        kilobytes(it.bytesDown()));
  }

  private static double kilobytes(long bytes) {
    return bytes / 1_000.0;
  }
}
