package retex.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.agent.record.Log;
import retex.agent.record.Logs;
import retex.agent.vault.Identity;
import retex.agent.vault.SomeLaptop;
import retex.agent.vault.SomeStatement;
import retex.agent.vault.Vault;
import retex.agent.web.Words;
import retex.contract.SomeLog;
import retex.proto.sync.v1.SyncRefusal;
import retex.refusal.Refusal;
import retex.refusal.RefusedException;

/** What a laptop makes of a server that refuses it, over real gRPC. */
class SyncRefusalsTest {

  @TempDir private Path folder;
  private ApplicationContext laptop = ApplicationContext.builder().build();
  private SomeHeadquarters headquarters;

  @BeforeEach
  void open() {
    laptop = SomeLaptop.with(Map.of("retex.data", folder.toString())).start();
    laptop.getBean(Vault.class).open("a passphrase of ours".toCharArray());
    headquarters = new SomeHeadquarters(laptop.getBean(Identity.class).key());
    laptop.getBean(HeadquartersRows.class).save(headquarters.row(headquarters.port()));
  }

  @AfterEach
  void close() {
    laptop.close();
    headquarters.close();
  }

  @Test
  void to_a_server_that_is_not_the_tokens_nothing_is_said() {
    byte[] token = headquarters.token();
    token[40] ^= 1; // in the fingerprint

    Refusal refused = refusal(() -> enrol(token));

    assertThat(refused.code()).isEqualTo(SyncRefused.SERVER_NOT_THE_ONE);
    assertThat(headquarters.calls()).isEmpty();
    refusal(() -> enrol(headquarters.token()));
    assertThat(headquarters.calls()).as("the right one is asked").containsExactly("Enrol");
  }

  @Test
  void an_address_at_which_nothing_answers_is_named_and_the_token_is_still_good()
      throws IOException {
    int silent;
    try (var socket = new ServerSocket(0)) {
      silent = socket.getLocalPort();
    }

    Refusal refused = refusal(() -> enrol(silent, headquarters.token()));

    assertThat(refused.code()).isEqualTo(SyncRefused.ADDRESS_SILENT);
    assertThat(refused.where()).isEqualTo("127.0.0.1:" + silent);
    for (String language : List.of("en", "fr")) {
      assertThat(Words.in(language).say(refused))
          .as("what, where and how to mend it")
          .contains("127.0.0.1:" + silent)
          .contains(language.equals("en") ? "token is still good" : "jeton");
    }
  }

  @Test
  void where_the_line_goes_behind_the_handshake_it_does_not_say_that_nobody_was_there() {
    Refusal refused = refusal(() -> enrol(headquarters.token()));

    assertThat(refused.code()).isEqualTo(SyncRefused.LINK_DOWN);
    assertThat(headquarters.calls()).containsExactly("Enrol");
  }

  @Test
  void a_server_that_does_not_know_the_opening_is_spoken_to_without_one() {
    headquarters.refuses(
        it ->
            Optional.of(SyncRefusal.SYNC_REFUSAL_OPENING_UNKNOWN)
                .filter(code -> it.hasHello() && it.getHello().getOpening() != 0));
    write();

    assertThat(laptop.getBean(Sync.class).run().acknowledged()).isEqualTo(1);
    assertThat(headquarters.calls()).hasSize(2);
  }

  @Test
  void a_server_that_does_not_know_what_the_hello_names_is_spoken_to_without_it() {
    write();
    laptop.getBean(Sync.class).run();
    openTheNextEpoch();
    headquarters.refuses(
        it ->
            Optional.of(SyncRefusal.SYNC_REFUSAL_MALFORMED)
                .filter(code -> it.hasHello() && it.getHello().getEarlierLogsCount() > 0));
    write();

    laptop.getBean(Sync.class).run();
    assertThat(laptop.getBean(Log.class).pending()).isZero();
  }

  @Test
  void a_server_that_does_not_know_this_laptop_is_told_from_one_that_revoked_it() {
    headquarters.refuses(it -> Optional.of(SyncRefusal.SYNC_REFUSAL_DEVICE_UNKNOWN));
    write();

    assertThat(refusal(() -> laptop.getBean(Sync.class).run()).code())
        .isEqualTo(SyncRefused.DEVICE_UNKNOWN);
    assertThat(laptop.getBean(Log.class).pending()).isEqualTo(1);
  }

  @Test
  void what_a_restored_server_lacks_of_an_earlier_epoch_is_healed_or_its_refusal_is_told() {
    headquarters.sides().backUp();
    write();
    laptop.getBean(Sync.class).run();
    openTheNextEpoch();
    laptop.getBean(Sync.class).run();
    headquarters.sides().restore();
    headquarters.refuses(
        it ->
            Optional.of(SyncRefusal.SYNC_REFUSAL_FRAME)
                .filter(code -> it.hasHello() && it.getHello().getEpoch() == 1));

    Refusal refused = refusal(() -> laptop.getBean(Sync.class).run());
    assertThat(refused.code()).isEqualTo(SyncRefused.EARLIER_LOG_REFUSED);
    assertThat(refused.where()).contains("epoch 1").contains("FRAME");
    assertThat(headquarters.holds()).isZero();

    headquarters.refuses(it -> Optional.empty());
    SyncReport report = laptop.getBean(Sync.class).run();
    assertThat(headquarters.holds()).isEqualTo(1);
    assertThat(report.records()).as("what was healed counts").isEqualTo(1);
    assertThat(report.resumed()).isTrue();
  }

  @Test
  void a_laptop_put_back_to_before_its_present_epoch_says_that_there_is_more_of_it() {
    write();
    laptop.getBean(Sync.class).run();
    openTheNextEpoch();
    write();
    laptop.getBean(Sync.class).run();
    assertThat(laptop.getBean(Sync.class).hasLater()).isFalse();

    SomeStatement.run(laptop, "update device_key set epoch = 1");

    laptop.getBean(Sync.class).run();
    assertThat(laptop.getBean(Sync.class).hasLater()).isTrue();
  }

  @Test
  void what_crossed_before_the_certificate_ran_out_counts_with_what_crosses_after_its_renewal() {
    for (int i = 0; i < 70; i++) {
      write(); // more than one batch
    }
    headquarters.expires(it -> it.hasBatch() && it.getBatch().getFirstNumber() > 1);

    SyncReport report = laptop.getBean(Sync.class).run();

    assertThat(headquarters.calls()).containsExactly("Exchange", "Renew", "Exchange");
    assertThat(report.records()).isEqualTo(70);
    assertThat(report.bytesUp()).isEqualTo(headquarters.bytesHeard());
    assertThat(laptop.getBean(Sync.class).report()).isEqualTo(report);
  }

  private void enrol(byte[] token) {
    enrol(headquarters.port(), token);
  }

  private void enrol(int port, byte[] token) {
    laptop
        .getBean(Enrol.class)
        .run(
            "127.0.0.1:" + port, Base64.getUrlEncoder().withoutPadding().encodeToString(token), "");
  }

  private void openTheNextEpoch() {
    Logs logs = laptop.getBean(Logs.class);
    logs.open(logs.tip(logs.present()));
  }

  private void write() {
    laptop
        .getBean(Log.class)
        .submit(SomeLog.evaluation("some remark"), "evaluator", SomeLog.INSTRUMENT);
  }

  private static Refusal refusal(Runnable work) {
    return catchThrowableOfType(RefusedException.class, work::run).refusal();
  }
}
