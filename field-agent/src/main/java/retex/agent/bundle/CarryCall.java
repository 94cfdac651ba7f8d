package retex.agent.bundle;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import retex.agent.sync.Allowance;
import retex.agent.sync.SyncRefused;
import retex.bundle.Handing;
import retex.delivery.Rate;
import retex.proto.bundle.v1.BundleServiceGrpc;
import retex.proto.bundle.v1.CarryRequest;
import retex.proto.bundle.v1.CarryResponse;

/**
 * One call in which one bundle crosses, in the caller's thread. No more is under way than a few
 * seconds of the measured rate, so that records written meanwhile and a cut cost little. To be
 * closed.
 */
final class CarryCall implements AutoCloseable {

  private static final int PIECE = 16_384; // bytes: half a second at 256 kbit/s
  private static final long PATIENCE_MILLIS = 180_000;

  private static final Metadata.Key<String> TELLS = // bundle_service.proto, CarryResponse.received
      Metadata.Key.of("retex-tells-received", Metadata.ASCII_STRING_MARSHALLER);

  private final BlockingClientCall<CarryRequest, CarryResponse> call;
  private final Allowance most;
  private final BooleanSupplier goesOn;
  private final long silenceMillis;
  private final Rate rate = new Rate(millis());
  private Gauge gauge = new Gauge(0);
  private long from; // the byte at which headquarters was when the call began
  private long received; // bytes of the bundle that are there
  private boolean isTold; // of what has arrived
  private boolean isOlder; // headquarters, which says nothing of it

  /** Who says nothing of what has arrived for so long as {@code silence} is older. */
  CarryCall(ManagedChannel channel, Allowance most, BooleanSupplier goesOn, Duration silence) {
    var told = new Metadata();
    told.put(TELLS, "1");
    this.call =
        BundleServiceGrpc.newBlockingV2Stub(channel)
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(told))
            .carry();
    this.most = most;
    this.goesOn = goesOn;
    this.silenceMillis = silence.toMillis();
  }

  /**
   * Sends what headquarters lacks, as far as the allowance leads and it goes on; what was said in
   * the end, with an outcome where that was all. {@code sends} is told how far it is.
   */
  CarryResponse run(Handing handing, long size, Consumer<Gauge> sends)
      throws IOException, StatusException, InterruptedException, TimeoutException {
    call.write(handing.begin());
    CarryResponse answer = read(PATIENCE_MILLIS);
    if (!answer.hasWantedFrom()) {
      return answer;
    }
    from = answer.getWantedFrom();
    received = from;
    gauge = new Gauge(size - from);
    sends.accept(gauge);
    return send(handing);
  }

  /** What comes behind the outcome. */
  void copy(OutputStream out) throws IOException {
    try {
      for (CarryResponse next = call.read(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
          next != null;
          next = call.read(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        next.getPiece().writeTo(out);
      }
    } catch (StatusException | TimeoutException e) { // no fault of the medium
      throw SyncRefused.LINK_DOWN.at("").asException();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw SyncRefused.LINK_DOWN.at("").asException();
    }
  }

  @Override
  public void close() {
    call.cancel("over", null);
  }

  private CarryResponse send(Handing handing)
      throws IOException, StatusException, InterruptedException, TimeoutException {
    long at = from;
    try (Handing.Pieces pieces = handing.from(from, PIECE)) {
      for (var next = pieces.next(); next.isPresent(); next = pieces.next()) {
        ByteString piece = next.get();
        Optional<CarryResponse> why = awaitRoom(at + piece.size());
        if (why.isPresent()) {
          return why.get();
        }
        if (most.left() <= 0 || !goesOn.getAsBoolean()) {
          return arrived(isOlder ? received : at);
        }
        boolean taken =
            call.write(
                CarryRequest.newBuilder().setPiece(piece).build(),
                PATIENCE_MILLIS,
                TimeUnit.MILLISECONDS);
        if (!taken) {
          break; // the server has said why
        }
        at += piece.size();
        most.spend(piece.size());
      }
    }
    call.halfClose();
    return arrived(Long.MAX_VALUE);
  }

  /** Until so many bytes of the bundle may have left; what was said where that ends the call. */
  private Optional<CarryResponse> awaitRoom(long upTo)
      throws IOException, StatusException, InterruptedException, TimeoutException {
    boolean isFull = isFull(upTo);
    Optional<CarryResponse> next = heard(isFull ? longestMillis() : 1);
    while (next.filter(CarryResponse::hasReceived).isPresent()) {
      note(next.get());
      isFull = isFull(upTo);
      next = heard(isFull ? longestMillis() : 1);
    }
    if (isFull && next.isEmpty()) {
      if (isTold) {
        throw new TimeoutException();
      }
      isOlder = true;
    }
    return next;
  }

  private boolean isFull(long upTo) {
    return !isOlder && upTo - received > rate.mostUnderWay(millis());
  }

  private long longestMillis() {
    return isTold ? PATIENCE_MILLIS : silenceMillis;
  }

  /** Waits until so much is there, or it is over: what is under way when a call ends is lost. */
  private CarryResponse arrived(long upTo)
      throws IOException, StatusException, InterruptedException, TimeoutException {
    CarryResponse answer = CarryResponse.newBuilder().setReceived(received).build();
    while (answer.hasReceived() && received < upTo) {
      answer = read(PATIENCE_MILLIS);
      note(answer);
    }
    return answer;
  }

  private void note(CarryResponse answer) {
    if (answer.hasReceived()) {
      isTold = true;
      isOlder = false;
      received = Math.max(received, answer.getReceived());
      rate.arrived(received - from, millis());
      gauge.reached(received - from);
    }
  }

  /** Empty where nothing comes for so long. */
  private Optional<CarryResponse> heard(long millis)
      throws IOException, StatusException, InterruptedException {
    try {
      return Optional.of(read(millis));
    } catch (TimeoutException nothing) {
      return Optional.empty();
    }
  }

  private CarryResponse read(long millis)
      throws IOException, StatusException, InterruptedException, TimeoutException {
    CarryResponse next = call.read(millis, TimeUnit.MILLISECONDS);
    if (next == null) {
      throw new IOException("ended");
    }
    return next;
  }

  private static long millis() {
    return System.nanoTime() / 1_000_000;
  }
}
