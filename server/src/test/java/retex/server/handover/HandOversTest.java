package retex.server.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.contract.ContractRefusal;
import retex.contract.Entry;
import retex.contract.Head;
import retex.contract.LogTip;
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

    server
        .getBean(Erasures.class)
        .erase(known.revision().record(), new Erasure("Names a source.", "olaf", "nora"));

    assertThat(before).isPositive();
    assertThat(backlog().lines().get(1).bytes()).isZero();
    assertThat(backlog().lines().get(0).bytes()).isPositive();
  }

  private void bring() {
    quarantine().commit(LogTip.at(known.revision()), List.of(second, third), laptop.head());
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
