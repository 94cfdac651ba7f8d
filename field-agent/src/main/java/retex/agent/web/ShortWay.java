package retex.agent.web;

import io.micronaut.context.BeanProvider;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.core.util.SupplierUtil;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way of the one request that hands wait for at every keystroke: past the router, its filters
 * and its binders, which together take longer than the disk ({@code
 * docs/decisions/013-the-short-way-of-a-save.md}). It asks the same doors, and answers only what
 * goes well: everything else is handed on untouched to the ordinary way.
 */
@Singleton
final class ShortWay implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {

  /** Bytes of a body; more goes the ordinary way. */
  static final int LONGEST = 64 * 1024;

  private final Supplier<List<Door>> doors;
  private final Supplier<List<ShortAnswer>> answers;

  @Inject
  ShortWay(BeanProvider<Door> doors, BeanProvider<ShortAnswer> answers) {
    // beans of other packages are made once all is wired
    this(
        SupplierUtil.memoized(() -> doors.stream().toList()),
        SupplierUtil.memoized(() -> answers.stream().toList()));
  }

  ShortWay(Supplier<List<Door>> doors, Supplier<List<ShortAnswer>> answers) {
    this.doors = doors;
    this.answers = answers;
  }

  @Override
  public NettyServerCustomizer.Registry onCreated(
      BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
    event.getBean().register(new EachChannel(Optional.empty()));
    return event.getBean();
  }

  /** Whether a request may be answered here, as far as its head tells. */
  boolean takes(ShortHead head) {
    int length = head.bodyLength();
    return length > 0
        && length <= LONGEST
        && "application/json".equals(head.header("Content-Type"))
        && head.header("Transfer-Encoding") == null
        && head.header("Content-Encoding") == null
        && head.header("Expect") == null
        && head.header("Upgrade") == null
        && isKept(head.header("Connection"))
        && answerOf(head).isPresent(); // last: the first to be asked makes what keeps answers
  }

  private static boolean isKept(@Nullable String connection) {
    return connection == null || connection.equalsIgnoreCase("keep-alive");
  }

  /** The answer, where every door admits and all goes well. */
  Optional<byte[]> answer(ShortHead head, byte[] body) {
    List<Door> all = doors.get();
    for (Door door : all) {
      if (!door.admits(head)) {
        return Optional.empty();
      }
    }
    all.forEach(Door::enter);
    try {
      Optional<ShortAnswer> own = answerOf(head);
      return own.isEmpty() ? Optional.empty() : own.get().answer(head, body);
    } catch (RuntimeException e) {
      return Optional.empty(); // the ordinary way meets it again, and says it
    } finally {
      all.forEach(Door::leave);
    }
  }

  private Optional<ShortAnswer> answerOf(ShortHead head) {
    for (ShortAnswer one : answers.get()) {
      if (one.isFor(head.method(), head.path())) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  /** Puts a {@link ShortWayHandler} before the server's codec, on each connection. */
  private final class EachChannel implements NettyServerCustomizer {

    private final Optional<Channel> channel;

    EachChannel(Optional<Channel> channel) {
      this.channel = channel;
    }

    @Override
    public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
      return new EachChannel(Optional.of(channel));
    }

    @Override
    public void onStreamPipelineBuilt() {
      channel.ifPresent(it -> standBy(it.pipeline()));
    }

    private void standBy(ChannelPipeline pipeline) {
      var handler = new ShortWayHandler(ShortWay.this);
      pipeline.addBefore(
          ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC, "retex-short-way", handler);
      pipeline.addBefore(
          ChannelPipelineCustomizer.HANDLER_MICRONAUT_INBOUND,
          "retex-ordinary-way",
          handler.behind());
    }
  }
}
