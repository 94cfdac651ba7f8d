package retex.server.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.contract.ContractRefusal;
import retex.contract.DeviceKey;
import retex.contract.Entry;
import retex.contract.ErasureOrder;
import retex.contract.Head;
import retex.contract.LogTip;
import retex.contract.RecordId;
import retex.contract.UnitRef;
import retex.refusal.RefusalCode;
import retex.refusal.RefusedException;
import retex.server.SomeStore;
import retex.server.audit.Audit;
import retex.server.device.DeviceRefusal;
import retex.server.device.RevocationOrder;
import retex.server.device.Revocations;
import retex.server.handover.HandOvers.Backlog;
import retex.server.handover.Settling.Claim;
import retex.server.handover.Settling.Order;
import retex.server.ingest.Ingest;
import retex.server.ingest.SomeDevices;
import retex.server.key.ServerKeys;
import retex.server.record.ChainCheck;
import retex.server.record.Erasure;
import retex.server.record.Erasures;
import retex.server.record.Records;
import retex.server.record.SomeEntries;

/** What revoked laptops bring: kept apart, admitted by two, and then as if it had always come. */
class HandOversTest {

  private static final UnitRef UNIT = UnitRef.typed("ELDBATT", "infantry-battalion", "ELD", "M");

  @TempDir private Path folder;
  private final SomeEntries laptop = new SomeEntries();
  private final Entry known = laptop.evaluation(UNIT);
  private final Head knownHead = laptop.head();
  private final Entry second = laptop.note(UNIT);
  private final Entry third = laptop.withdrawal(known);
  private ApplicationContext server;

  @BeforeEach
  void open() {
    server = SomeStore.in(folder);
    SomeDevices.enrol(server, laptop.key());
    ingest().commit(LogTip.empty(laptop.log()), List.of(known), knownHead);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void a_backlog_lies_apart_until_a_second_person_agrees() {
    revoke(RevocationOrder.HAND_OVER);
    bring();

    assertThat(revisionsOf(known)).hasSize(1);
    assertThat(backlog().lines()).hasSize(2);
    assertThat(handOvers().admit(laptop.device(), backlog().version(), "rita")).isFalse();
    assertThat(revisionsOf(known)).hasSize(1);
    refused(HandOverRefusal.ADMITTER_IS_PROPOSER, () -> admit("rita"));

    assertThat(handOvers().admit(laptop.device(), backlog().version(), "rob")).isTrue();

    assertThat(revisionsOf(known)).hasSize(2);
    assertThat(revisionsOf(second)).hasSize(1);
    assertThat(server.getBean(Records.class).find(second.revision().record()).orElseThrow())
        .matches(it -> it.quarantine().orElseThrow().code().equals("UNKNOWN_UNIT"));
    assertThat(server.getBean(ChainCheck.class).run().faults()).isEmpty();
    assertThat(backlog().state()).isEqualTo("admitted");
    assertThat(backlog().lines()).isEmpty();
    assertThat(server.getBean(Audit.class).latest(20))
        .extracting(it -> it.action())
        .contains("device.revoked", "handover.arrived", "handover.proposed", "handover.admitted");
  }

  @Test
  void what_arrives_after_somebody_agreed_must_be_agreed_to_anew() {
    revoke(RevocationOrder.HAND_OVER);
    Head first = laptop.key().sign(second.revision());
    quarantine().commit(LogTip.at(known.revision()), List.of(second), first);
    String seen = backlog().version();
    admit("rita");

    quarantine().commit(LogTip.at(second.revision()), List.of(third), laptop.head());

    assertThat(backlog().state()).isEqualTo("waiting");
    refused(
        HandOverRefusal.HAND_OVER_CHANGED, () -> handOvers().admit(laptop.device(), seen, "rob"));
  }

  @Test
  void one_person_may_refuse_with_a_reason_and_nothing_is_lost_by_it() {
    revoke(RevocationOrder.HAND_OVER);
    bring();

    refused(
        HandOverRefusal.HAND_OVER_REASON_MISSING,
        () -> handOvers().refuse(laptop.device(), backlog().version(), " ", "rita"));
    handOvers().refuse(laptop.device(), backlog().version(), "Written after the loss.", "rita");

    assertThat(backlog().state()).isEqualTo("refused");
    assertThat(revisionsOf(known)).hasSize(1);
    admit("rob");
    admit("rita");
    assertThat(revisionsOf(known)).hasSize(2);
  }

  @Test
  void the_order_to_destroy_is_given_only_when_everything_is_on_the_disk() {
    revoke(RevocationOrder.HAND_OVER);
    var end = List.of(new Claim(1, 3, third.revision().id()));

    assertThat(settling().order(laptop.device())).isEqualTo(Order.HAND_OVER);
    assertThat(settling().settle(laptop.device(), end, Set.of()).epochs()).containsExactly(1);
    assertThat(revocations().find(laptop.device()).orElseThrow().ordered()).isEmpty();
    bring();

    assertThat(settling().settle(laptop.device(), end, Set.of()).isNothing()).isTrue();
    assertThat(revocations().find(laptop.device()).orElseThrow().ordered()).isPresent();
    var other = List.of(new Claim(1, 3, second.revision().id()));
    assertThat(settling().settle(laptop.device(), other, Set.of()).isNothing()).isFalse();
  }

  @Test
  void a_stolen_laptop_brings_nothing_and_one_that_is_not_revoked_neither() {
    refused(DeviceRefusal.DEVICE_REVOKED, this::bring);
    assertThat(settling().order(laptop.device())).isEqualTo(Order.NONE);

    revoke(RevocationOrder.HAND_OVER);
    revoke(RevocationOrder.STOLEN);

    refused(DeviceRefusal.DEVICE_REVOKED, this::bring);
    refused(
        DeviceRefusal.DEVICE_REVOKED,
        () -> settling().settle(laptop.device(), List.of(), Set.of()));
    assertThat(settling().order(laptop.device())).isEqualTo(Order.STOLEN);
    settling().confirmed(laptop.device());
    assertThat(revocations().find(laptop.device()).orElseThrow().destroyed()).isPresent();
    refused(DeviceRefusal.DEVICE_REVOKED, () -> revoke(RevocationOrder.HAND_OVER));
  }

  @Test
  void a_laptop_is_not_revoked_without_a_reason() {
    refused(
        DeviceRefusal.REVOCATION_REASON_MISSING,
        () -> revocations().revoke(laptop.device(), RevocationOrder.STOLEN, "  ", "ada"));
    assertThat(revocations().find(laptop.device())).isEmpty();
  }

  @Test
  void what_the_laptop_did_not_sign_is_not_taken_into_quarantine() {
    revoke(RevocationOrder.HAND_OVER);
    Head genuine = laptop.head();
    byte[] signature = genuine.signature();
    signature[3] ^= 1;
    var forged = new Head(genuine.log(), genuine.number(), genuine.revision(), signature);

    refused(
        ContractRefusal.SIGNATURE_WRONG,
        () -> quarantine().commit(LogTip.at(known.revision()), List.of(second, third), forged));
    assertThat(handOvers().all()).isEmpty();
  }

  @Test
  void a_record_that_is_erased_meanwhile_leaves_the_quarantine_too() {
    revoke(RevocationOrder.HAND_OVER);
    bring();
    int before = backlog().lines().get(1).bytes();

    erase(known);

    assertThat(before).isPositive();
    assertThat(backlog().lines().get(1).bytes()).isZero();
    assertThat(backlog().lines().get(0).bytes()).isPositive();
  }

  @Test
  void a_payload_that_nobody_ordered_to_erase_is_not_taken_into_quarantine() {
    revoke(RevocationOrder.HAND_OVER);

    refused(
        ContractRefusal.PAYLOAD_MISSING,
        () -> bring(second, Entry.erased(third.revision(), Optional.empty())));
    assertThat(handOvers().all()).isEmpty();
  }

  @Test
  void what_was_erased_here_does_not_come_back_into_quarantine() {
    revoke(RevocationOrder.HAND_OVER);
    erase(known);
    bring();

    assertThat(backlog().lines().get(1).bytes()).isZero();
    admit("rita");
    admit("rob");

    assertThat(revisionsOf(second)).hasSize(1);
    assertThat(server.getBean(ChainCheck.class).run().faults()).isEmpty();
  }

  @Test
  void an_erasure_that_the_server_forgot_is_known_again_from_what_was_handed_over() {
    revoke(RevocationOrder.HAND_OVER);
    RecordId record = known.revision().record();
    DeviceKey key = server.getBean(ServerKeys.class).of("bundle");
    var order = ErasureOrder.sign(key, record, Instant.parse("2026-02-11T10:00:00Z"));
    bring(second, Entry.erased(third.revision(), Optional.of(order)));
    assertThat(revisionsOf(known)).hasSize(1);

    admit("rita");
    admit("rob");

    assertThat(revisionsOf(known)).isEmpty();
    assertThat(server.getBean(Records.class).isErased(record)).isTrue();
    assertThat(server.getBean(ChainCheck.class).run())
        .isEqualTo(new ChainCheck.Result(1, 3, 2, List.of()));
  }

  @Test
  void an_erasure_finds_nothing_left_of_what_lay_in_quarantine() throws IOException {
    revoke(RevocationOrder.HAND_OVER);
    bring();
    admit("rita");
    admit("rob");
    assertThat(filesHold("Les soldats posent le garrot")).isTrue();

    erase(second);
    server.getBean(Erasures.class).scrub();

    assertThat(filesHold("Les soldats posent le garrot")).isFalse();
  }

  private boolean filesHold(String words) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        var bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        if (bytes.contains(words)) {
          return true;
        }
      }
      return false;
    }
  }

  private void erase(Entry first) {
    server
        .getBean(Erasures.class)
        .erase(first.revision().record(), new Erasure("Names a source.", "olaf", "nora"));
  }

  private void bring(Entry... entries) {
    quarantine().commit(LogTip.at(known.revision()), List.of(entries), laptop.head());
  }

  private void bring() {
    bring(second, third);
  }

  private void admit(String officer) {
    handOvers().admit(laptop.device(), backlog().version(), officer);
  }

  private void revoke(RevocationOrder order) {
    revocations().revoke(laptop.device(), order, "Left behind at a checkpoint.", "ada");
  }

  private List<Entry> revisionsOf(Entry first) {
    return server.getBean(Records.class).revisionsOf(first.revision().record());
  }

  private Backlog backlog() {
    return handOvers().find(laptop.device());
  }

  private HandOvers handOvers() {
    return server.getBean(HandOvers.class);
  }

  private Quarantine quarantine() {
    return server.getBean(Quarantine.class);
  }

  private Settling settling() {
    return server.getBean(Settling.class);
  }

  private Revocations revocations() {
    return server.getBean(Revocations.class);
  }

  private Ingest ingest() {
    return server.getBean(Ingest.class);
  }

  private static void refused(RefusalCode code, Runnable work) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(work::run)
        .satisfies(it -> assertThat(it.refusal().code()).isEqualTo(code));
  }
}
