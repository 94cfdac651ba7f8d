package retex.agent.bundle;

import io.grpc.Status;
import io.grpc.StatusException;
import io.micronaut.core.annotation.Order;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
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
import retex.bundle.Handing;
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
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private final Pouch pouch;
  private final Duration silence;
  private volatile Optional<Gauge> gauge = Optional.empty();
  private volatile int unfinished; // of the last round

  @Inject
  Courier(Pouch pouch) {
    this(pouch, SILENCE);
  }

  /** {@code silence}: who says nothing for so long of what has arrived never does, and is older. */
  Courier(Pouch pouch, Duration silence) {
    this.pouch = pouch;
    this.silence = silence;
  }

  @Override
  public void run(Line line, Allowance most, BooleanSupplier goesOn) {
    int failed = 0;
    for (BundleFile bundle : pouch.up()) {
      if (most.left() <= 0 || !goesOn.getAsBoolean()) {
        break; // the next time goes on there
      }
      try {
        if (!isHandedOver(call(line, most, goesOn), bundle, true)) {
          isHandedOver(call(line, most, goesOn), bundle, false); // from its first byte: what was
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
        failed += isHere(bundle) ? 1 : 0;
      } catch (RefusedException answer) { // it came damaged, or there is no room for it
        if (!(answer.refusal().code() instanceof BundleRefusal)) {
          throw answer;
        }
        LOG.info("courier.answer_refused code={}", answer.refusal().code().name());
        failed += isHere(bundle) ? 1 : 0;
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

  private CarryCall call(Line line, Allowance most, BooleanSupplier goesOn) {
    return new CarryCall(line.channel(), most, goesOn, silence);
  }

  /** False where it arrived otherwise than it is here, and is worth to be sent anew. */
  private boolean isHandedOver(CarryCall opened, BundleFile bundle, boolean isFirst)
      throws IOException, StatusException, InterruptedException, TimeoutException {
    var handing = new Handing(bundle, pouch, isFirst);
    try (CarryCall call = opened) {
      CarryResponse answer = call.run(handing, bundle.size(), it -> gauge = Optional.of(it));
      if (!answer.hasOutcome()) {
        return true; // the rest another time
      }
      Handing.End end = handing.end(answer.getOutcome(), call::copy);
      LOG.info("courier.ended bundle={} how={}", bundle.id(), end);
      return end != Handing.End.ANEW;
    }
  }

  /** Another process may have handed it over meanwhile. */
  private static boolean isHere(BundleFile bundle) {
    return Files.exists(bundle.path());
  }
}
