package retex.server.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.contract.DeviceId;
import retex.contract.DeviceKey;
import retex.contract.Entry;
import retex.contract.UnitRef;
import retex.exchange.SomeSides;
import retex.proto.sync.v1.ExchangeRequest;
import retex.proto.sync.v1.ExchangeResponse;
import retex.proto.sync.v1.Hello;
import retex.proto.sync.v1.SyncServiceGrpc;
import retex.server.notice.Letter;
import retex.server.notice.LetterKind;
import retex.server.notice.Letters;
import retex.server.record.SomeEntries;
import retex.server.sync.SomeDoor.Caller;

/** A laptop that does not take what it is told, beside others that do. */
class OutwardTest {

  private static final int LETTERS = 1_024; // of 10 kB each
  private static final int A_MESSAGE = 64 << 10; // bytes: what a link of 3 kbit/s takes in time

  @TempDir private Path folder;
  private final Caller stuck = new Caller(DeviceKey.generate(new SecureRandom()));
  private final Caller other = new Caller(DeviceKey.generate(new SecureRandom()));
  private Optional<SomeDoor> open = Optional.empty();

  @AfterEach
  void close() {
    open.ifPresent(SomeDoor::close);
  }

  @Test
  void nothing_is_kept_for_it_in_memory_no_other_waits_and_it_hears_everything_once_it_reads() {
    var door = new SomeDoor(folder);
    open = Optional.of(door);
    door.enrols(stuck, door.token());
    door.enrols(other, door.token());
    post(door, stuck.key.device(), LETTERS);
    Said.BYTES.set(0);

    var ear = new Ear();
    ClientCall<ExchangeRequest, ExchangeResponse> call =
        door.channel(Optional.of(stuck))
            .newCall(SyncServiceGrpc.getExchangeMethod(), CallOptions.DEFAULT);
    call.start(ear, new Metadata());
    call.request(1);
    call.sendMessage(
        ExchangeRequest.newBuilder()
            .setHello(
                Hello.newBuilder()
                    .setProtocol(2)
                    .setDevice(ByteString.copyFrom(stuck.key.device().bytes()))
                    .setEpoch(1)
                    .setNextNumber(1)
                    .setStays(true))
            .build());
    until(() -> Said.BYTES.get() > 0);

    var sides = new SomeSides(other.key);
    sides.write(3);
    var told = new AtomicInteger();
    door.talk(
        other,
        sides,
        true,
        laptop -> {
          if (laptop.isCurrent() && told.get() == 0) {
            told.set(laptop.tally().letters() + 1);
            post(door, other.key.device(), 1);
          }
          if (told.get() > 0 && laptop.tally().letters() >= told.get()) {
            laptop.release();
          }
        });
    assertThat(sides.store().acknowledged()).isEqualTo(3);

    assertThat(Said.BYTES.get()).as("bytes given to gRPC").isLessThan(3 << 20);
    call.request(1_000);
    until(() -> ear.heard.stream().anyMatch(ExchangeResponse::hasCurrent));
    assertThat(ear.heard.stream().mapToInt(it -> it.getLetters().getLettersCount()).sum())
        .isEqualTo(LETTERS);
    assertThat(ear.heard).allMatch(it -> it.getSerializedSize() < A_MESSAGE);
    call.cancel("over", null);
  }

  @Test
  void one_that_takes_nothing_for_long_is_cut_off_by_name() {
    var full = new Full();
    var outward = new Outward<>(full, Duration.ofMillis(100));

    StatusRuntimeException refused =
        catchThrowableOfType(StatusRuntimeException.class, () -> outward.onNext("news"));

    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(refused.getStatus().getDescription()).isEqualTo("NOT_READ");
    assertThat(full.said).isEmpty();
    full.ready = true;
    outward.onNext("later");
    assertThat(full.said).containsExactly("later");
  }

  private static void post(SomeDoor door, DeviceId device, int count) {
    Entry entry = new SomeEntries().evaluation(UnitRef.coded("U-001"));
    Letters letters = door.server.getBean(Letters.class);
    for (int i = 0; i < count; i++) {
      letters.post(
          device,
          new Letter(
              LetterKind.RETURNED,
              entry.revision().record(),
              entry.revision().id(),
              "r".repeat(count == 1 ? 10 : 10_000),
              Instant.parse("2026-02-11T10:00:00Z")));
    }
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

  /** Reads only what is asked for. */
  private static final class Ear extends ClientCall.Listener<ExchangeResponse> {
    private final List<ExchangeResponse> heard = new CopyOnWriteArrayList<>();

    @Override
    public void onMessage(ExchangeResponse message) {
      heard.add(message);
    }
  }

  /** Counts the bytes of letters that the server hands to gRPC. */
  @Singleton
  @Requires(property = "retex.test.clock")
  static final class Said implements ServerInterceptor {
    static final AtomicInteger BYTES = new AtomicInteger();

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
      return next.startCall(
          new SimpleForwardingServerCall<>(call) {
            @Override
            public void sendMessage(R message) {
              if (message instanceof ExchangeResponse it && it.getLetters().getLettersCount() > 1) {
                BYTES.addAndGet(it.getSerializedSize());
              }
              super.sendMessage(message);
            }
          },
          headers);
    }
  }

  /** A call whose link is full. */
  private static final class Full extends ServerCallStreamObserver<String> {
    private final List<String> said = new ArrayList<>();
    private volatile boolean ready;

    @Override
    public boolean isReady() {
      return ready;
    }

    @Override
    public void onNext(String message) {
      said.add(message);
    }

    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public void setOnCancelHandler(Runnable handler) {
      assertThat(handler).isNotNull();
    }

    @Override
    public void setCompression(String compression) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void setOnReadyHandler(Runnable handler) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void request(int count) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void setMessageCompression(boolean enable) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void disableAutoInboundFlowControl() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void onError(Throwable failure) {
      throw new IllegalStateException(failure);
    }

    @Override
    public void onCompleted() {
      throw new UnsupportedOperationException();
    }
  }
}
