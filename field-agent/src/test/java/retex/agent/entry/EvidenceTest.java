package retex.agent.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.agent.attachment.Attachments;
import retex.agent.attachment.SomePhotograph;
import retex.agent.draft.Drafts;
import retex.agent.record.Log;
import retex.agent.vault.SomeLaptop;
import retex.agent.vault.SomeStatement;
import retex.agent.vault.Vault;
import retex.agent.web.SomePages;
import retex.contract.Attachment;
import retex.contract.Entry;
import retex.contract.FileHash;
import retex.refusal.RefusedException;

/** Photographs of a draft, from the first one to the record that names them. */
class EvidenceTest {

  private static final Path SAMPLE =
      Path.of("../deploy/src/main/resources/sample/records-west.jsonl");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private Path folder;
  private ApplicationContext laptop = ApplicationContext.builder().build();

  @BeforeEach
  void open() {
    laptop =
        SomeLaptop.with(
                Map.of(
                    "retex.data", folder.resolve("data").toString(), "micronaut.server.port", -1))
            .start();
    laptop.getBean(Vault.class).open("a passphrase of ours".toCharArray());
  }

  @AfterEach
  void close() {
    laptop.close();
  }

  @Test
  void a_record_names_its_photographs_by_hash_criterion_and_caption() throws IOException {
    String draft = draft(sample());
    String hash = evidence().add(draft, "FP1", photograph(1)).hash();
    evidence().add(draft, "", photograph(2));
    evidence().caption(draft, "FP1", hash, "The north gate");

    String record = submission().submit(drafts().find(draft)).record();

    Entry entry = log().revisionsOf(retex.contract.RecordId.parse(record)).get(0);
    List<Attachment> named = entry.payload().attachments();
    assertThat(named).hasSize(2);
    assertThat(named.get(0).hash().hex()).isEqualTo(hash);
    assertThat(named.get(0).criterion()).isEqualTo("FP1");
    assertThat(named.get(0).caption()).isEqualTo("The north gate");
    assertThat(log().namedFiles()).hasSize(2);
    String again = submission().correct(log().find(entry.revision().record())).id();
    assertThat(DraftForm.of(drafts().find(again).content()).files()).hasSize(2);
  }

  @Test
  void removing_a_photograph_just_added_can_be_undone_and_so_can_adding_it() throws IOException {
    String draft = draft(sample());
    String hash = evidence().add(draft, "FP1", photograph(3)).hash();
    evidence().caption(draft, "FP1", hash, "The gate by night");

    evidence().remove(draft, "FP1", hash);
    assertThat(files(draft)).isEmpty();
    keeping().undo(draft);

    assertThat(files(draft))
        .singleElement()
        .matches(it -> it.caption().equals("The gate by night"));
    keeping().undo(draft);
    assertThat(files(draft)).singleElement().matches(it -> it.caption().isEmpty());
    keeping().undo(draft);
    assertThat(files(draft)).isEmpty();
  }

  @Test
  void one_photograph_may_show_two_criteria_and_stands_once_at_each() throws IOException {
    String draft = draft(sample());

    evidence().add(draft, "FP1", photograph(4));
    evidence().add(draft, "FP2", photograph(4));
    evidence().add(draft, "FP2", photograph(4));

    assertThat(files(draft)).hasSize(2);
    assertThat(submission().submit(drafts().find(draft)).problems()).isEmpty();
    assertThat(log().namedFiles()).hasSize(1);
  }

  @Test
  void more_than_a_record_may_have_is_refused() throws IOException {
    String draft = draft(sample());
    for (int i = 0; i < LineFiles.MOST; i++) {
      evidence().add(draft, "", photograph(100 + i));
    }

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> evidence().add(draft, "", photograph(5)))
        .matches(it -> it.refusal().code() == EntryRefusal.FILES_TOO_MANY);
  }

  @Test
  void an_import_takes_files_by_their_paths() throws IOException {
    Files.write(folder.resolve("gate.jpg"), photograph(6));
    Files.writeString(folder.resolve("page.jpg"), "<html></html>");
    String good = withFile("gate.jpg", "FP1");

    FileImport.Outcome unfit =
        imports().run(List.of(withFile("page.jpg", "FP1")), folder, false, false);
    FileImport.Outcome missing =
        imports().run(List.of(withFile("none.jpg", "FP1")), folder, false, false);
    FileImport.Outcome nowhere =
        imports().run(List.of(withFile("gate.jpg", "ZZ9")), folder, false, false);
    FileImport.Outcome taken = imports().run(List.of(good), folder, false, false);
    FileImport.Outcome again = imports().run(List.of(good), folder, false, false);

    assertThat(code(unfit)).isEqualTo("ATTACHMENT_TYPE_UNFIT");
    assertThat(code(missing)).isEqualTo("FILE_UNREADABLE");
    assertThat(code(nowhere)).isEqualTo("CRITERION_UNKNOWN");
    assertThat(taken.taken()).hasSize(1);
    assertThat(again.alreadyThere()).hasSize(1);
    Attachment named = log().after(0, 1).get(0).payload().attachments().get(0);
    assertThat(laptop.getBean(Attachments.class).copy(named.hash())).hasSize(named.size());
  }

  @Test
  void what_a_discarded_draft_alone_had_is_forgotten_and_what_a_record_names_is_not()
      throws IOException {
    String kept = draft(sample());
    String hash = evidence().add(kept, "", photograph(7)).hash();
    submission().submit(drafts().find(kept));

    evidence().sweep();

    assertThat(laptop.getBean(Attachments.class).holds(FileHash.parse(hash))).isTrue();
  }

  @Test
  void a_store_put_back_from_a_copy_forgets_no_file_until_it_knows_again_what_its_records_name()
      throws IOException {
    String kept = draft(sample());
    var named = FileHash.parse(evidence().add(kept, "", photograph(8)).hash());
    submission().submit(drafts().find(kept));
    Attachments attachments = laptop.getBean(Attachments.class);
    FileHash unnamed = attachments.add(photograph(9)).hash();
    SomeStatement.run(laptop, "delete from attachment");
    try (var files = Files.list(folder.resolve("data/attachments"))) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
      }
    }
    Files.createFile(folder.resolve("data/put-back")); // as the vault leaves it

    evidence().sweep();
    assertThat(attachments.holds(unnamed)).isTrue();

    laptop.getBean(Vault.class).caughtUp();
    evidence().sweep();
    assertThat(attachments.holds(unnamed)).isFalse();
    assertThat(attachments.holds(named)).isTrue();
    assertThat(attachments.origin(named).isKnown()).isFalse();
    assertThat(attachments.original(named).bytes()).isEqualTo(photograph(8));
    assertThat(attachments.origin(named).position()).isEqualTo(SomePhotograph.POSITION);
  }

  @Test
  void a_submitted_record_shows_what_the_camera_wrote_as_confidential() throws Exception {
    String draft = draft(sample());
    evidence().add(draft, "FP1", photograph(11));
    String record = submission().submit(drafts().find(draft)).record();

    String page = new SomePages(laptop).get("/own/" + record + "?lang=en").body();

    assertThat(page)
        .contains("Confidential: it stays on this laptop and is never sent.")
        .contains(SomePhotograph.POSITION, SomePhotograph.MAKER, SomePhotograph.TAKEN);
  }

  private static String code(FileImport.Outcome outcome) {
    assertThat(outcome.isRefused()).isTrue();
    return outcome.problems().get(0).why().code().name();
  }

  private static String sample() throws IOException {
    return Files.readAllLines(SAMPLE).stream()
        .filter(line -> line.contains("infantry-battalion@1"))
        .findFirst()
        .orElseThrow();
  }

  private static String withFile(String path, String criterion) throws IOException {
    ObjectNode line = (ObjectNode) JSON.readTree(sample());
    line.withArray("attachments").addObject().put("path", path).put("criterion", criterion);
    return line.toString();
  }

  private String draft(String line) {
    return imports().run(List.of(line), true, false).taken().get(0);
  }

  private List<FileFields.One> files(String draft) {
    return DraftForm.of(drafts().find(draft).content()).files();
  }

  private static byte[] photograph(long seed) {
    return SomePhotograph.jpeg(60, 40, 1, seed);
  }

  private FileImport imports() {
    return laptop.getBean(FileImport.class);
  }

  private Evidence evidence() {
    return laptop.getBean(Evidence.class);
  }

  private Submission submission() {
    return laptop.getBean(Submission.class);
  }

  private Keeping keeping() {
    return laptop.getBean(Keeping.class);
  }

  private Drafts drafts() {
    return laptop.getBean(Drafts.class);
  }

  private Log log() {
    return laptop.getBean(Log.class);
  }
}
