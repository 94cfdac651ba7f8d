package retex.agent.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.agent.record.Conflicts;
import retex.agent.record.Log;
import retex.agent.record.Logs;
import retex.agent.record.RecordRefusal;
import retex.agent.record.RecordState;
import retex.agent.record.Search;
import retex.agent.vault.SomeLaptop;
import retex.agent.vault.Vault;
import retex.contract.Classification;
import retex.contract.DeviceKey;
import retex.contract.Entry;
import retex.contract.Evaluation;
import retex.contract.Evaluator;
import retex.contract.Improvement;
import retex.contract.LogId;
import retex.contract.LogTip;
import retex.contract.LogWriter;
import retex.contract.Payload;
import retex.contract.RecordId;
import retex.contract.RevisionId;
import retex.contract.UnitComment;
import retex.contract.UnitRef;
import retex.contract.Versions;
import retex.contract.Withdrawal;
import retex.exchange.LaptopInbox;
import retex.instrument.Answer;
import retex.instrument.CriterionCode;
import retex.instrument.InstrumentRef;
import retex.proto.sync.v1.Reference;
import retex.proto.sync.v1.ReferenceContent;
import retex.proto.sync.v1.ReferenceKind;
import retex.proto.sync.v1.RevisionElsewhere;
import retex.refusal.RefusedException;

/** A revision that was written elsewhere comes down and stands against one of this laptop. */
class ConflictTest {

  private static final InstrumentRef FORM = InstrumentRef.parse("infantry-battalion@1");

  @TempDir private static Path folder;
  private static ApplicationContext laptop = ApplicationContext.builder().build();
  private Entry first;
  private Entry ours;
  private LogTip elsewhere;

  @BeforeAll
  static void open() {
    laptop = SomeLaptop.with(Map.of("retex.data", folder.resolve("data").toString())).start();
    laptop.getBean(Vault.class).open("a passphrase of ours".toCharArray());
  }

  @BeforeEach
  void revised() {
    first = log().submit(evaluation(3, 3), "asta", FORM);
    ours = log().revise(record(), first.revision().id(), evaluation(2, 2, "Wells"), "asta");
    var key = DeviceKey.generate(new SecureRandom());
    elsewhere = LogTip.empty(new LogId(key.device(), 1));
  }

  @AfterAll
  static void close() {
    laptop.close();
  }

  @Test
  void both_are_kept_and_nothing_follows_one_of_them_alone() {
    comes(follows(evaluation(4, 4), first));

    assertThat(log().find(record()).state()).isEqualTo(RecordState.CONFLICT);
    assertThat(conflicts().versions(record())).hasSize(2).contains(ours);
    assertThat(log().revisionsOf(record())).hasSize(3).endsWith(ours);
    assertThat(
            laptop
                .getBean(Search.class)
                .find("", Optional.of(RecordState.CONFLICT), 0, 50)
                .records())
        .anyMatch(it -> it.id().equals(record()));
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> log().revise(record(), ours.revision().id(), evaluation(1, 1), "asta"))
        .matches(it -> it.refusal().code() == RecordRefusal.RECORD_IN_CONFLICT);
  }

  @Test
  void a_third_revision_names_both_and_is_a_mixture_where_one_is_wanted() {
    comes(follows(evaluation(4, 4), first));
    List<Entry> heads = conflicts().versions(record());
    Map<String, Integer> chosen = new HashMap<>();
    Conflicts.parts(heads).orElseThrow().parts().stream()
        .filter(Versions.Part::differs)
        .forEach(it -> chosen.put(it.place(), heads.indexOf(ours)));
    assertThat(chosen.keySet()).containsExactlyInAnyOrder("answers.FP1", "answers.FP2");
    chosen.put("answers.FP2", 1 - heads.indexOf(ours));

    Entry third = conflicts().mend(record(), ids(heads), chosen, "", "asta");

    assertThat(third.revision().parents()).hasSize(2).containsAll(ids(heads));
    assertThat(((Evaluation) third.payload()).answers())
        .extracting(Answer::word)
        .containsExactly("2", "4");
    assertThat(log().find(record()).state()).isEqualTo(RecordState.SUBMITTED);
    assertThat(log().find(record()).revision()).isEqualTo(third.revision().id());
    assertThat(log().revisionsOf(record())).hasSize(4).endsWith(third);
  }

  @Test
  void a_resolution_written_elsewhere_is_what_the_record_says_and_can_be_corrected() {
    Entry theirs = follows(evaluation(4, 4), first);
    Entry resolved = follows(evaluation(4, 2), ours, theirs);

    comes(theirs, resolved);

    assertThat(log().find(record()).revision()).isEqualTo(resolved.revision().id());
    assertThat(log().find(record()).state()).isNotEqualTo(RecordState.CONFLICT);
    assertThat(log().revisionsOf(record())).endsWith(resolved);
    log().judged(record(), resolved.revision().id(), RecordState.ACCEPTED, "");
    assertThat(log().find(record()).state()).isEqualTo(RecordState.ACCEPTED);
    Entry next = log().revise(record(), resolved.revision().id(), evaluation(1, 1), "asta");
    assertThat(log().find(record()).revision()).isEqualTo(next.revision().id());
  }

  @Test
  void a_record_is_found_by_what_a_version_written_elsewhere_says_and_no_more_by_what_it_was() {
    Entry theirs = follows(remarked("Generators"), first);
    assertThat(isFoundBy("wells")).isTrue();

    comes(theirs);
    assertThat(isFoundBy("wells")).as("both stand: ours").isTrue();
    assertThat(isFoundBy("generators")).as("both stand: theirs").isTrue();

    comes(follows(remarked("Stretchers"), ours, theirs));
    assertThat(isFoundBy("stretchers")).isTrue();
    assertThat(isFoundBy("wells")).isFalse();
    assertThat(isFoundBy("generators")).isFalse();

    Entry withdrawn = follows(new Withdrawal("Entered twice."), latest());
    comes(withdrawn);
    assertThat(isFoundBy("twice")).isTrue();
    assertThat(isFoundBy("stretchers")).as("still found by what it said").isTrue();

    comes(List.of(), List.of(withdrawn.revision().id().hex()));
    assertThat(isFoundBy("twice")).as("what headquarters took away").isFalse();
  }

  @Test
  void a_record_is_found_by_why_it_was_changed_who_improves_and_who_commented() {
    var said =
        new Evaluation(
            UnitRef.coded("U-9"),
            "",
            LocalDate.parse("2026-02-03"),
            LocalDate.parse("2026-02-06"),
            "en",
            Classification.CONFIDENTIAL,
            List.of(new Evaluator("Some One", "lead")),
            List.of(new Answer.Rated(new CriterionCode("FP1"), 2, "")),
            List.of(),
            List.of(),
            "",
            Optional.of(new UnitComment("Lt Col Kestrel", "Agreed.")),
            List.of(
                new Improvement(
                    new CriterionCode("FP1"),
                    "Drill.",
                    "Quartermaster",
                    LocalDate.parse("2026-05-01"))),
            List.of(),
            List.of(),
            "Logbook found later.");

    Entry kept = log().submit(said, "asta", FORM);

    assertThat(List.of("kestrel", "quartermaster", "logbook"))
        .allMatch(word -> isFoundBy(word, kept.revision().record()));
  }

  private Entry latest() {
    List<Entry> all = log().revisionsOf(record());
    return all.get(all.size() - 1);
  }

  private boolean isFoundBy(String word) {
    return isFoundBy(word, record());
  }

  private static boolean isFoundBy(String word, RecordId record) {
    return laptop.getBean(Search.class).find(word, Optional.empty(), 0, 50).records().stream()
        .anyMatch(it -> it.id().equals(record));
  }

  @Test
  void a_letter_on_one_version_does_not_hide_the_conflict() {
    comes(follows(evaluation(4, 4), first));

    log().judged(record(), ours.revision().id(), RecordState.ACCEPTED, "");

    assertThat(log().find(record()).state()).isEqualTo(RecordState.CONFLICT);
  }

  @Test
  void a_withdrawal_elsewhere_is_taken_or_not() {
    comes(follows(new Withdrawal("Entered twice."), first));
    List<Entry> heads = conflicts().versions(record());
    assertThat(Conflicts.parts(heads)).isEmpty();

    conflicts().take(record(), ids(heads), 1 - heads.indexOf(ours), "asta");

    assertThat(log().find(record()).state()).isEqualTo(RecordState.WITHDRAWN);
  }

  @Test
  void what_headquarters_takes_away_again_leaves_the_record_as_it_was() {
    Entry theirs = follows(evaluation(4, 4), first);
    comes(theirs);

    comes(List.of(), List.of(theirs.revision().id().hex()));

    assertThat(log().find(record()).state()).isEqualTo(RecordState.SUBMITTED);
    assertThat(log().revisionsOf(record())).containsExactly(first, ours);
  }

  @Test
  void what_this_laptop_wrote_and_takes_back_stands_against_what_was_written_meanwhile() {
    first = log().submit(evaluation(3, 3), "asta", FORM);
    Entry theirs = follows(evaluation(4, 4), first);
    comes(theirs);
    assertThat(log().find(record()).revision()).isEqualTo(theirs.revision().id());

    Entry lost =
        LogWriter.next(
            log().tip(),
            record(),
            List.of(first.revision().id()),
            "asta",
            FORM,
            Instant.parse("2026-02-09T08:00:00Z"),
            evaluation(2, 2));
    takesBack(lost);

    assertThat(log().find(record()).state()).isEqualTo(RecordState.CONFLICT);
    assertThat(conflicts().versions(record())).containsExactlyInAnyOrder(lost, theirs);
  }

  @Test
  void a_record_that_is_taken_back_says_what_was_written_of_it_meanwhile() {
    first =
        LogWriter.first(
            log().tip(), "asta", FORM, Instant.parse("2026-02-09T08:00:00Z"), evaluation(3, 3));
    Entry theirs = follows(evaluation(4, 4), first);
    comes(theirs);

    takesBack(first);

    assertThat(log().find(record()).revision()).isEqualTo(theirs.revision().id());
    assertThat(log().find(record()).state()).isNotEqualTo(RecordState.CONFLICT);
  }

  private static void takesBack(Entry entry) {
    assertThat(laptop.getBean(Logs.class).adopt(log().tip(), List.of(entry))).isTrue();
  }

  private Entry follows(Payload payload, Entry... parents) {
    Entry entry =
        LogWriter.next(
            elsewhere,
            record(),
            List.of(parents).stream().map(it -> it.revision().id()).toList(),
            "jori",
            FORM,
            Instant.parse("2026-02-10T08:00:00Z"),
            payload);
    elsewhere = LogTip.at(entry.revision());
    return entry;
  }

  private static void comes(Entry... entries) {
    comes(List.of(entries), List.of());
  }

  private static void comes(List<Entry> entries, List<String> removed) {
    var content = ReferenceContent.newBuilder().addAllRemoved(removed);
    entries.forEach(
        it ->
            content.addRevisions(
                RevisionElsewhere.newBuilder()
                    .setEnvelope(ByteString.copyFrom(it.revision().canonical()))
                    .setPayload(ByteString.copyFrom(it.payloadBytes()))));
    laptop
        .getBean(LaptopInbox.class)
        .keep(
            Reference.newBuilder()
                .setKind(ReferenceKind.REFERENCE_KIND_REVISION)
                .setFrom(ByteString.copyFrom(new byte[8]))
                .setTo(ByteString.copyFrom(new byte[8]))
                .build(),
            content.build());
  }

  private static List<RevisionId> ids(List<Entry> entries) {
    return entries.stream().map(it -> it.revision().id()).toList();
  }

  private RecordId record() {
    return first.revision().record();
  }

  private static Log log() {
    return laptop.getBean(Log.class);
  }

  private static Conflicts conflicts() {
    return laptop.getBean(Conflicts.class);
  }

  private static Evaluation remarked(String remark) {
    return evaluation(4, 4, remark);
  }

  private static Evaluation evaluation(int one, int two) {
    return evaluation(one, two, "");
  }

  private static Evaluation evaluation(int one, int two, String remark) {
    return new Evaluation(
        UnitRef.coded("U-9"),
        "",
        LocalDate.parse("2026-02-03"),
        LocalDate.parse("2026-02-06"),
        "en",
        Classification.CONFIDENTIAL,
        List.of(new Evaluator("Some One", "lead")),
        List.of(
            new Answer.Rated(new CriterionCode("FP1"), one, remark),
            new Answer.Rated(new CriterionCode("FP2"), two, "")),
        List.of(),
        List.of(),
        "",
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        "");
  }
}
