package retex.agent.vault;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import retex.agent.web.Knock;

/**
 * The user at the other end of each connection. Asked of the system when it begins, and not at each
 * request: a save should not wait for it, and who closes behind a last one is known no more. Safe
 * for use by several threads.
 */
@Singleton
public final class Peers implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {

  private final PeerUser system;
  private final Map<Ends, String> users = new ConcurrentHashMap<>();

  @Inject
  Peers() {
    this(PeerUser.ofSystem());
  }

  Peers(PeerUser system) {
    this.system = system;
  }

  /** The user who asks. */
  String user(Knock knock) {
    var ends = new Ends(knock.from(), knock.to());
    String known = users.get(ends);
    return known == null ? system.of(ends.peer(), ends.here()) : known;
  }

  /** Whether it is the user as whom this program runs. */
  public Asker asker(Knock knock) {
    return user(knock).equals(system.own()) ? Asker.OWNER : Asker.ANOTHER;
  }

  @Override
  public NettyServerCustomizer.Registry onCreated(
      BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
    event.getBean().register(new EachChannel(Optional.empty()));
    return event.getBean();
  }

  private void begins(Channel channel) {
    if (channel.remoteAddress() instanceof InetSocketAddress peer
        && channel.localAddress() instanceof InetSocketAddress here) {
      var ends = new Ends(peer, here);
      String user = system.of(peer, here);
      if (!user.equals(PeerUser.GONE)) { // that may pass: the next request asks again
        users.put(ends, user);
        channel.closeFuture().addListener(closed -> users.remove(ends));
      }
    }
  }

  /** Both ends of a connection; no other has the same while it lasts. */
  private record Ends(InetSocketAddress peer, InetSocketAddress here) {}

  /** Looks at each connection once. */
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
      channel.ifPresent(Peers.this::begins);
    }
  }
}
