package retex.agent.bundle;

import io.grpc.Status;
import io.grpc.StatusException;
import io.micronaut.core.annotation.Order;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
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
  private static final Set<BundleRefusal> FOR_A_WHILE = // the server's disk, or a name of later
      EnumSet.of(BundleRefusal.BUNDLE_DISK_FULL, BundleRefusal.BUNDLE_FILE_FAILED);

  private static final Set<BundleRefusal> ARRIVED_OTHERWISE =
      EnumSet.of(BundleRefusal.BUNDLE_ALTERED, BundleRefusal.BUNDLE_TRUNCATED);

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

  /** False where it arrived otherwise than it is here, and is worth to be sent {@code anew}. */
  private boolean isHandedOver(CarryCall opened, BundleFile bundle, boolean anew)
      throws IOException, StatusException, InterruptedException, TimeoutException {
    List<Path> older = pouch.carriedAnswers(bundle); // than what headquarters says now
    try (CarryCall call = opened) {
      CarryResponse answer = call.run(bundle, it -> gauge = Optional.of(it));
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
    }
  }

  /** Another process may have handed it over meanwhile. */
  private static boolean isHere(BundleFile bundle) {
    return Files.exists(bundle.path());
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

  /** The answer is kept whole or not at all; without one the bundle is handed over again. */
  private void receive(CarryCall call, BundleFile bundle) {
    BundleFile.write(
        pouch.answer(bundle),
        out -> {
          call.copy(out);
          return bundle;
        });
    BundleFile.at(pouch.answer(bundle)).requireWhole();
  }
}
