package retex.agent.web;

import io.micronaut.context.BeanProvider;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.core.util.SupplierUtil;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
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
  boolean takes(HttpRequest head) {
    HttpHeaders headers = head.headers();
    int length = HttpUtil.getContentLength(head, -1);
    return head.decoderResult().isSuccess()
        && length > 0
        && length <= LONGEST
        && "application/json".equals(headers.get(HttpHeaderNames.CONTENT_TYPE))
        && !headers.contains(HttpHeaderNames.TRANSFER_ENCODING)
        && !headers.contains(HttpHeaderNames.CONTENT_ENCODING)
        && !headers.contains(HttpHeaderNames.EXPECT)
        && HttpUtil.isKeepAlive(head)
        && answerOf(head).isPresent(); // last: the first to be asked makes what keeps answers
  }

  /** The answer, where every door admits and all goes well. */
  Optional<byte[]> answer(Channel channel, HttpRequest head, byte[] body) {
    var knock = new Raw(channel, head);
    List<Door> all = doors.get();
    for (Door door : all) {
      if (!door.admits(knock)) {
        return Optional.empty();
      }
    }
    all.forEach(Door::enter);
    try {
      Optional<ShortAnswer> own = answerOf(head);
      return own.isEmpty() ? Optional.empty() : own.get().answer(knock, body);
    } catch (RuntimeException e) {
      return Optional.empty(); // the ordinary way meets it again, and says it
    } finally {
      all.forEach(Door::leave);
    }
  }

  private Optional<ShortAnswer> answerOf(HttpRequest head) {
    for (ShortAnswer one : answers.get()) {
      if (one.isFor(head.method().name(), head.uri())) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  /** Puts a {@link ShortWayHandler} before the server's own, on each connection. */
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
      channel.ifPresent(
          it ->
              it.pipeline()
                  .addBefore(
                      ChannelPipelineCustomizer.HANDLER_MICRONAUT_INBOUND,
                      "retex-short-way",
                      new ShortWayHandler(ShortWay.this)));
    }
  }

  /** A request whose path, having no query, is its whole address. */
  private record Raw(Channel channel, HttpRequest head) implements Knock {

    @Override
    public String method() {
      return head.method().name();
    }

    @Override
    public String path() {
      return head.uri();
    }

    @Override
    public @Nullable String header(String name) {
      return head.headers().get(name);
    }

    @Override
    public InetSocketAddress from() {
      return (InetSocketAddress) channel.remoteAddress();
    }

    @Override
    public InetSocketAddress to() {
      return (InetSocketAddress) channel.localAddress();
    }
  }
}
