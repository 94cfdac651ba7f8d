package retex.agent.sync;

import io.grpc.ManagedChannel;

/** The way to the one server, and who was met at its end. To be closed. */
record Line(ManagedChannel channel, PinnedServer pinned) implements AutoCloseable {

  static Line open(HeadquartersRow row, ExpiryNotice expiry) {
    var pinned = PinnedServer.of(row);
    return new Line(Channels.open(row, pinned, expiry), pinned);
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
