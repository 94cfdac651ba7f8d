package retex.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import retex.contract.Classification;
import retex.contract.ContractRefusal;
import retex.contract.DeviceKey;
import retex.contract.Entry;
import retex.contract.ErasureOrder;
import retex.contract.Evaluation;
import retex.contract.Head;
import retex.contract.LogId;
import retex.contract.LogTip;
import retex.contract.LogWriter;
import retex.contract.PersonCertificate;
import retex.contract.PersonRequest;
import retex.contract.PersonRole;
import retex.contract.RecordId;
import retex.contract.Revision;
import retex.contract.SignOff;
import retex.contract.TrainerNote;
import retex.contract.UnitRef;
import retex.exchange.ContentFault;
import retex.exchange.ExchangeRefusal;
import retex.exchange.HeadquartersStore;
import retex.instrument.InstrumentRef;
import retex.instrument.TopicCode;
import retex.refusal.RefusalCode;
import retex.refusal.RefusedException;
import retex.server.SomeStore;
import retex.server.audit.Audit;
import retex.server.device.DeviceRefusal;
import retex.server.device.RevocationOrder;
import retex.server.device.Revocations;
import retex.server.key.ServerKeys;
import retex.server.notice.LetterKind;
import retex.server.notice.Letters;
import retex.server.person.People;
import retex.server.record.ChainCheck;
import retex.server.record.Erasure;
import retex.server.record.Erasures;
import retex.server.record.Records;
import retex.server.record.SomeEntries;

/** What a laptop must not do is refused by name, and what was good before it has landed. */
class HostileEntriesTest {

  private static final InstrumentRef NOTE = InstrumentRef.parse("trainer-note@1");

  @TempDir private Path folder;
  private ApplicationContext server = ApplicationContext.builder().build();
  private final DeviceKey key = DeviceKey.generate(new java.security.SecureRandom());
  private final DeviceKey other = DeviceKey.generate(new java.security.SecureRandom());
  private final LogTip empty = LogTip.empty(new LogId(key.device(), 1));

  @BeforeEach
  void open() {
    SomeStore.migrated(folder);
    server =
        ApplicationContext.builder()
            .properties(Map.of("retex.data", folder.toString(), "grpc.server.enabled", false))
            .start();
    enrol(key);
    enrol(other);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void a_log_lands_once_however_often_it_is_sent() {
    List<Entry> log = log(key, 3);

    ingest().commit(empty, log, head(key, log, 3));
    ingest().commit(empty, log, head(key, log, 3));

    assertThat(server.getBean(Records.class).all()).hasSize(3);
    assertThat(ingest().tip(empty.log()).number()).isEqualTo(3);
    assertThat(server.getBean(Audit.class).verify()).isEmpty();
  }

  @Test
  void a_changed_entry_is_refused_by_its_head_and_the_good_ones_before_it_land() {
    List<Entry> log = log(key, 3);
    List<Entry> changed = new ArrayList<>(log.subList(0, 2));
    changed.add(next(LogTip.at(log.get(1).revision()), "changed on the way"));
    Head head = head(key, log, 3);

    refused(ContractRefusal.HEAD_MISMATCH, () -> ingest().commit(empty, changed, head));
    HeadquartersStore.Prefix prefix =
        ingest().commitPrefix(empty, changed, List.of(head(key, log, 1), head(key, log, 2), head));

    assertThat(prefix.landed().upTo()).isEqualTo(2);
    assertThat(prefix.why().code()).isEqualTo(ContractRefusal.HEAD_MISMATCH);
    assertThat(ingest().tip(empty.log()).number()).isEqualTo(2);
  }

  @Test
  void a_forged_signature_is_refused() {
    List<Entry> log = log(key, 1);
    Head genuine = head(key, log, 1);
    byte[] signature = genuine.signature();
    signature[0] ^= 1;
    Head forged = new Head(genuine.log(), 1, genuine.revision(), signature);

    refused(ContractRefusal.SIGNATURE_WRONG, () -> ingest().commit(empty, log, forged));
    assertThat(server.getBean(Records.class).all()).isEmpty();
  }

  @Test
  void entries_sent_by_another_device_are_refused_and_its_own_log_goes_on() {
    List<Entry> log = log(key, 1);
    LogTip others = LogTip.empty(new LogId(other.device(), 1));

    refused(ContractRefusal.LOG_WRONG, () -> ingest().commit(others, log, head(key, log, 1)));

    List<Entry> own = log(other, 1);
    assertThat(ingest().commit(others, own, head(other, own, 1)).upTo()).isEqualTo(1);
  }

  @Test
  void another_history_of_the_same_numbers_is_a_fork() {
    List<Entry> log = log(key, 2);
    ingest().commit(empty, log, head(key, log, 2));
    List<Entry> fork = List.of(next(empty, "another history"));

    refused(
        ExchangeRefusal.FORK, () -> ingest().commit(empty, fork, key.sign(fork.get(0).revision())));
  }

  @Test
  void a_payload_is_gone_by_an_order_of_this_server_alone() {
    List<Entry> log = log(key, 1);
    Revision revision = log.get(0).revision();
    Head head = head(key, log, 1);
    ErasureOrder foreign = ErasureOrder.sign(other, revision.record(), Instant.now());
    for (Optional<ErasureOrder> order :
        List.of(Optional.<ErasureOrder>empty(), Optional.of(foreign))) {
      List<Entry> erased = List.of(Entry.erased(revision, order));
      refused(ContractRefusal.PAYLOAD_MISSING, () -> ingest().commit(empty, erased, head));
    }

    DeviceKey own = server.getBean(ServerKeys.class).of("bundle");
    ErasureOrder genuine = ErasureOrder.sign(own, revision.record(), Instant.now());
    var restored = List.of(Entry.erased(revision, Optional.of(genuine)));
    assertThat(ingest().commit(empty, restored, head).upTo()).isEqualTo(1);

    assertThat(server.getBean(ChainCheck.class).run().faults()).isEmpty();
    assertThat(server.getBean(Records.class).isErased(revision.record())).isTrue();
    Entry back = ingest().entries(empty.log(), 1, 1).get(0);
    assertThat(back.isErased()).isTrue();
    assertThat(back.erasure().orElseThrow().isBy(own.publicKey())).isTrue();
  }

  @Test
  void who_sends_an_erased_record_again_hears_of_the_order_and_may_go_on() {
    List<Entry> log = log(key, 1);
    ingest().commit(empty, log, head(key, log, 1));
    RecordId record = log.get(0).revision().record();
    server.getBean(Erasures.class).erase(record, new Erasure("Names a source.", "olaf", "nora"));
    Entry again =
        LogWriter.next(
            LogTip.at(log.get(0).revision()),
            record,
            List.of(log.get(0).revision().id()),
            "t",
            InstrumentRef.parse("trainer-note@1"),
            Instant.now(),
            note("said again"));

    var outcome =
        ingest()
            .commit(LogTip.at(log.get(0).revision()), List.of(again), key.sign(again.revision()));

    assertThat(outcome.hasLetters()).as("said before the acknowledgement").isTrue();
    assertThat(server.getBean(Letters.class).after(key.device(), 0, 9))
        .extracting(it -> it.letter().kind())
        .contains(LetterKind.ERASED);
    assertThat(server.getBean(Records.class).find(record)).isEmpty();
  }

  @Test
  void a_revoked_device_is_refused_from_its_next_word_on() {
    List<Entry> log = log(key, 2);
    ingest().commit(empty, log.subList(0, 1), head(key, log, 1));

    server
        .getBean(Revocations.class)
        .revoke(key.device(), RevocationOrder.HAND_OVER, "Lost at a checkpoint.", "test");

    refused(
        DeviceRefusal.DEVICE_REVOKED,
        () ->
            ingest()
                .commit(LogTip.at(log.get(0).revision()), log.subList(1, 2), head(key, log, 2)));
    assertThat(server.getBean(Records.class).all()).hasSize(1);
  }

  @Test
  void an_unknown_instrument_or_unit_is_kept_aside_and_the_log_goes_on() {
    Entry strange =
        LogWriter.first(
            empty, "t", InstrumentRef.parse("trainer-note@99"), Instant.now(), note("a"));
    Entry after = next(LogTip.at(strange.revision()), "b");

    HeadquartersStore.Outcome outcome =
        ingest().commit(empty, List.of(strange, after), key.sign(after.revision()));

    assertThat(outcome.upTo()).isEqualTo(2);
    assertThat(outcome.keptAside())
        .extracting(HeadquartersStore.KeptAside::fault)
        .containsExactly(ContentFault.UNKNOWN_INSTRUMENT, ContentFault.UNKNOWN_UNIT);
    assertThat(server.getBean(Records.class).all()).allMatch(it -> it.quarantined());
  }

  @Test
  void a_sign_off_that_does_not_count_is_kept_aside_and_one_that_does_is_not() {
    var laptop = new SomeEntries();
    Evaluation evaluation = SomeEntries.anEvaluation(UnitRef.coded("U-001"), 3);
    Entry first = laptop.evaluation(evaluation);
    PersonRequest request = PersonRequest.of(other, "Col Some Chief", PersonRole.CHIEF_EVALUATOR);
    PersonCertificate certificate =
        server.getBean(People.class).certify(request.text(), 30, "admin");
    SignOff good =
        SignOff.of(
            other,
            certificate,
            first.revision().record(),
            first.revision().id(),
            evaluation,
            Instant.now());
    SignOff bad =
        SignOff.of(
            key,
            certificate,
            first.revision().record(),
            first.revision().id(),
            evaluation,
            Instant.now());
    ContentFaults faults = server.getBean(ContentFaults.class);
    java.util.function.Function<SignOff, List<String>> found =
        signOff ->
            faults
                .of(
                    new SomeEntries().evaluation(evaluation.with(List.of(signOff), "")),
                    java.util.Set.of())
                .stream()
                .map(retex.server.record.Quarantine::code)
                .toList();
    List<String> ofGood =
        faults
            .of(
                laptop.edit(first, evaluation.with(List.of(good), "")),
                java.util.Set.of(first.revision().id()))
            .stream()
            .map(retex.server.record.Quarantine::code)
            .toList();

    assertThat(ofGood).noneMatch(it -> it.startsWith("SIGN_OFF"));
    assertThat(found.apply(bad)).contains("SIGN_OFF_WRONG");
    assertThat(found.apply(good)).contains("SIGN_OFF_WRONG"); // of another record
  }

  @ParameterizedTest
  @CsvSource({
    "infantry-battalion@1, FORCE_COMMANDER,     false",
    "infantry-battalion@1, POLICE_COMMISSIONER, true",
    "formed-police-unit@1, FORCE_COMMANDER,     true",
    "formed-police-unit@1, POLICE_COMMISSIONER, false",
  })
  void an_evaluation_that_the_other_component_s_commander_signed_is_kept_aside(
      String form, PersonRole office, boolean isAside) {
    var laptop = new SomeEntries();
    Evaluation evaluation = SomeEntries.anEvaluation(UnitRef.coded("U-001"), 3);
    Entry first = laptop.evaluation(evaluation, InstrumentRef.parse(form));
    var signed =
        evaluation.with(
            List.of(
                signed(key, PersonRole.CHIEF_EVALUATOR, first, evaluation),
                signed(other, office, first, evaluation)),
            "");

    List<String> codes =
        server
            .getBean(ContentFaults.class)
            .of(laptop.edit(first, signed), java.util.Set.of(first.revision().id()))
            .stream()
            .map(retex.server.record.Quarantine::code)
            .filter(it -> it.startsWith("SIGN_OFF"))
            .toList();

    assertThat(codes).isEqualTo(isAside ? List.of("SIGN_OFF_WRONG_OFFICE") : List.of());
  }

  private SignOff signed(DeviceKey person, PersonRole office, Entry entry, Evaluation evaluation) {
    String request = PersonRequest.of(person, "Some Body", office).text();
    return SignOff.of(
        person,
        server.getBean(People.class).certify(request, 30, "admin"),
        entry.revision().record(),
        entry.revision().id(),
        evaluation,
        Instant.now());
  }

  private Ingest ingest() {
    return server.getBean(Ingest.class);
  }

  private static void refused(RefusalCode code, ThrowingCallable call) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(call)
        .matches(e -> e.refusal().code() == code, code.name());
  }

  private static Head head(DeviceKey key, List<Entry> log, int number) {
    return key.sign(log.get(number - 1).revision());
  }

  private static List<Entry> log(DeviceKey key, int length) {
    var entries = new ArrayList<Entry>();
    LogTip tip = LogTip.empty(new LogId(key.device(), 1));
    for (int i = 0; i < length; i++) {
      Entry entry = next(tip, "observation " + i);
      entries.add(entry);
      tip = LogTip.at(entry.revision());
    }
    return entries;
  }

  private static Entry next(LogTip tip, String observations) {
    return LogWriter.first(tip, "trainer", NOTE, Instant.now(), note(observations));
  }

  private static TrainerNote note(String observations) {
    return new TrainerNote(
        UnitRef.coded("U-999"),
        "",
        LocalDate.parse("2026-02-10"),
        "en",
        Classification.CONFIDENTIAL,
        "Capt Some Trainer",
        new TopicCode("MED-01"),
        10,
        2,
        "en",
        false,
        1,
        2,
        "",
        "",
        observations,
        List.of(),
        "",
        List.of());
  }

  private void enrol(DeviceKey device) {
    SomeDevices.enrol(server, device);
  }
}
