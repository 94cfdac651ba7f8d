package retex.agent.sync;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslContext;
import java.net.Socket;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * A TLS handshake of this process with itself while the first packet to the server is on its way:
 * classes and ciphers are loaded when the answer comes, instead of then. Its outcome is no matter.
 */
final class Rehearsal {

  private static final int TURNS = 4; // two round trips, and two to spare

  private Rehearsal() {}

  /** Plays both sides, in a thread of its own. */
  static void start(SslContext client, SslContext server) {
    var thread = new Thread(() -> play(client, server), "sync-rehearsal");
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((it, failure) -> {}); // the real one says what is wrong
    thread.start();
  }

  private static void play(SslContext client, SslContext server) {
    var laptop = new EmbeddedChannel(client.newHandler(ByteBufAllocator.DEFAULT));
    var headquarters = new EmbeddedChannel(server.newHandler(ByteBufAllocator.DEFAULT));
    for (int turn = 0; turn < TURNS; turn++) {
      pass(laptop, headquarters);
      pass(headquarters, laptop);
    }
    laptop.finishAndReleaseAll();
    headquarters.finishAndReleaseAll();
  }

  private static void pass(EmbeddedChannel from, EmbeddedChannel to) {
    for (Object bytes = from.readOutbound(); bytes != null; bytes = from.readOutbound()) {
      to.writeInbound(bytes);
    }
  }

  /** Trusts whoever speaks: only this process does. */
  static final class Anyone extends X509ExtendedTrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
