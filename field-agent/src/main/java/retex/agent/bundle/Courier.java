package retex.agent.bundle;

import com.google.protobuf.ByteString;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import io.grpc.stub.MetadataUtils;
import io.micronaut.core.annotation.Order;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.agent.sync.Allowance;
import retex.agent.sync.Errand;
import retex.agent.sync.Line;
import retex.agent.sync.SyncRefused;
import retex.agent.sync.UnderWay;
import retex.agent.web.Words;
import retex.bundle.BundleFile;
import retex.bundle.BundleRefusal;
import retex.proto.bundle.v1.BundleServiceGrpc;
import retex.proto.bundle.v1.CarryBegin;
import retex.proto.bundle.v1.CarryRequest;
import retex.proto.bundle.v1.CarryResponse;
import retex.refusal.RefusedException;

/**
 * Hands the bundles of others over when this laptop has a link, and brings the answers back. A cut
 * leaves a bundle in the pouch; the next time goes on where headquarters has it.
 */
@Singleton
@Order(3)
final class Courier implements Errand, UnderWay {

  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
  private static final int PIECE = 64 * 1024; // bundle_service.proto, CarryRequest
  private static final long PATIENCE_SECONDS = 180;
  private static final Set<BundleRefusal> FOR_A_WHILE = // the server's disk, or a name of later
      EnumSet.of(BundleRefusal.BUNDLE_DISK_FULL, BundleRefusal.BUNDLE_FILE_FAILED);

  private static final Metadata.Key<String> TELLS = // bundle_service.proto, CarryResponse.received
      Metadata.Key.of("retex-tells-received", Metadata.ASCII_STRING_MARSHALLER);

  private static final Set<BundleRefusal> ARRIVED_OTHERWISE =
      EnumSet.of(BundleRefusal.BUNDLE_ALTERED, BundleRefusal.BUNDLE_TRUNCATED);

  private final Pouch pouch;
  private volatile Optional<Gauge> gauge = Optional.empty();
  private volatile int unfinished; // of the last round

  Courier(Pouch pouch) {
    this.pouch = pouch;
  }

  @Override
  public void run(Line line, Allowance most) {
    int failed = 0;
    for (BundleFile bundle : pouch.up()) {
      if (most.left() <= 0) {
        break; // the next time goes on there
      }
      try {
        if (!isHandedOver(line, bundle, most, true)) {
          isHandedOver(line, bundle, most, false); // from its first byte: what was there is gone
        }
      } catch (StatusException e) {
        LOG.info("courier.cut bundle={}", bundle.id());
        if (e.getStatus().getCode() == Status.Code.UNAVAILABLE) {
          throw SyncRefused.LINK_DOWN.at("").asException();
        }
        failed++; // the others go on: it may be the only one that headquarters cannot finish
      } catch (TimeoutException slow) { // the server's disk may be, and the link none the worse
        LOG.info("courier.cut bundle={}", bundle.id());
        failed++;
      } catch (IOException e) {
        LOG.info("courier.stopped bundle={}", bundle.id());
        failed++;
      } catch (RefusedException answer) { // it came damaged, or there is no room for it
        if (!(answer.refusal().code() instanceof BundleRefusal)) {
          throw answer;
        }
        LOG.info("courier.answer_refused code={}", answer.refusal().code().name());
        failed++;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } finally {
        gauge = Optional.empty();
      }
    }
    unfinished = failed;
    if (failed > 0) {
      throw SyncRefused.CARRIED_STOPPED.at(Integer.toString(failed)).asException();
    }
  }

  @Override
  public Optional<String> progress(Words words) {
    Optional<Gauge> now = gauge;
    if (now.isEmpty() && unfinished > 0) {
      return Optional.of(words.say("bundle.unfinished", unfinished));
    }
    return now.map(
        it ->
            words.say(
                it.secondsLeft().isPresent() ? "bundle.handing" : "bundle.handing.begin",
                it.done() / 1_000.0,
                it.bytes() / 1_000.0,
                it.secondsLeft().orElse(0)));
  }

  /** False where it arrived otherwise than it is here, and is worth to be sent {@code anew}. */
  private boolean isHandedOver(Line line, BundleFile bundle, Allowance most, boolean anew)
      throws IOException, StatusException, InterruptedException, TimeoutException {
    List<Path> older = pouch.carriedAnswers(bundle); // than what headquarters says now
    var call =
        BundleServiceGrpc.newBlockingV2Stub(line.channel())
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(told()))
            .carry();
    try {
      call.write(
          CarryRequest.newBuilder()
              .setBegin(
                  CarryBegin.newBuilder()
                      .setId(ByteString.copyFrom(bundle.id().bytes()))
                      .setSize(bundle.size()))
              .build());
      CarryResponse answer = read(call);
      if (answer.hasWantedFrom()) {
        answer = send(call, bundle, answer.getWantedFrom(), most);
      }
      if (!answer.hasOutcome()) {
        return true; // the rest another time
      }
      Optional<BundleRefusal> refused = refusal(answer.getOutcome().getRefused());
      if (refused.isEmpty()) {
        receive(call, bundle);
        pouch.delivered(bundle);
        pouch.fetched(older);
        LOG.info("courier.delivered bundle={}", bundle.id());
      } else if (anew && ARRIVED_OTHERWISE.contains(refused.get()) && isWhole(bundle)) {
        return false;
      } else if (!FOR_A_WHILE.contains(refused.get())) {
        pouch.refused(bundle, refused.get());
      }
      return true;
    } finally {
      call.cancel("over", null);
    }
  }

  private static boolean isWhole(BundleFile bundle) {
    try {
      bundle.requireWhole();
      return true;
    } catch (RefusedException damaged) {
      return false;
    }
  }

  private static Optional<BundleRefusal> refusal(String name) {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    return Stream.of(BundleRefusal.values())
        .filter(it -> it.name().equals(name))
        .findFirst()
        .or(() -> Optional.of(BundleRefusal.BUNDLE_FILE_FAILED));
  }

  private static Metadata told() {
    var headers = new Metadata();
    headers.put(TELLS, "1");
    return headers;
  }

  /**
   * Sends the rest, as far as the allowance leads; what the server said in the end. Bytes count
   * once the server says that it has them; one that is older says nothing of it.
   */
  private CarryResponse send(
      BlockingClientCall<CarryRequest, CarryResponse> call,
      BundleFile bundle,
      long from,
      Allowance most)
      throws IOException, StatusException, InterruptedException, TimeoutException {
    var now = new Gauge(bundle.size() - from);
    gauge = Optional.of(now);
    long at = from;
    try (InputStream in = Files.newInputStream(bundle.path())) {
      in.skipNBytes(from);
      for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
        boolean taken =
            call.write(
                CarryRequest.newBuilder().setPiece(ByteString.copyFrom(piece)).build(),
                PATIENCE_SECONDS,
                TimeUnit.SECONDS);
        Optional<CarryResponse> why = listen(call, from, now);
        if (why.isPresent()) {
          return why.get();
        }
        if (!taken) {
          break; // the server has said why
        }
        at += piece.length;
        most.spend(piece.length);
        if (most.left() <= 0 && at < bundle.size()) {
          return arrived(call, at);
        }
      }
    }
    call.halfClose();
    CarryResponse answer = read(call);
    while (answer.hasReceived()) {
      now.reached(answer.getReceived() - from);
      answer = read(call);
    }
    return answer;
  }

  /** Waits until all that was sent is there: what is under way when a call ends is lost. */
  private static CarryResponse arrived(
      BlockingClientCall<CarryRequest, CarryResponse> call, long upTo)
      throws IOException, StatusException, InterruptedException, TimeoutException {
    CarryResponse answer = read(call);
    while (answer.hasReceived() && answer.getReceived() < upTo) {
      answer = read(call);
    }
    return answer;
  }

  /** What has come meanwhile, but for how far the server is; empty where nothing has. */
  private static Optional<CarryResponse> listen(
      BlockingClientCall<CarryRequest, CarryResponse> call, long from, Gauge now)
      throws IOException, StatusException, InterruptedException {
    try {
      CarryResponse next = read(call, 1, TimeUnit.MILLISECONDS);
      while (next.hasReceived()) {
        now.reached(next.getReceived() - from);
        next = read(call, 1, TimeUnit.MILLISECONDS);
      }
      return Optional.of(next);
    } catch (TimeoutException nothing) {
      return Optional.empty();
    }
  }

  /** The answer is kept whole or not at all; without one the bundle is handed over again. */
  private void receive(BlockingClientCall<CarryRequest, CarryResponse> call, BundleFile bundle)
      throws IOException {
    BundleFile.write(
        pouch.answer(bundle),
        out -> {
          copy(call, out);
          return bundle;
        });
    BundleFile.at(pouch.answer(bundle)).requireWhole();
  }

  private static void copy(BlockingClientCall<CarryRequest, CarryResponse> call, OutputStream out)
      throws IOException {
    try {
      for (CarryResponse next = call.read(PATIENCE_SECONDS, TimeUnit.SECONDS);
          next != null;
          next = call.read(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        next.getPiece().writeTo(out);
      }
    } catch (StatusException | TimeoutException e) { // no fault of the medium
      throw SyncRefused.LINK_DOWN.at("").asException();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw SyncRefused.LINK_DOWN.at("").asException();
    }
  }

  private static CarryResponse read(BlockingClientCall<CarryRequest, CarryResponse> call)
      throws StatusException, InterruptedException, TimeoutException, IOException {
    return read(call, PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private static CarryResponse read(
      BlockingClientCall<CarryRequest, CarryResponse> call, long patience, TimeUnit unit)
      throws StatusException, InterruptedException, TimeoutException, IOException {
    CarryResponse next = call.read(patience, unit);
    if (next == null) {
      throw new IOException("ended");
    }
    return next;
  }
}
