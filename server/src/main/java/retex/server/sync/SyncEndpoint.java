package retex.server.sync;

import io.grpc.stub.StreamObserver;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import retex.contract.DeviceId;
import retex.exchange.Headquarters;
import retex.proto.sync.v1.ExchangeRequest;
import retex.proto.sync.v1.ExchangeResponse;
import retex.proto.sync.v1.SyncServiceGrpc.SyncServiceImplBase;
import retex.server.device.Devices;
import retex.server.ingest.Ingest;

/** The gRPC edge of sync: one {@link Session} a call. */
@Singleton
final class SyncEndpoint extends SyncServiceImplBase {

  private final Ingest ingest;
  private final Devices devices;
  private final Downward downward;
  private final OpenSessions open;
  private final Clock clock;

  SyncEndpoint(Ingest ingest, Devices devices, Downward downward, OpenSessions open, Clock clock) {
    this.clock = clock;
    this.ingest = ingest;
    this.devices = devices;
    this.downward = downward;
    this.open = open;
  }

  @Override
  public StreamObserver<ExchangeRequest> exchange(StreamObserver<ExchangeResponse> observer) {
    var laptop = new Outward<>(observer);
    DeviceId device = Peers.device();
    var presence = new Presence(device, Peers.program(), clock);
    var headquarters =
        new Headquarters(
            device,
            ingest,
            (greeting, hello) -> {
              devices.contacts(List.of(presence.greeted(hello)));
              return downward.waiting(greeting, hello);
            },
            message -> {
              presence.said(message);
              laptop.onNext(message);
            },
            laptop::onCompleted,
            laptop::isReady);
    var session = new Session(device, headquarters, presence, laptop, open);
    laptop.whenReady(session::goOn);
    open.add(session);
    return session;
  }
}
