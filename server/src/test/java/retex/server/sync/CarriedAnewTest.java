package retex.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.bundle.BundleFile;
import retex.bundle.LaptopBundles;
import retex.bundle.LaptopFiles;
import retex.contract.DeviceKey;
import retex.exchange.SomeSides;
import retex.proto.bundle.v1.BundleServiceGrpc;
import retex.proto.bundle.v1.CarryBegin;
import retex.proto.bundle.v1.CarryRequest;
import retex.proto.bundle.v1.CarryResponse;
import retex.server.sync.SomeDoor.Caller;
import retex.server.sync.SomeDoor.Heard;

/** A courier begins anew while its earlier call is still heard. */
class CarriedAnewTest {

  private static final long ANY = Long.MAX_VALUE;

  @TempDir private Path folder;
  private final Caller laptop = new Caller(DeviceKey.generate(new SecureRandom()));

  @Test
  void a_call_that_is_still_heard_after_its_courier_began_anew_spoils_nothing() throws IOException {
    try (var door = new SomeDoor(folder.resolve("server"))) {
      byte[] serverKey =
          door.enrols(laptop, door.token()).getEnrolled().getBundleKey().toByteArray();
      BundleFile bundle = bundle(serverKey);
      byte[] bytes = Files.readAllBytes(bundle.path());
      int half = bytes.length / 2;
      var stub = BundleServiceGrpc.newStub(door.channel(Optional.of(laptop)));
      var olderHeard = new Heard<CarryResponse>();
      StreamObserver<CarryRequest> older = stub.carry(olderHeard);
      older.onNext(begin(bundle));
      older.onNext(piece(bytes, 0, half));
      awaitWord(olderHeard);

      var newerHeard = new Heard<CarryResponse>();
      StreamObserver<CarryRequest> newer = stub.carry(newerHeard);
      newer.onNext(begin(bundle));
      awaitWord(newerHeard);
      older.onNext(piece(bytes, half, bytes.length));
      assertThat(olderHeard.await().getCode()).isEqualTo(Status.Code.ABORTED);
      int from = (int) newerHeard.messages.get(0).getWantedFrom();
      newer.onNext(piece(bytes, from, bytes.length));
      newer.onCompleted();

      assertThat(newerHeard.await().isOk()).isTrue();
      assertThat(newerHeard.messages.get(1).getOutcome().getRefused()).isEmpty();
    }
  }

  private BundleFile bundle(byte[] serverKey) {
    var sides = new SomeSides(laptop.key);
    sides.write(20);
    Path file = folder.resolve("some.bundle");
    var writing =
        new LaptopBundles(
            sides.store(), sides.inbox(), LaptopFiles.NONE, serverKey, "retex-agent/test");
    BundleFile.write(file, out -> writing.write(out, 1, 0, new LaptopBundles.Room(ANY, ANY)));
    return BundleFile.at(file);
  }

  private static void awaitWord(Heard<CarryResponse> heard) {
    while (heard.messages.isEmpty()) {
      Thread.onSpinWait();
    }
  }

  private static CarryRequest begin(BundleFile bundle) {
    return CarryRequest.newBuilder()
        .setBegin(
            CarryBegin.newBuilder()
                .setId(ByteString.copyFrom(bundle.id().bytes()))
                .setSize(bundle.size()))
        .build();
  }

  private static CarryRequest piece(byte[] bytes, int from, int to) {
    return CarryRequest.newBuilder().setPiece(ByteString.copyFrom(bytes, from, to - from)).build();
  }
}
