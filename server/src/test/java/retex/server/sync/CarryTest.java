package retex.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
import retex.server.device.RevocationOrder;
import retex.server.device.Revocations;
import retex.server.key.ServerKeys;
import retex.server.sync.SomeDoor.Caller;

/** A courier's laptop hands over the bundle of another. */
class CarryTest {

  private static final Metadata.Key<String> TELLS =
      Metadata.Key.of("retex-tells-received", Metadata.ASCII_STRING_MARSHALLER);
  private static final int PIECE = 1_000;

  @TempDir private Path folder;
  private final Caller courier = new Caller(DeviceKey.generate(new SecureRandom()));
  private final Caller other = new Caller(DeviceKey.generate(new SecureRandom()));
  private SomeDoor door;

  @BeforeEach
  void open() {
    door = new SomeDoor(folder.resolve("server"));
    door.enrols(courier, door.token());
    door.enrols(other, door.token());
  }

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void who_asks_is_told_how_much_of_it_is_there_and_who_does_not_is_told_nothing_new()
      throws IOException {
    byte[] bundle = bundle();
    var header = new Metadata();
    header.put(TELLS, "1");
    var stub = BundleServiceGrpc.newStub(door.channel(Optional.of(courier)));

    var told =
        SomeDoor.call(
            stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(header))::carry,
            said(bundle));
    var untold = SomeDoor.call(stub::carry, said(bundle));

    assertThat(told.await().isOk()).isTrue();
    assertThat(told.messages.stream().filter(CarryResponse::hasReceived))
        .extracting(CarryResponse::getReceived)
        .startsWith((long) PIECE, 2L * PIECE)
        .endsWith((long) bundle.length);
    assertThat(told.messages).anyMatch(CarryResponse::hasOutcome);
    assertThat(untold.await().isOk()).isTrue();
    assertThat(untold.messages).anyMatch(CarryResponse::hasOutcome);
    assertThat(untold.messages).noneMatch(CarryResponse::hasReceived);
    try (Stream<Path> left = Files.walk(folder.resolve("server").resolve("bundles"))) {
      assertThat(left.filter(Files::isRegularFile)).as("nothing stays").isEmpty();
    }
  }

  @Test
  void a_courier_that_lacks_the_answer_only_is_given_it_without_the_bundle_again()
      throws IOException {
    byte[] bundle = bundle();
    var stub = BundleServiceGrpc.newStub(door.channel(Optional.of(courier)));
    assertThat(SomeDoor.call(stub::carry, said(bundle)).await().isOk()).isTrue();

    var again = SomeDoor.call(stub::carry, said(bundle)[0]);

    assertThat(again.await().isOk()).isTrue();
    assertThat(again.messages.get(0).getOutcome().getRefused()).isEmpty();
    assertThat(again.messages).noneMatch(CarryResponse::hasWantedFrom);
    assertThat(again.messages.stream().filter(it -> !it.getPiece().isEmpty())).isNotEmpty();
    var another = BundleServiceGrpc.newStub(door.channel(Optional.of(other)));
    assertThat(SomeDoor.call(another::carry, said(bundle)).messages.get(0).hasWantedFrom())
        .as("of whom it never came")
        .isTrue();
  }

  @Test
  void of_a_laptop_that_was_revoked_since_its_bundle_landed_the_courier_hears_by_a_bundle_s_name()
      throws IOException {
    byte[] bundle = bundle();
    var stub = BundleServiceGrpc.newStub(door.channel(Optional.of(courier)));
    assertThat(SomeDoor.call(stub::carry, said(bundle)).await().isOk()).isTrue();
    door.server
        .getBean(Revocations.class)
        .revoke(other.key.device(), RevocationOrder.HAND_OVER, "handed in", "ada");

    var again = SomeDoor.call(stub::carry, said(bundle)[0]);

    assertThat(again.await().isOk()).isTrue();
    assertThat(again.messages.get(0).getOutcome().getRefused()).isEqualTo("BUNDLE_DEVICE_REVOKED");
  }

  private byte[] bundle() throws IOException {
    var sides = new SomeSides(other.key);
    sides.write(60);
    byte[] key = door.server.getBean(ServerKeys.class).bundles().publicKey();
    var writing =
        new LaptopBundles(sides.store(), sides.inbox(), LaptopFiles.NONE, key, "retex-agent/1");
    var room = new LaptopBundles.Room(Long.MAX_VALUE, Long.MAX_VALUE);
    Path bundle = folder.resolve("another.bundle");
    BundleFile.write(bundle, out -> writing.write(out, 1, 0, room));
    return Files.readAllBytes(bundle);
  }

  private static CarryRequest[] said(byte[] bundle) {
    var said = new ArrayList<CarryRequest>();
    said.add(
        CarryRequest.newBuilder()
            .setBegin(
                CarryBegin.newBuilder()
                    .setId(ByteString.copyFrom(new byte[16]))
                    .setSize(bundle.length))
            .build());
    for (int at = 0; at < bundle.length; at += PIECE) {
      ByteString piece = ByteString.copyFrom(bundle, at, Math.min(PIECE, bundle.length - at));
      said.add(CarryRequest.newBuilder().setPiece(piece).build());
    }
    return List.copyOf(said).toArray(CarryRequest[]::new);
  }
}
