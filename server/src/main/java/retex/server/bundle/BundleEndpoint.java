package retex.server.bundle;

import io.grpc.stub.StreamObserver;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import retex.contract.DeviceId;
import retex.proto.bundle.v1.BundleServiceGrpc.BundleServiceImplBase;
import retex.proto.bundle.v1.CarryRequest;
import retex.proto.bundle.v1.CarryResponse;
import retex.server.device.Devices;
import retex.server.sync.Outward;
import retex.server.sync.Peers;

/** The gRPC edge for laptops that carry bundles of others: one {@link Reception} a call. */
@Singleton
final class BundleEndpoint extends BundleServiceImplBase {

  private final Bundles bundles;
  private final BundleFolder folder;
  private final CarriedBundles carried;
  private final Devices devices;
  private final ConcurrentMap<Path, Reception> receiving = new ConcurrentHashMap<>();

  BundleEndpoint(Bundles bundles, BundleFolder folder, CarriedBundles carried, Devices devices) {
    this.bundles = bundles;
    this.folder = folder;
    this.carried = carried;
    this.devices = devices;
  }

  @Override
  public StreamObserver<CarryRequest> carry(StreamObserver<CarryResponse> laptop) {
    DeviceId courier = Peers.device();
    var outward = new Outward<>(laptop);
    return new Reception(
        courier, bundles, folder, carried, devices, receiving, outward, Peers.isTold());
  }
}
