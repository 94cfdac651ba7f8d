package retex.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.contract.DeviceKey;
import retex.contract.LogId;
import retex.exchange.Laptop;
import retex.exchange.SomeSides;
import retex.proto.bundle.v1.BundleServiceGrpc;
import retex.proto.bundle.v1.CarryRequest;
import retex.proto.bundle.v1.CarryResponse;
import retex.proto.enrolment.v1.EnrolmentRefused;
import retex.proto.sync.v1.AskRequest;
import retex.proto.sync.v1.AttachmentServiceGrpc;
import retex.proto.sync.v1.DeliverOffer;
import retex.proto.sync.v1.DeliverRequest;
import retex.proto.sync.v1.DeliverResponse;
import retex.proto.sync.v1.ExchangeRequest;
import retex.proto.sync.v1.ExchangeResponse;
import retex.proto.sync.v1.FileRefusal;
import retex.proto.sync.v1.HandOverServiceGrpc;
import retex.proto.sync.v1.Hello;
import retex.proto.sync.v1.SyncRefusal;
import retex.proto.sync.v1.SyncServiceGrpc;
import retex.server.device.Device;
import retex.server.device.Devices;
import retex.server.ingest.Ingest;
import retex.server.sync.SomeDoor.Caller;
import retex.server.sync.SomeDoor.Heard;

/** Who is let in at headquarters' gRPC, and what the others are told. */
class DoorTest {

  @TempDir private Path folder;
  private final Caller laptop = new Caller(DeviceKey.generate(new SecureRandom()));
  private final Caller other = new Caller(DeviceKey.generate(new SecureRandom()));
  private Optional<SomeDoor> open = Optional.empty();

  @AfterEach
  void close() {
    open.ifPresent(SomeDoor::close);
  }

  @Test
  void a_token_is_spent_by_the_first_laptop_that_shows_it_and_runs_out() {
    SomeDoor door = door();
    String token = door.token();
    String late = door.token();

    assertThat(door.enrols(laptop, token).hasEnrolled()).isTrue();
    assertThat(door.enrols(laptop, token).hasEnrolled()).as("a lost answer").isTrue();
    assertThat(door.enrols(other, token).getRefused())
        .isEqualTo(EnrolmentRefused.ENROLMENT_REFUSED_TOKEN);
    door.on("2026-11-10");
    assertThat(door.enrols(other, late).getRefused())
        .isEqualTo(EnrolmentRefused.ENROLMENT_REFUSED_TOKEN);
  }

  @Test
  void without_a_certificate_a_laptop_may_enrol_and_nothing_else() {
    ManagedChannel channel = door().channel(Optional.empty());

    assertThat(statuses(channel))
        .hasSize(4)
        .allMatch(it -> it.getCode() == Status.Code.UNAUTHENTICATED)
        .extracting(Status::getDescription)
        .containsOnly("CERTIFICATE_MISSING");
  }

  @Test
  void a_certificate_that_has_run_out_is_good_for_a_new_one_and_to_hand_over_alone() {
    SomeDoor door = door();
    door.enrols(laptop, door.token());
    door.on("2027-02-15");
    ManagedChannel channel = door.channel(Optional.of(laptop));

    List<Status> statuses = statuses(channel);
    assertThat(statuses.subList(0, 3))
        .allMatch(it -> it.getCode() == Status.Code.UNAUTHENTICATED)
        .extracting(Status::getDescription)
        .containsOnly("CERTIFICATE_EXPIRED");
    assertThat(statuses.get(3).isOk()).as("hand over").isTrue();
    assertThat(door.renews(laptop).hasRenewed()).isTrue();
    assertThat(exchange(door, hello(laptop).build()).messages.get(0).hasReference()).isTrue();
  }

  @Test
  void a_certificate_that_runs_out_in_a_call_that_stands_ends_it_at_the_next_word() {
    SomeDoor door = door();
    door.enrols(laptop, door.token());
    ManagedChannel channel = door.channel(Optional.of(laptop));
    var exchange = new Heard<ExchangeResponse>();
    var speaks = SyncServiceGrpc.newStub(channel).exchange(exchange);
    var delivery = new Heard<DeliverResponse>();
    var brings = AttachmentServiceGrpc.newStub(channel).deliver(delivery);
    var carrying = new Heard<CarryResponse>();
    var carries = BundleServiceGrpc.newStub(channel).carry(carrying);
    speaks.onNext(ExchangeRequest.newBuilder().setHello(hello(laptop).setStays(true)).build());
    brings.onNext(
        DeliverRequest.newBuilder().setOffer(DeliverOffer.newBuilder().setProtocol(1)).build());
    while (delivery.messages.isEmpty() || exchange.messages.size() < 2) {
      Thread.onSpinWait();
    }

    door.on("2027-02-15");
    speaks.onNext(ExchangeRequest.newBuilder().setHello(hello(laptop)).build());
    brings.onNext(DeliverRequest.getDefaultInstance());
    carries.onNext(CarryRequest.getDefaultInstance());

    assertThat(List.of(exchange.await(), delivery.await(), carrying.await()))
        .allMatch(it -> it.getCode() == Status.Code.UNAUTHENTICATED)
        .extracting(Status::getDescription)
        .containsOnly("CERTIFICATE_EXPIRED");
    assertThat(door.renews(laptop).hasRenewed()).isTrue();
  }

  @Test
  void a_hello_that_is_not_the_one_expected_is_refused_by_name() {
    SomeDoor door = door();
    door.enrols(laptop, door.token());

    assertThat(refusal(door, hello(other).build()))
        .isEqualTo(SyncRefusal.SYNC_REFUSAL_WRONG_DEVICE);
    assertThat(refusal(door, hello(laptop).setProtocol(3).build()))
        .isEqualTo(SyncRefusal.SYNC_REFUSAL_PROTOCOL);
    assertThat(refusal(door, hello(laptop).setOpening(99).build()))
        .isEqualTo(SyncRefusal.SYNC_REFUSAL_OPENING_UNKNOWN);
    assertThat(isToldEverything(door, hello(laptop).build())).isTrue();
    assertThat(deliver(door, 2).get(0).getRefused().getCode())
        .isEqualTo(FileRefusal.FILE_REFUSAL_PROTOCOL);
    assertThat(deliver(door, 1).get(0).hasWanted()).isTrue();
  }

  @Test
  void a_server_put_back_from_before_the_enrolment_does_not_take_the_laptop_for_a_revoked_one() {
    var sides = new SomeSides(laptop.key);
    sides.write(3);
    String token = door().token();
    String another = door().token();
    shut();
    Path copy = folder.resolveSibling(folder.getFileName() + "-copy");
    copy(folder, copy);
    door().enrols(laptop, token);
    assertThat(talk(sides).isDone()).isTrue();
    assertThat(sides.store().acknowledged()).isEqualTo(3);
    shut();

    folder = copy;
    sides.write(1);
    Laptop refused = talk(sides);
    assertThat(refused.stopped().orElseThrow().getCode())
        .isEqualTo(SyncRefusal.SYNC_REFUSAL_DEVICE_UNKNOWN);
    assertThat(sides.store().acknowledged()).as("nothing changed here").isEqualTo(3);
    assertThat(deliver(door(), 1).get(0).getRefused().getCode())
        .isEqualTo(FileRefusal.FILE_REFUSAL_DEVICE_UNKNOWN);
    assertThat(door().enrols(laptop, another).hasEnrolled()).isTrue();
    assertThat(talk(sides).isDone()).isTrue();

    var log = new LogId(laptop.key.device(), 1);
    assertThat(door().server.getBean(Ingest.class).tip(log)).isEqualTo(sides.store().tip());
    assertThat(sides.store().acknowledged()).isEqualTo(4);
  }

  @Test
  void the_list_of_laptops_follows_what_is_acknowledged_and_who_is_there() {
    SomeDoor door = door();
    door.enrols(laptop, door.token());
    var sides = new SomeSides(laptop.key);
    sides.write(300);
    boolean[] seen = new boolean[2];

    door.talk(
        laptop,
        sides,
        true,
        it -> {
          if (it.isCurrent() && listed().backlog() == 0) {
            seen[0] = true;
            door.on("2026-11-03");
          }
          if (listed()
              .lastContact()
              .filter(at -> at.toString().startsWith("2026-11-03"))
              .isPresent()) {
            seen[1] = true;
            it.release();
          }
        });

    assertThat(seen).as("while the line stands").containsExactly(true, true);
    sides.write(300);
    talk(sides);
    assertThat(sides.store().acknowledged()).isEqualTo(600);
    assertThat(listed().backlog()).as("after a call").isZero();
  }

  private Device listed() {
    return door().server.getBean(Devices.class).find(laptop.key.device()).orElseThrow();
  }

  private Laptop talk(SomeSides sides) {
    return door().talk(laptop, sides, false, it -> {});
  }

  private SomeDoor door() {
    if (open.isEmpty()) {
      open = Optional.of(new SomeDoor(folder));
    }
    return open.get();
  }

  private void shut() {
    door().close();
    open = Optional.empty();
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Hello.Builder hello(Caller caller) {
    return Hello.newBuilder()
        .setProtocol(2)
        .setDevice(ByteString.copyFrom(caller.key.device().bytes()))
        .setEpoch(1)
        .setNextNumber(1);
  }

  private Heard<ExchangeResponse> exchange(SomeDoor door, Hello hello) {
    return SomeDoor.call(
        SyncServiceGrpc.newStub(door.channel(Optional.of(laptop)))::exchange,
        ExchangeRequest.newBuilder().setHello(hello).build());
  }

  private SyncRefusal refusal(SomeDoor door, Hello hello) {
    Heard<ExchangeResponse> heard = exchange(door, hello);
    assertThat(heard.await().isOk()).isTrue();
    assertThat(heard.messages).hasSize(1);
    return heard.messages.get(0).getRefused().getCode();
  }

  /** Whether it hears that it is current, and then the call ends. */
  private boolean isToldEverything(SomeDoor door, Hello hello) {
    var heard = new Heard<ExchangeResponse>();
    var speaks = SyncServiceGrpc.newStub(door.channel(Optional.of(laptop))).exchange(heard);
    speaks.onNext(ExchangeRequest.newBuilder().setHello(hello).build());
    while (!heard.isEnded() && heard.messages.stream().noneMatch(ExchangeResponse::hasCurrent)) {
      Thread.onSpinWait();
    }
    speaks.onCompleted();
    return heard.await().isOk() && heard.messages.get(heard.messages.size() - 1).hasCurrent();
  }

  private List<DeliverResponse> deliver(SomeDoor door, int protocol) {
    return SomeDoor.call(
            AttachmentServiceGrpc.newStub(door.channel(Optional.of(laptop)))::deliver,
            DeliverRequest.newBuilder()
                .setOffer(DeliverOffer.newBuilder().setProtocol(protocol))
                .build())
        .messages;
  }

  /** How exchange, deliver, carry and the question of a revoked laptop end. */
  private static List<Status> statuses(ManagedChannel channel) {
    return List.of(
        SomeDoor.call(SyncServiceGrpc.newStub(channel)::exchange).await(),
        SomeDoor.call(AttachmentServiceGrpc.newStub(channel)::deliver).await(),
        SomeDoor.call(BundleServiceGrpc.newStub(channel)::carry).await(),
        asked(channel));
  }

  private static Status asked(ManagedChannel channel) {
    try {
      HandOverServiceGrpc.newBlockingStub(channel).ask(AskRequest.getDefaultInstance());
      return Status.OK;
    } catch (StatusRuntimeException refused) {
      return refused.getStatus();
    }
  }
}
