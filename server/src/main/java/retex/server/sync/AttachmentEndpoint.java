package retex.server.sync;

import io.grpc.stub.StreamObserver;
import jakarta.inject.Singleton;
import retex.contract.DeviceId;
import retex.proto.sync.v1.AttachmentServiceGrpc.AttachmentServiceImplBase;
import retex.proto.sync.v1.DeliverRequest;
import retex.proto.sync.v1.DeliverResponse;
import retex.server.ingest.Deliveries;

/** The gRPC edge of photographs and documents: one {@link Delivery} a call. */
@Singleton
final class AttachmentEndpoint extends AttachmentServiceImplBase {

  private final Deliveries deliveries;

  AttachmentEndpoint(Deliveries deliveries) {
    this.deliveries = deliveries;
  }

  @Override
  public StreamObserver<DeliverRequest> deliver(StreamObserver<DeliverResponse> laptop) {
    DeviceId device = Peers.device();
    return new Delivery(device, deliveries, new Outward<>(laptop));
  }
}
