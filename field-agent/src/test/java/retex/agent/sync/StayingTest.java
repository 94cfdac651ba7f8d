package retex.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import retex.agent.record.Log;
import retex.agent.record.Logs;
import retex.agent.sync.LineState.Kind;
import retex.agent.vault.Identity;
import retex.agent.vault.SomeLaptop;
import retex.agent.vault.Vault;
import retex.contract.Evaluation;
import retex.contract.EvaluationBuilder;
import retex.contract.NarrativePart;
import retex.contract.SomeLog;
import retex.proto.sync.v1.SyncRefusal;

/**
 * A laptop that keeps its line to headquarters by itself, over real gRPC through a router. Each
 * test has both sides to itself and mostly waits, for what gRPC does in seconds by its own clock:
 * so all wait at once.
 */
class StayingTest {

  private static final Duration SOON =
      Duration.ofSeconds(60); // on a machine that does other things
  private static final Duration LONGEST_FIRST_PAUSE = Duration.ofMillis(1_500);

  /** A test that runs beside those of this class, and of no other. */
  @Test
  @Execution(ExecutionMode.CONCURRENT)
  @Retention(RetentionPolicy.RUNTIME)
  @interface AtOnce {}

  @TempDir private Path folder;
  private final Random random = new Random(1);
  private Duration ahead = Duration.ZERO;
  private ApplicationContext laptop = ApplicationContext.builder().build();
  private SomeHeadquarters headquarters;
  private Router router;

  @AfterEach
  void close() throws IOException {
    laptop.close();
    router.close();
    headquarters.close();
  }

  @AtOnce
  void what_is_written_leaves_over_the_line_that_stands_and_after_a_cut_over_a_new_one() {
    start(Map.of());
    until(() -> kind() == Kind.OPEN);

    write(1);
    until(() -> log().pending() == 0);
    write(1);
    until(() -> log().pending() == 0);
    assertThat(router.connections()).isEqualTo(1);

    router.cut();
    write(1);
    until(() -> log().pending() == 0);

    assertThat(headquarters.holds()).isEqualTo(3);
    assertThat(router.connections()).isEqualTo(2);
  }

  @AtOnce
  void calls_that_are_cut_but_bring_something_over_are_followed_by_short_pauses() {
    boot(Map.of());
    write(250);
    // a first batch of 64 is 42 kB; the TLS record in which it ends holds up to 16 kB of the next
    router.dropsAfter(70_000);
    staying().start();

    Duration longest = Duration.ZERO;
    long before = log().pending();
    while (before > 0) {
      long waiting = before;
      until(() -> log().pending() < waiting);
      before = log().pending();
      if (before > 0) {
        router.cut();
        until(() -> kind() == Kind.PAUSED);
        Duration pause = Duration.between(Instant.now(), staying().state().until());
        longest = pause.compareTo(longest) > 0 ? pause : longest;
      }
    }

    assertThat(router.connections()).as("several calls were cut").isGreaterThan(3);
    assertThat(longest).isPositive().isLessThan(LONGEST_FIRST_PAUSE);
  }

  @AtOnce
  void calls_that_bring_nothing_over_are_followed_by_longer_and_longer_pauses() {
    boot(Map.of());
    router.cutEachAfter(0);
    staying().start();

    until(
        () ->
            staying().state().kind() == Kind.PAUSED
                && Duration.between(Instant.now(), staying().state().until())
                        .compareTo(LONGEST_FIRST_PAUSE)
                    > 0);

    router.cutEachAfter(Long.MAX_VALUE);
    until(() -> kind() == Kind.OPEN);
  }

  @AtOnce
  void over_a_metered_line_what_waits_goes_together_and_the_line_is_not_kept() {
    start(Map.of("retex.sync.metered", "true", "retex.sync.every", "PT5S"));
    until(() -> kind() == Kind.METERED);
    assertThat(router.connections()).as("one call to learn what is new").isEqualTo(1);
    until(() -> router.open() == 0);

    pause(6_500); // longer than the shortest time between two calls
    assertThat(router.connections()).as("nothing waited").isEqualTo(1);

    write(1);
    write(1);
    until(() -> log().pending() == 0 && router.open() == 0);
    write(1); // at once after a call: the next is not yet due
    pause(1_000);
    assertThat(log().pending()).isEqualTo(1);
    until(() -> log().pending() == 0);

    assertThat(router.connections()).isLessThanOrEqualTo(4);
    until(() -> router.open() == 0);
  }

  @AtOnce
  void over_a_metered_line_headquarters_is_heard_from_time_to_time_though_nothing_was_written() {
    start(
        Map.of(
            "retex.sync.metered", "true",
            "retex.sync.every", "PT1S",
            "retex.sync.hears-every", "PT4S"));
    until(() -> kind() == Kind.METERED);
    assertThat(router.connections()).isEqualTo(1);

    until(() -> router.connections() == 2);
    until(() -> router.open() == 0);
  }

  @AtOnce
  void over_a_metered_line_a_headquarters_that_refuses_is_called_no_more_often() {
    boot(Map.of("retex.sync.metered", "true", "retex.sync.every", "PT1H"));
    headquarters.refuses(it -> Optional.of(SyncRefusal.SYNC_REFUSAL_DEVICE_UNKNOWN));
    staying().start();

    until(() -> kind() == Kind.PAUSED);
    pause(3_500); // longer than the first pause after a cut

    assertThat(router.connections()).isEqualTo(1);
    assertThat(Duration.between(Instant.now(), staying().state().until()))
        .isGreaterThan(Duration.ofMinutes(50));
  }

  @AtOnce
  void what_is_chosen_during_a_call_counts_when_it_ends() {
    boot(Map.of("retex.sync.every", "PT1H"));
    Choices choices = laptop.getBean(Choices.class);
    choices.choose(new Choice("", true, ""));
    synchronized (headquarters.sides()) { // hears nothing
      staying().start();
      until(() -> router.connections() == 1);
      choices.choose(Choice.NONE);
      staying().again();
    }

    until(() -> kind() == Kind.OPEN);
  }

  @AtOnce
  void over_a_line_that_stands_errands_are_looked_for_again_and_over_a_metered_one_never() {
    boot(Map.of());
    var runs = new AtomicInteger();
    laptop.registerSingleton(Errand.class, (Errand) (line, most, goesOn) -> runs.incrementAndGet());
    staying().start();
    until(() -> runs.get() == 2);

    laptop.getBean(Sync.class).run(0); // as over a metered line

    assertThat(runs).hasValue(2);
  }

  @AtOnce
  void an_errand_gives_way_to_a_record_that_waits() {
    boot(Map.of());
    var runs = new AtomicInteger();
    var ends = new AtomicInteger();
    laptop.registerSingleton(
        Errand.class,
        (Errand)
            (line, most, goesOn) -> {
              runs.incrementAndGet();
              while (goesOn.getAsBoolean()) {
                pause(10);
              }
              ends.incrementAndGet();
            });
    staying().start();
    until(() -> runs.get() == 1);
    pause(500);
    assertThat(ends).hasValue(0);

    synchronized (headquarters.sides()) { // hears nothing
      write(1);
      until(() -> ends.get() == 1);
    }

    until(() -> log().pending() == 0);
    until(() -> runs.get() == 2);
  }

  @AtOnce
  void an_errand_that_meets_a_fault_is_tried_again_over_the_line_that_stands() {
    boot(Map.of());
    var runs = new AtomicInteger();
    laptop.registerSingleton(
        Errand.class,
        (Errand)
            (line, most, goesOn) -> {
              if (runs.incrementAndGet() == 1) {
                throw new IllegalStateException("the store was busy");
              }
            });
    staying().start();

    until(() -> runs.get() == 2);

    assertThat(router.connections()).isEqualTo(1);
  }

  @AtOnce
  void a_certificate_that_runs_out_soon_is_renewed_over_the_line_that_stands() {
    boot(Map.of());
    HeadquartersRows rows = laptop.getBean(HeadquartersRows.class);
    rows.deleteAll();
    HeadquartersRow old = headquarters.row(router.port(), Duration.ofDays(20));
    rows.save(old);
    staying().start();

    until(() -> !Arrays.equals(row().certificate(), old.certificate()));
    assertThat(headquarters.calls()).startsWith("Exchange", "Renew");
    until(() -> headquarters.calls().size() == 3 && kind() == Kind.OPEN);
    write(1);
    until(() -> log().pending() == 0);
    assertThat(router.connections()).as("the line, and one with the new one").isEqualTo(2);
  }

  @AtOnce
  void a_new_authority_is_pinned_at_once_though_the_certificate_is_good_for_long() {
    boot(Map.of());
    HeadquartersRows rows = laptop.getBean(HeadquartersRows.class);
    rows.deleteAll();
    HeadquartersRow old = headquarters.rowOfBefore(router.port());
    rows.save(old);
    staying().start();

    until(() -> !Arrays.equals(row().authority(), old.authority()));
    assertThat(row().authority()).isEqualTo(headquarters.row(router.port()).authority());
    until(() -> headquarters.calls().size() == 3 && kind() == Kind.OPEN);
    pause(1_500);
    assertThat(headquarters.calls()).containsExactly("Exchange", "Renew", "Exchange");
  }

  @AtOnce
  void a_laptop_whose_clock_is_months_ahead_renews_once_and_its_line_stands() {
    ahead = Duration.ofDays(80); // the certificate ends in 90
    start(Map.of());

    until(() -> headquarters.calls().size() == 3 && kind() == Kind.OPEN);
    pause(3_000);

    assertThat(headquarters.calls()).containsExactly("Exchange", "Renew", "Exchange");
  }

  @AtOnce
  void a_laptop_whose_clock_is_years_ahead_renews_once_and_its_line_stands() {
    ahead = Duration.ofDays(3_650);
    start(Map.of());

    until(() -> headquarters.calls().size() == 2 && kind() == Kind.OPEN);
    pause(3_000);

    assertThat(headquarters.calls()).containsExactly("Renew", "Exchange");
  }

  @AtOnce
  void what_headquarters_does_not_let_heal_is_told_and_the_line_stands_meanwhile() {
    boot(Map.of());
    headquarters.sides().backUp();
    write(1);
    laptop.getBean(Sync.class).run();
    Logs logs = laptop.getBean(Logs.class);
    logs.open(logs.tip(logs.present()));
    laptop.getBean(Sync.class).run();
    headquarters.sides().restore();
    headquarters.refuses(
        it ->
            Optional.of(SyncRefusal.SYNC_REFUSAL_FRAME)
                .filter(code -> it.hasHello() && it.getHello().getEpoch() == 1));
    int before = router.connections();
    staying().start();

    until(() -> kind() == Kind.OPEN && staying().state().why().isPresent());
    pause(5_000);

    assertThat(staying().state().why().get().code()).isEqualTo(SyncRefused.EARLIER_LOG_REFUSED);
    assertThat(router.connections() - before).isLessThanOrEqualTo(3);
    write(1);
    until(() -> log().pending() == 0);
  }

  @AtOnce
  void what_is_written_while_the_certificate_is_being_renewed_is_acknowledged_at_once() {
    boot(Map.of());
    HeadquartersRows rows = laptop.getBean(HeadquartersRows.class);
    rows.deleteAll();
    HeadquartersRow old = headquarters.row(router.port(), Duration.ofDays(20));
    rows.save(old);
    Runnable answer = headquarters.renewsLate();
    staying().start();
    until(() -> headquarters.calls().contains("Renew"));

    write(1);
    until(() -> log().pending() == 0);
    assertThat(row().certificate()).isEqualTo(old.certificate());

    answer.run();
    until(() -> !Arrays.equals(row().certificate(), old.certificate()));
  }

  @AtOnce
  void a_second_conversation_that_is_cut_takes_back_nothing_of_what_the_line_has_brought_over() {
    boot(Map.of());
    write(250);
    Logs logs = laptop.getBean(Logs.class);
    staying().start();
    until(() -> log().pending() == 0);

    logs.acknowledge(logs.present(), 64, 0); // as one that began beside it hears

    assertThat(log().pending()).isZero();
  }

  @AtOnce
  void outside_its_hours_the_laptop_does_not_call() {
    LocalTime now = LocalTime.now().truncatedTo(ChronoUnit.MINUTES);
    start(Map.of("retex.sync.hours", now.plusHours(2) + "-" + now.plusHours(3)));

    until(() -> kind() == Kind.OUT_OF_HOURS);
    write(1);
    pause(2_500);

    assertThat(router.connections()).isZero();
  }

  @AtOnce
  void locking_the_laptop_ends_the_line() {
    start(Map.of());
    until(() -> kind() == Kind.OPEN);

    laptop.getBean(Vault.class).close();

    until(() -> kind() == Kind.OFF || kind() == Kind.PAUSED);
    until(() -> router.open() == 0);
  }

  @AtOnce
  void a_word_in_time_keeps_a_router_from_forgetting_the_line() {
    start(Map.of("retex.sync.keep-alive", "PT10S"));
    router.forgetsAfter(Duration.ofSeconds(13));
    until(() -> kind() == Kind.OPEN);

    pause(15_000); // longer than the router remembers
    write(1);
    until(() -> log().pending() == 0);

    assertThat(router.connections()).isEqualTo(1);
  }

  @AtOnce
  void a_line_that_a_router_has_forgotten_is_noticed_and_replaced() {
    start(Map.of("retex.sync.keep-alive", "PT10S"));
    until(() -> kind() == Kind.OPEN);
    router.forgetsAfter(Duration.ofSeconds(4));

    pause(6_000);
    write(1);
    until(() -> log().pending() == 0); // 10 s until it is asked, 7 s for the answer, a pause

    assertThat(headquarters.holds()).isEqualTo(1);
    assertThat(router.connections()).isEqualTo(2);
  }

  private void start(Map<String, Object> manners) {
    boot(manners);
    staying().start();
  }

  private void boot(Map<String, Object> manners) {
    var properties = new HashMap<>(manners);
    properties.put("retex.data", folder.toString());
    laptop =
        SomeLaptop.with(properties)
            .beanDefinitions(
                RuntimeBeanDefinition.builder(
                        Clock.class, () -> Clock.offset(Clock.system(ZoneOffset.UTC), ahead))
                    .singleton(true)
                    .replaces(Clock.class)
                    .build())
            .start();
    laptop.getBean(Vault.class).open("a passphrase of ours".toCharArray());
    headquarters = new SomeHeadquarters(laptop.getBean(Identity.class).key());
    router = new Router(headquarters.port());
    laptop.getBean(HeadquartersRows.class).save(headquarters.row(router.port()));
  }

  /** Writes evaluations whose text no compressor makes small. */
  private void write(int count) {
    for (int i = 0; i < count; i++) {
      byte[] noise = new byte[600];
      random.nextBytes(noise);
      Evaluation it = SomeLog.evaluation("some remark");
      log()
          .submit(
              EvaluationBuilder.builder(it)
                  .narrative(
                      List.of(
                          new NarrativePart(
                              "strengths", java.util.Base64.getEncoder().encodeToString(noise))))
                  .reference("")
                  .build(),
              "evaluator",
              SomeLog.INSTRUMENT);
    }
  }

  private HeadquartersRow row() {
    return laptop.getBean(HeadquartersRows.class).findById(1).orElseThrow();
  }

  private Staying staying() {
    return laptop.getBean(Staying.class);
  }

  private Kind kind() {
    return staying().state().kind();
  }

  private Log log() {
    return laptop.getBean(Log.class);
  }

  private static void until(BooleanSupplier reached) {
    Instant until = Instant.now().plus(SOON);
    while (!reached.getAsBoolean()) {
      assertThat(Instant.now()).as("in time").isBefore(until);
      pause(20);
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
