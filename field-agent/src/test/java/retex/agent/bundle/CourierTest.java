package retex.agent.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.agent.sync.Line;
import retex.agent.sync.SomeAllowance;
import retex.agent.sync.SomeEnrolment;
import retex.agent.sync.SyncRefused;
import retex.agent.vault.SomeLaptop;
import retex.agent.vault.Vault;
import retex.agent.web.Words;
import retex.bundle.BundleFile;
import retex.bundle.HeadquartersBundles;
import retex.bundle.LaptopBundles;
import retex.bundle.MemoryFiles;
import retex.bundle.SomeFiles;
import retex.contract.DeviceKey;
import retex.contract.Seal;
import retex.contract.SomeLog;
import retex.exchange.SomeSides;
import retex.proto.bundle.v1.BundleServiceGrpc;
import retex.proto.bundle.v1.CarryOutcome;
import retex.proto.bundle.v1.CarryRequest;
import retex.proto.bundle.v1.CarryResponse;
import retex.refusal.RefusedException;

/** A laptop that carries another's bundle, over real gRPC. */
class CourierTest {

  private static final Seal.Pair SERVER = SomeLog.key(90).sealing();
  private static final Words WORDS = Words.in("en");
  private static final long TWO_PIECES = 32_768; // bytes
  private static final long AT_FIRST = 65_536; // bytes: before any rate is known
  private static final int SIZE = 300_000; // less than gRPC takes at once

  @TempDir private Path folder;
  private final SomeSides another = new SomeSides(DeviceKey.generate(new SecureRandom()));
  private final Headquarters headquarters = new Headquarters();
  private ApplicationContext laptop = ApplicationContext.builder().build();
  private Server server;
  private ManagedChannel channel;

  @BeforeEach
  void open() throws IOException {
    laptop = SomeLaptop.with(Map.of("retex.data", folder.resolve("data").toString())).start();
    laptop.getBean(Vault.class).open("a passphrase of ours".toCharArray());
    SomeEnrolment.with(laptop, SERVER.publicKey());
    laptop.getBean(Pouch.class).carry(ofAnother());
    server = NettyServerBuilder.forPort(0).addService(headquarters).build().start();
    channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext().build();
  }

  @AfterEach
  void close() {
    channel.shutdownNow();
    server.shutdownNow();
    laptop.close();
  }

  @Test
  void bytes_count_once_headquarters_has_them_and_a_link_that_is_lost_in_the_answer_is_said() {
    Courier courier = laptop.getBean(Courier.class);
    long size = laptop.getBean(Pouch.class).up().get(0).size();
    CompletableFuture<RefusedException> run =
        CompletableFuture.supplyAsync(
            () ->
                catchThrowableOfType(
                    RefusedException.class,
                    () -> courier.run(line(), SomeAllowance.all(laptop), () -> true)));

    until(() -> headquarters.came == AT_FIRST);
    assertThat(courier.progress(WORDS)).get().asString().contains(" 0.0 of ");

    headquarters.tells(AT_FIRST);
    until(() -> courier.progress(WORDS).orElse("").contains(begun(AT_FIRST, size)));
    headquarters.tellsAll();
    until(() -> headquarters.came >= size);

    headquarters.answersHalf();
    assertThat(run.join().refusal().code()).isEqualTo(SyncRefused.LINK_DOWN);
    assertThat(laptop.getBean(Pouch.class).up()).as("handed over again").hasSize(1);
    assertThat(laptop.getBean(Pouch.class).answers()).isEmpty();
  }

  @Test
  void once_a_newer_answer_is_fetched_those_that_were_carried_for_its_laptop_go() {
    Pouch pouch = laptop.getBean(Pouch.class);
    pouch.carry(answer(1));
    pouch.carry(answer(2));
    Courier courier = laptop.getBean(Courier.class);
    long size = pouch.up().get(0).size();
    headquarters.tellsAll = true;
    CompletableFuture<Void> run =
        CompletableFuture.runAsync(
            () -> courier.run(line(), SomeAllowance.all(laptop), () -> true));

    until(() -> headquarters.came >= size);
    Path late = answer(3); // brought here while the call is under way
    pouch.carry(late);
    headquarters.answers(answer(4));
    run.join();

    assertThat(pouch.up()).isEmpty();
    assertThat(pouch.answers())
        .hasSize(2)
        .anySatisfy(it -> assertThat(it).hasSameBinaryContentAs(late))
        .anySatisfy(it -> assertThat(it).hasSameBinaryContentAs(folder.resolve("answer-4.bundle")));
  }

  @Test
  void a_bundle_that_headquarters_cannot_finish_keeps_no_other_up_and_is_told() throws IOException {
    Pouch pouch = laptop.getBean(Pouch.class);
    pouch.carry(ofAnother()); // a later one of the same
    assertThat(pouch.up()).hasSize(2);
    headquarters.fails = pouch.up().get(0).id().bytes();
    Courier courier = laptop.getBean(Courier.class);

    RefusedException refused =
        catchThrowableOfType(
            RefusedException.class,
            () -> courier.run(line(), SomeAllowance.all(laptop), () -> true));

    assertThat(refused.refusal()).hasToString("CARRIED_STOPPED at 1");
    assertThat(headquarters.begun).hasValue(2);
    assertThat(courier.progress(WORDS)).hasValueSatisfying(it -> assertThat(it).contains(": 1."));
    assertThat(pouch.up()).hasSize(1);
  }

  @Test
  void a_bundle_that_another_process_handed_over_meanwhile_is_passed_over() {
    Pouch pouch = laptop.getBean(Pouch.class);
    BundleFile bundle = pouch.up().get(0);
    Courier courier = laptop.getBean(Courier.class);

    courier.run(
        line(),
        SomeAllowance.all(laptop),
        () -> {
          pouch.delivered(bundle);
          return true;
        });

    assertThat(courier.progress(WORDS)).isEmpty();
  }

  @Test
  void only_what_the_budget_leaves_crosses_and_the_rest_waits_for_the_next_time() {
    Courier courier = laptop.getBean(Courier.class);
    CompletableFuture<Void> run =
        CompletableFuture.runAsync(
            () -> courier.run(line(), SomeAllowance.of(laptop, TWO_PIECES - 1), () -> true));

    until(() -> headquarters.came == TWO_PIECES);
    headquarters.tells(TWO_PIECES);
    run.join();

    courier.run(line(), SomeAllowance.of(laptop, 0), () -> true);
    assertThat(headquarters.came).isEqualTo(TWO_PIECES);
    assertThat(laptop.getBean(Pouch.class).up()).hasSize(1);
  }

  @Test
  void no_more_is_under_way_than_headquarters_has_told_of_and_a_record_stops_it_between_pieces()
      throws InterruptedException {
    Courier courier = laptop.getBean(Courier.class);
    var isFree = new AtomicBoolean(true);
    CompletableFuture<Void> run =
        CompletableFuture.runAsync(
            () -> courier.run(line(), SomeAllowance.all(laptop), isFree::get));

    until(() -> headquarters.came == AT_FIRST);
    Thread.sleep(500);
    assertThat(headquarters.came).isEqualTo(AT_FIRST);

    isFree.set(false); // something of its own waits
    headquarters.tells(AT_FIRST);
    run.join();
    assertThat(headquarters.came).isEqualTo(AT_FIRST);
    assertThat(laptop.getBean(Pouch.class).up()).as("goes on another time").hasSize(1);
  }

  @Test
  void one_that_is_older_and_says_nothing_of_what_has_arrived_gets_it_all() {
    var courier = new Courier(laptop.getBean(Pouch.class), Duration.ofMillis(300));
    long size = laptop.getBean(Pouch.class).up().get(0).size();
    CompletableFuture<Void> run =
        CompletableFuture.runAsync(
            () -> courier.run(line(), SomeAllowance.all(laptop), () -> true));

    until(() -> headquarters.came >= size);
    headquarters.answers(answer(1));
    run.join();

    assertThat(laptop.getBean(Pouch.class).up()).isEmpty();
  }

  @Test
  void a_file_that_cannot_be_read_is_told_and_keeps_nothing_else_up() throws IOException {
    Pouch pouch = laptop.getBean(Pouch.class);
    pouch.carry(answer(1));
    for (String place : new String[] {"up", "answers", "refused/BUNDLE_ALTERED"}) {
      Path file = folder.resolve("data/bundles").resolve(place).resolve("0.bundle");
      Files.createDirectories(file.getParent());
      Files.writeString(file, "no bundle");
    }

    assertThat(pouch.up()).hasSize(1);
    assertThat(pouch.answers()).hasSize(1);
    assertThat(pouch.give(Files.createDirectories(folder.resolve("stick")))).hasSize(1);
    assertThat(pouch.all())
        .extracting(it -> CarryCommand.sentence(it, WORDS))
        .hasSize(5)
        .filteredOn(it -> it.contains("0.bundle"))
        .hasSize(3);
  }

  /** Of headquarters, to the laptop whose bundle is carried. */
  private Path answer(long serial) {
    var there =
        new HeadquartersBundles(
            another.headquarters(), another.outbox(), new MemoryFiles(), SERVER);
    var greeting = there.check(BundleFile.at(folder.resolve("another.bundle")));
    Path file = folder.resolve("answer-" + serial + ".bundle");
    return BundleFile.write(
        file,
        out -> {
          there.answer(out, greeting, serial, Optional.empty());
          return file;
        });
  }

  /** Without its full stop: the time left may follow. */
  private static String begun(long done, long size) {
    String said = WORDS.say("bundle.handing.begin", done / 1_000.0, size / 1_000.0, 0L);
    return said.substring(0, said.length() - 1);
  }

  private Line line() {
    return new Line(channel, null, null, () -> {});
  }

  private Path ofAnother() throws IOException {
    another.write(1);
    var files = new SomeFiles();
    files.add(SomeFiles.file(1, SIZE));
    var writing =
        new LaptopBundles(
            another.store(), another.inbox(), files, SERVER.publicKey(), "retex-agent/1");
    var room = new LaptopBundles.Room(Long.MAX_VALUE, Long.MAX_VALUE);
    Path bundle = folder.resolve("another.bundle");
    BundleFile.write(bundle, out -> writing.write(out, 1, 0, room));
    assertThat(Files.size(bundle)).isGreaterThan(SIZE);
    return bundle;
  }

  private static void until(BooleanSupplier reached) {
    Instant until = Instant.now().plusSeconds(60);
    while (!reached.getAsBoolean()) {
      assertThat(Instant.now()).as("in time").isBefore(until);
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Takes everything, and says of it what the test wants. */
  private static final class Headquarters extends BundleServiceGrpc.BundleServiceImplBase {
    private volatile long came;
    private volatile boolean tellsAll;
    private volatile byte[] fails = {};
    private final AtomicInteger begun = new AtomicInteger();
    private volatile StreamObserver<CarryResponse> laptop;

    void tellsAll() {
      tellsAll = true;
      tells(came);
    }

    void tells(long received) {
      laptop.onNext(CarryResponse.newBuilder().setReceived(received).build());
    }

    void answersHalf() {
      laptop.onNext(
          CarryResponse.newBuilder().setOutcome(CarryOutcome.getDefaultInstance()).build());
      laptop.onNext(
          CarryResponse.newBuilder().setPiece(ByteString.copyFrom(new byte[1_000])).build());
      laptop.onError(new StatusRuntimeException(Status.UNAVAILABLE));
    }

    void answers(Path answer) {
      try {
        laptop.onNext(
            CarryResponse.newBuilder().setOutcome(CarryOutcome.getDefaultInstance()).build());
        laptop.onNext(
            CarryResponse.newBuilder()
                .setPiece(ByteString.copyFrom(Files.readAllBytes(answer)))
                .build());
        laptop.onCompleted();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public StreamObserver<CarryRequest> carry(StreamObserver<CarryResponse> ear) {
      laptop = ear;
      return new StreamObserver<>() {
        @Override
        public void onNext(CarryRequest request) {
          if (request.hasBegin() && fails.length > 0) {
            begun.incrementAndGet();
            finish(Arrays.equals(request.getBegin().getId().toByteArray(), fails));
            return;
          }
          if (request.hasBegin()) {
            ear.onNext(CarryResponse.newBuilder().setWantedFrom(0).build());
          }
          came += request.getPiece().size();
          if (tellsAll && request.hasPiece()) {
            tells(came);
          }
        }

        private void finish(boolean isFailing) {
          if (isFailing) {
            ear.onError(new StatusRuntimeException(Status.INTERNAL));
          } else {
            var refused = CarryOutcome.newBuilder().setRefused("BUNDLE_DEVICE_REVOKED");
            ear.onNext(CarryResponse.newBuilder().setOutcome(refused).build());
            ear.onCompleted();
          }
        }

        @Override
        public void onError(Throwable cut) {}

        @Override
        public void onCompleted() {}
      };
    }
  }
}
