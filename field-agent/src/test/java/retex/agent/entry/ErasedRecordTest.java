package retex.agent.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import io.micronaut.transaction.TransactionOperations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.agent.attachment.Attachments;
import retex.agent.attachment.SomePhotograph;
import retex.agent.draft.Drafts;
import retex.agent.record.Erasures;
import retex.agent.record.Log;
import retex.agent.record.Logs;
import retex.agent.record.OwnRecord;
import retex.agent.record.RecordRefusal;
import retex.agent.record.RecordState;
import retex.agent.record.Search;
import retex.agent.vault.Decrypted;
import retex.agent.vault.SomeLaptop;
import retex.agent.vault.Vault;
import retex.contract.DeviceKey;
import retex.contract.Entry;
import retex.contract.ErasureOrder;
import retex.contract.FileHash;
import retex.contract.LogTip;
import retex.contract.LogVerifier;
import retex.contract.RecordId;
import retex.refusal.RefusedException;
import retex.wire.EntryBatch;

/** A record is erased on order of headquarters: nothing that it said is left on the laptop. */
class ErasedRecordTest {

  private static final Path SAMPLE =
      Path.of("../deploy/src/main/resources/sample/records-west.jsonl");
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");
  private static final List<String> SAID =
      List.of(
          "Zorblax", // in a comment of the record
          "Quendril", // in the revision that was not sent yet
          "Mumphrey", // in a draft made from it
          "Vantoose", // a caption
          "Krellim", // the reviewer's remark
          "reference-of-the-erased");

  @TempDir private Path folder;
  @TempDir private Path work;
  private final DeviceKey headquarters = DeviceKey.generate(new SecureRandom());
  private final AskedClock clock = new AskedClock();
  private ApplicationContext laptop = ApplicationContext.builder().build();

  @BeforeEach
  void open() {
    laptop =
        SomeLaptop.with(Map.of("retex.data", folder.toString()))
            .beanDefinitions(
                RuntimeBeanDefinition.builder(Clock.class, () -> clock)
                    .singleton(true)
                    .replaces(Clock.class)
                    .build())
            .start();
    laptop.getBean(Vault.class).open("a passphrase of ours".toCharArray());
  }

  @AfterEach
  void close() {
    laptop.close();
  }

  @Test
  void no_byte_under_the_data_folder_says_any_of_it_afterwards_decrypted_or_not()
      throws IOException, SQLException {
    RecordId record = aFullDay();
    for (String said : SAID) {
      assertThat(holding(said)).as(said).isNotEmpty();
    }

    erase(record);

    for (String said : SAID) {
      assertThat(holding(said)).as(said).isEmpty();
    }
    assertThat(holding("the other record")).isNotEmpty();
    assertThat(snapshots()).isNotEmpty();
  }

  @Test
  void what_a_fork_left_under_the_record_s_old_id_goes_too() throws IOException, SQLException {
    RecordId old = aFullDay();
    Logs logs = laptop.getBean(Logs.class);
    logs.open(LogTip.empty(logs.present()));
    laptop.getBean(Search.class).catchUp();
    RecordId record = log().findByReference("reference-of-the-erased").orElseThrow().id();
    assertThat(record).isNotEqualTo(old);
    FileHash photograph = log().revisionsOf(record).get(0).payload().attachments().get(0).hash();

    erase(record);

    for (String said : SAID) {
      assertThat(holding(said)).as(said).isEmpty();
    }
    assertThat(laptop.getBean(Attachments.class).holds(photograph)).isFalse();
    assertThat(holding("the other record")).isNotEmpty();
    assertThat(log().all()).hasSize(2);
  }

  @Test
  void what_is_erased_while_the_store_is_written_anew_goes_with_the_next_time()
      throws IOException, SQLException {
    RecordId record = aFullDay();
    RecordId other = log().findByReference("other").orElseThrow().id();
    clock.meanwhile =
        () ->
            laptop.getBean(Erasures.class).erase(other, ErasureOrder.sign(headquarters, other, AT));

    erase(record);
    assertThat(log().find(other).state()).isEqualTo(RecordState.ERASED);
    assertThat(holding("Xylomant")).as("an index that was not merged since").isNotEmpty();

    laptop.getBean(Erasures.class).scrub();

    assertThat(holding("Xylomant")).isEmpty();
  }

  @Test
  void an_order_in_a_file_is_carried_out_behind_the_one_transaction_in_which_the_file_is_taken()
      throws IOException, SQLException {
    RecordId record = aFullDay();
    Erasures erasures = laptop.getBean(Erasures.class);
    long began = System.nanoTime();

    transactions()
        .executeWrite(
            status -> {
              erasures.erase(record, ErasureOrder.sign(headquarters, record, AT));
              erasures.scrub();
              return record;
            });
    Duration taken = Duration.ofNanos(System.nanoTime() - began);
    erasures.scrub();

    assertThat(taken).isLessThan(Duration.ofSeconds(2)); // as long as the file's lock is awaited
    assertThat(holding("Zorblax")).isEmpty();
  }

  @Test
  void the_list_says_so_with_the_date_and_nothing_can_be_done_with_it() throws IOException {
    RecordId record = aFullDay();

    erase(record);

    OwnRecord own = log().find(record);
    assertThat(own.state()).isEqualTo(RecordState.ERASED);
    assertThat(Remarks.of(own, retex.agent.web.Words.in("en"))).contains("order of headquarters");
    assertThat(Remarks.of(own, retex.agent.web.Words.in("fr"))).contains("ordre du siège");
    Search search = laptop.getBean(Search.class);
    assertThat(search.find("", Optional.of(RecordState.ERASED), 0, 9).records()).hasSize(1);
    assertThat(search.find("Zorblax", Optional.empty(), 0, 9).records()).isEmpty();
    assertThat(search.find("", Optional.empty(), 0, 9).records()).hasSize(2);
    assertThat(drafts().all()).isEmpty();
    refused(() -> log().revisionsOf(record));
    refused(() -> log().withdraw(record, "again", "somebody"));
  }

  @Test
  void files_that_only_it_named_are_gone_and_one_that_another_record_names_is_not()
      throws IOException {
    byte[] own = photograph(1);
    byte[] shared = photograph(2);
    String draft = draft("one");
    FileHash ownHash = FileHash.parse(evidence().add(draft, "", own).hash());
    FileHash sharedHash = FileHash.parse(evidence().add(draft, "", shared).hash());
    RecordId record = RecordId.parse(submission().submit(drafts().find(draft)).record());
    String other = draft("two");
    evidence().add(other, "", shared);
    submission().submit(drafts().find(other));

    erase(record);

    Attachments attachments = laptop.getBean(Attachments.class);
    assertThat(attachments.holds(ownHash)).isFalse();
    assertThat(attachments.holds(sharedHash)).isTrue();
    assertThat(attachments.copy(sharedHash)).isNotEmpty();
  }

  @Test
  void the_log_keeps_its_numbers_and_crosses_the_link_with_the_order_in_the_payload_s_place()
      throws IOException {
    RecordId record = aFullDay();
    List<Entry> before = laptop.getBean(Logs.class).after(log().tip().log(), 0, 100);

    erase(record);

    List<Entry> after = laptop.getBean(Logs.class).after(log().tip().log(), 0, 100);
    assertThat(after).isEqualTo(before);
    LogTip tip = LogTip.empty(log().tip().log());
    for (Entry entry : EntryBatch.decode(tip, EntryBatch.encode(after))) {
      tip = LogVerifier.follow(tip, entry);
      boolean isErased = entry.revision().record().equals(record);
      assertThat(entry.isErased()).isEqualTo(isErased);
      assertThat(entry.erasure().filter(it -> it.isBy(headquarters.publicKey())).isPresent())
          .isEqualTo(isErased);
    }
    assertThat(tip).isEqualTo(log().tip());
    Logs logs = laptop.getBean(Logs.class);
    logs.open(LogTip.empty(logs.present())); // the log forks: erased entries go along as they are
    assertThat(logs.after(logs.present(), 0, 100)).extracting(Entry::isErased).contains(true);
    assertThat(log().all()).extracting(OwnRecord::state).contains(RecordState.ERASED);
  }

  /** Submitted, judged, corrected, begun to be corrected again; and another record. */
  private RecordId aFullDay() throws IOException {
    String draft = draft("reference-of-the-erased", "Zorblax was seen at the gate.");
    String hash = evidence().add(draft, "FP1", photograph(3)).hash();
    evidence().caption(draft, "FP1", hash, "Vantoose by night");
    RecordId record = RecordId.parse(submission().submit(drafts().find(draft)).record());
    OwnRecord own = log().find(record);
    String again = corrected(own, "Quendril was seen at the gate.");
    submission().submit(drafts().find(again));
    own = log().find(record);
    log().judged(record, own.revision(), RecordState.RETURNED, "Krellim must be explained.");
    corrected(own, "Mumphrey was seen at the gate.");
    String other = draft("other", "This is the other record, Xylomant.");
    submission().submit(drafts().find(other));
    laptop.getBean(Search.class).catchUp();
    return record;
  }

  private String corrected(OwnRecord own, String comment) throws IOException {
    var draft = submission().correct(own);
    String place = "answer.FP1.comment";
    ObjectNode content = (ObjectNode) JSON.readTree(drafts().find(draft.id()).content());
    ((ObjectNode) content.get("answers").get("FP1")).put("comment", comment);
    drafts()
        .change(
            draft.id(),
            it ->
                Drafts.Edit.of(
                    content.toString(), List.of(new Drafts.Field(place, "before", comment))),
            it -> it);
    return draft.id();
  }

  private void erase(RecordId record) {
    Erasures erasures = laptop.getBean(Erasures.class);
    erasures.erase(record, ErasureOrder.sign(headquarters, record, AT));
    erasures.scrub();
  }

  private List<String> holding(String text) throws IOException, SQLException {
    return Decrypted.holding(laptop.getBean(Vault.class), folder, text, work);
  }

  private List<Path> snapshots() throws IOException {
    try (var all = Files.list(folder.resolve("snapshots"))) {
      return all.toList();
    }
  }

  private String draft(String reference) throws IOException {
    return draft(reference, "A comment.");
  }

  private String draft(String reference, String comment) throws IOException {
    String line =
        Files.readAllLines(SAMPLE).stream()
            .filter(it -> it.contains("infantry-battalion@1"))
            .findFirst()
            .orElseThrow();
    ObjectNode content = (ObjectNode) JSON.readTree(line);
    content.put("reference", reference);
    ((ObjectNode) content.get("answers").get("FP1")).put("comment", comment);
    FileImport imports = laptop.getBean(FileImport.class);
    return imports.run(List.of(content.toString()), true, false).taken().get(0);
  }

  private static byte[] photograph(long seed) {
    return SomePhotograph.jpeg(60, 40, 1, seed);
  }

  @SuppressWarnings("unchecked")
  private TransactionOperations<Connection> transactions() {
    return laptop.getBean(TransactionOperations.class);
  }

  private Log log() {
    return laptop.getBean(Log.class);
  }

  private Drafts drafts() {
    return laptop.getBean(Drafts.class);
  }

  private Evidence evidence() {
    return laptop.getBean(Evidence.class);
  }

  private Submission submission() {
    return laptop.getBean(Submission.class);
  }

  private static void refused(Runnable work) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(work::run)
        .satisfies(it -> assertThat(it.refusal().code()).isEqualTo(RecordRefusal.RECORD_ERASED));
  }

  /** The machine's, in the middle of whose being asked for an instant something happens, once. */
  private static final class AskedClock extends Clock {
    private Runnable meanwhile = () -> {};

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return Clock.system(zone);
    }

    @Override
    public long millis() {
      return System.currentTimeMillis(); // for what looks now and then
    }

    @Override
    public Instant instant() {
      Runnable now = meanwhile;
      meanwhile = () -> {};
      now.run();
      return Instant.now();
    }
  }
}
