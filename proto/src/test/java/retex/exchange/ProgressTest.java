package retex.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import retex.contract.DeviceKey;
import retex.proto.sync.v1.ExchangeRequest;
import retex.proto.sync.v1.ExchangeResponse;

/** How far entries have come, told while both sides speak and a clock is moved by hand. */
class ProgressTest {

  private static final long LATE = 600; // ms between a batch and its acknowledgement

  private final SomeSides sides = new SomeSides(DeviceKey.generate(new SecureRandom()));
  private final Queue<ExchangeRequest> up = new ArrayDeque<>();
  private final Queue<ExchangeResponse> down = new ArrayDeque<>();
  private final AtomicLong clock = new AtomicLong(1_000);
  private final Laptop laptop =
      new Laptop(sides.store(), sides.inbox(), up::add, () -> {}, clock::get, 0);
  private final Headquarters headquarters =
      new Headquarters(
          sides.store().key().device(), sides.headquarters(), sides.outbox(), down::add, () -> {});

  @AfterEach
  void close() {
    laptop.close();
    headquarters.close();
  }

  @Test
  void nothing_is_said_of_the_rest_before_anything_was_acknowledged() {
    sides.write(1_000);
    laptop.begin(true, false);

    Progress told = laptop.progress().orElseThrow();

    assertThat(told.entries()).isEqualTo(1_000);
    assertThat(told.acknowledged()).isZero();
    assertThat(told.bytesAcross()).isZero();
    assertThat(told.bytesLeft()).isEmpty();
    assertThat(told.secondsLeft(clock.get() + 60_000)).isEmpty();
  }

  @Test
  void the_rest_is_judged_by_what_has_landed_and_by_the_rate_measured() {
    sides.write(1_000);
    laptop.begin(true, false);
    while (laptop.progress().orElseThrow().acknowledged() < 500) {
      exchange();
    }

    Progress told = laptop.progress().orElseThrow();

    long left = told.bytesLeft().orElseThrow();
    long each = told.bytesAcross() / told.acknowledged();
    assertThat(told.entries()).isEqualTo(1_000);
    assertThat(left).isBetween(each * (1_000 - told.acknowledged()), told.bytesAcross() * 2);
    long seconds = told.secondsLeft(clock.get()).orElseThrow();
    assertThat(seconds).isBetween(left / told.rate(), left / told.rate() + 2);
  }

  @Test
  void the_time_left_grows_while_the_link_says_nothing() {
    sides.write(1_000);
    laptop.begin(true, false);
    while (laptop.progress().orElseThrow().acknowledged() < 500) {
      exchange();
    }
    Progress told = laptop.progress().orElseThrow();

    OptionalLong now = told.secondsLeft(clock.get());
    OptionalLong minuteLater = told.secondsLeft(clock.get() + 60_000);

    assertThat(minuteLater.orElseThrow()).isGreaterThan(10 * now.orElseThrow());
  }

  @Test
  void on_a_line_that_stays_what_is_written_later_counts_from_nothing() {
    sides.write(100);
    laptop.begin(true, false);
    while (laptop.progress().isPresent()) {
      exchange();
    }
    sides.write(3);
    laptop.grown();

    Progress told = laptop.progress().orElseThrow();

    assertThat(told.entries()).isEqualTo(3);
    assertThat(told.acknowledged()).isZero();
    assertThat(told.bytesAcross()).isZero();
  }

  /** One message goes up, and late what it led to comes down. */
  private void exchange() {
    Optional.ofNullable(up.poll()).ifPresent(headquarters::heard);
    clock.addAndGet(LATE);
    while (!down.isEmpty()) {
      laptop.heard(down.remove());
    }
  }
}
