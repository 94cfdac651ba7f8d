package retex.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {

  private static final int BATCH = 8_000; // bytes of 60 entries
  private static final long MINUTE = 60_000;

  @Test
  void little_is_under_way_until_a_rate_is_measured() {
    Pace pace = filled(Pace.UNKNOWN, 0, 0);

    assertThat(pace.underWay()).isBetween(64L * 1024, 64L * 1024 + BATCH);
  }

  @ParameterizedTest
  @ValueSource(ints = {8_000, 16_000, 32_000, 64_000, 1_000_000})
  void on_a_steady_link_at_most_four_seconds_are_under_way_and_the_link_is_full(int rate) {
    var line = new Line(it -> rate);
    line.run(MINUTE / 2);
    line.forget();

    line.run(MINUTE);

    assertThat(line.pace.bytesASecond()).isBetween(rate * 9L / 10, rate * 11L / 10);
    assertThat(line.mostUnderWay).isLessThanOrEqualTo(Math.max(4L * rate, 3L * rate + 9_000));
    assertThat(line.idle).isLessThan(MINUTE / 50);
  }

  @ParameterizedTest
  @CsvSource({"32000, 24000", "32000, 16000", "32000, 8000", "64000, 16000", "1000000, 250000"})
  void a_cut_costs_at_most_four_seconds_also_where_the_link_has_just_become_slower(
      int before, int after) {
    var line = new Line(now -> now < MINUTE ? before : after);
    line.run(MINUTE - 1);
    line.forget();

    line.run(MINUTE + 16_000);
    assertThat(line.mostLost).as("crossed, to cross again").isLessThanOrEqualTo(4L * after);

    line.forget();
    line.run(2 * MINUTE);
    assertThat(line.mostUnderWay).as("sixteen seconds later").isLessThanOrEqualTo(4L * after);
    assertThat(line.mostLost).isLessThanOrEqualTo(3L * after);
    assertThat(line.idle).as("full all the time").isZero();
  }

  @ParameterizedTest
  @CsvSource({"16000, 1500", "32000, 2000", "64000, 2400", "250000, 2400"})
  void a_link_with_a_long_way_is_full_too(int rate, long roundTrip) {
    var line = new Line(it -> rate);
    line.roundTrip = roundTrip;
    line.run(MINUTE);
    line.forget();

    line.run(2 * MINUTE);

    assertThat(line.idle).isLessThan(MINUTE / 50);
  }

  @Test
  void a_link_that_has_become_faster_is_filled_within_seconds() {
    var line = new Line(now -> now < MINUTE ? 8_000 : 64_000);
    line.run(MINUTE + 15_000);
    line.forget();

    line.run(2 * MINUTE);

    assertThat(line.idle).isZero();
  }

  @Test
  void what_is_written_now_and_then_says_nothing_of_the_link() {
    var line = new Line(it -> 32_000);
    line.run(MINUTE);
    long rate = line.pace.bytesASecond();

    line.mostEntries = 1; // at a time
    line.run(2 * MINUTE);

    assertThat(line.pace.bytesASecond()).isEqualTo(rate);
  }

  @Test
  void
      acknowledgements_that_a_lost_packet_held_back_are_not_taken_for_a_fast_link_nor_a_slow_one() {
    var line = new Line(it -> 32_000);
    line.heldBack = 2_000;

    for (long now = 20_000; now < 2 * MINUTE; now += 50) {
      line.run(now);
      assertThat(line.pace.bytesASecond()).isBetween(16_000L, 40_000L);
    }
  }

  private static Pace filled(Pace before, long sent, long now) {
    Pace pace = before;
    for (long next = sent + 1; pace.isFree(); next++) {
      pace = pace.sent(next * 60, 60, BATCH, now);
    }
    return pace;
  }

  /** A laptop that always has more to send, over a link of 600 ms; time in milliseconds. */
  private static final class Line {
    private static final long STEP = 10;
    private static final long HOLDS_EACH = 10_000;

    private final LongUnaryOperator rate;
    private final Deque<Sent> queue = new ArrayDeque<>(); // not whole across yet
    private final Deque<Sent> across = new ArrayDeque<>(); // until acknowledged
    private Pace pace = Pace.UNKNOWN;
    private int mostEntries = Integer.MAX_VALUE;
    private long roundTrip = 600;
    private long heldBack;
    private long now;
    private long upTo;
    private double crossed; // of the first in the queue
    private long mostUnderWay;
    private double mostLost;
    private long idle;

    Line(LongUnaryOperator rate) {
      this.rate = rate;
    }

    /** What was seen until now counts no more. */
    void forget() {
      mostUnderWay = 0;
      mostLost = 0;
      idle = 0;
    }

    void run(long until) {
      while (now < until) {
        now += STEP;
        send();
        carry();
        mostUnderWay = Math.max(mostUnderWay, pace.underWay());
        mostLost = Math.max(mostLost, crossed + across.stream().mapToInt(Sent::bytes).sum());
        while (!across.isEmpty() && across.peek().acknowledgedAt() <= now) {
          pace = pace.acknowledged(across.remove().upTo(), now);
        }
      }
    }

    private void send() {
      boolean mayBegin = mostEntries > 1 || pace.underWay() == 0;
      while (pace.isFree() && mayBegin) {
        int count = Math.min(pace.entries(), mostEntries);
        int bytes = count * BATCH / 60;
        upTo += count;
        pace = pace.sent(upTo, count, bytes, now);
        queue.add(new Sent(upTo, bytes, 0));
        mayBegin = mostEntries > 1;
      }
    }

    private void carry() {
      double room = rate.applyAsLong(now) * STEP / 1_000.0;
      while (!queue.isEmpty() && room >= queue.peek().bytes() - crossed) {
        room -= queue.peek().bytes() - crossed;
        crossed = 0;
        Sent it = queue.remove();
        // a packet that is lost each so often holds back what follows until it has come again
        boolean held = heldBack > 0 && now % HOLDS_EACH < heldBack;
        long arrives = held ? now / HOLDS_EACH * HOLDS_EACH + heldBack : now;
        across.add(new Sent(it.upTo(), it.bytes(), arrives + roundTrip));
      }
      if (queue.isEmpty()) {
        idle += STEP;
      } else {
        crossed += room;
      }
    }

    private record Sent(long upTo, int bytes, long acknowledgedAt) {}
  }
}
