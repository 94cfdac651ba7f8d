package retex.server.sync;

import io.grpc.stub.StreamObserver;
import jakarta.inject.Singleton;
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

  SyncEndpoint(Ingest ingest, Devices devices, Downward downward, OpenSessions open) {
    this.ingest = ingest;
    this.devices = devices;
    this.downward = downward;
    this.open = open;
  }

  @Override
  public StreamObserver<ExchangeRequest> exchange(StreamObserver<ExchangeResponse> laptop) {
    DeviceId device = Peers.device();
    String program = Peers.program();
    var headquarters =
        new Headquarters(
            device,
            ingest,
            (greeting, hello) -> {
              devices.contact(greeting, hello.getBacklog(), program);
              return downward.waiting(greeting, hello);
            },
            laptop::onNext,
            laptop::onCompleted);
    var session = new Session(device, headquarters, laptop, open);
    open.add(session);
    return session;
  }
}
