package retex.server.sync;

import io.grpc.stub.StreamObserver;
import jakarta.inject.Singleton;
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

  SyncEndpoint(Ingest ingest, Devices devices, Downward downward) {
    this.ingest = ingest;
    this.devices = devices;
    this.downward = downward;
  }

  @Override
  public StreamObserver<ExchangeRequest> exchange(StreamObserver<ExchangeResponse> laptop) {
    return new Session(Peers.device(), Peers.program(), ingest, devices, downward, laptop);
  }
}
