package retex.agent.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.agent.attachment.Attachments;
import retex.agent.attachment.SomePhotograph;
import retex.agent.record.Log;
import retex.agent.record.Logs;
import retex.agent.sync.SomeEnrolment;
import retex.agent.vault.SomeLaptop;
import retex.agent.vault.Vault;
import retex.agent.web.SomePages;
import retex.agent.web.Words;
import retex.bundle.BundleFile;
import retex.bundle.HeadquartersBundles;
import retex.bundle.LaptopBundles;
import retex.bundle.MemoryFiles;
import retex.bundle.SomeFiles;
import retex.contract.Attachment;
import retex.contract.DeviceKey;
import retex.contract.EvaluationBuilder;
import retex.contract.Seal;
import retex.contract.SomeLog;
import retex.exchange.SomeSides;

/** The page without a link, asked over HTTP: bundles of any size, and several sticks. */
class BundlePageTest {

  private static final Seal.Pair SERVER = SomeLog.key(90).sealing();
  private static final Words WORDS = Words.in("en");
  private static final int LARGE = 40_000_000; // more than any form that is held in memory
  private static final Pattern LINK = Pattern.compile("href=\"(/bundle/out/[^\"]+)\"");

  @TempDir private Path folder;
  private ApplicationContext laptop = ApplicationContext.builder().build();
  private SomePages pages;

  @BeforeEach
  void open() {
    start(Map.of());
    SomeEnrolment.with(laptop, SERVER.publicKey());
  }

  private void start(Map<String, Object> more) {
    var properties = new HashMap<String, Object>(more);
    properties.put("retex.data", data().toString());
    properties.put("micronaut.server.port", -1);
    laptop = SomeLaptop.with(properties).start();
    laptop.getBean(Vault.class).open("a passphrase of ours".toCharArray());
    pages = new SomePages(laptop);
  }

  @AfterEach
  void close() {
    laptop.close();
  }

  @Test
  void a_bundle_that_is_larger_than_memory_has_room_for_is_taken_along() throws Exception {
    Path bundle = ofAnother(LARGE);

    HttpResponse<String> answer = pages.upload("/bundle/import", bundle);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("to be handed over at the next synchronisation");
    assertThat(files("bundles/up"))
        .singleElement()
        .satisfies(it -> assertThat(Files.mismatch(it, bundle)).isEqualTo(-1));
    assertThat(files("bundles/in")).isEmpty();
  }

  @Test
  void of_a_file_that_is_no_bundle_not_a_byte_touches_the_disk() throws Exception {
    Path words =
        Files.writeString(folder.resolve("plain.txt"), "the witness said ".repeat(2_000_000));

    HttpResponse<String> answer = pages.upload("/bundle/import", words);

    assertThat(answer.body()).contains(sentence("refusal.BUNDLE_NOT_ONE"));
    assertThat(files("bundles")).isEmpty();
  }

  @Test
  void a_bundle_that_was_cut_is_refused_and_a_form_of_another_site_too() throws Exception {
    Path bundle = ofAnother(100_000);
    byte[] bytes = Files.readAllBytes(bundle);
    Path cut = Files.write(folder.resolve("cut"), java.util.Arrays.copyOf(bytes, 60_000));

    assertThat(pages.upload("/bundle/import", cut).body())
        .contains(sentence("refusal.BUNDLE_TRUNCATED"));
    assertThat(pages.upload("/bundle/import", "not ours", bundle).statusCode()).isEqualTo(422);
    assertThat(files("bundles")).isEmpty();
  }

  @Test
  void a_form_of_another_site_is_answered_though_its_file_is_large() throws Exception {
    Path bundle = ofAnother(LARGE);

    assertThat(pages.upload("/bundle/import", "not ours", bundle).statusCode()).isEqualTo(422);
    assertThat(files("bundles")).isEmpty();
  }

  @Test
  void a_bundle_for_which_the_disk_has_no_room_is_refused_before_a_byte_is_written()
      throws Exception {
    Path bundle = ofAnother(LARGE);
    laptop.close();
    long more = 2 * Files.getFileStore(folder).getUsableSpace();
    start(Map.of("retex.bundle-reserve", Long.toString(more)));

    HttpResponse<String> answer = pages.upload("/bundle/import", bundle);

    assertThat(answer.body()).contains(sentence("refusal.BUNDLE_DISK_FULL"));
    assertThat(files("bundles")).isEmpty();
  }

  @Test
  void what_is_to_be_written_at_most_is_what_goes_into_the_part_that_is_asked_for() {
    var there = new MemoryFiles();
    photographed(there, 1);
    photographed(there, 2);
    Bundles bundles = laptop.getBean(Bundles.class);
    var all = new Bundles.Order(Long.MAX_VALUE, false, false);

    long whole = bundles.atMost(folder, all);
    assertThat(bundles.atMost(folder.resolve("one"), new Bundles.Order(4_500, false, false)))
        .isEqualTo(4_500)
        .isLessThan(whole);
    assertThat(bundles.atMost(folder, new Bundles.Order(4_500, false, false))).isEqualTo(whole);
    bundles.export(folder.resolve("one"), all);
    assertThat(bundles.atMost(folder, new Bundles.Order(Long.MAX_VALUE, true, false))).isZero();
  }

  @Test
  void one_part_is_written_for_one_stick_and_the_page_goes_on_for_the_next() throws Exception {
    var there = new MemoryFiles();
    photographed(there, 1);
    photographed(there, 2);

    String first = pages.post("/bundle/export", Map.of("most", "4500", "onePart", "yes")).body();
    assertThat(first).contains(WORDS.say("bundle.exported.part"));
    assertThat(links(first)).hasSize(1);
    String second =
        pages
            .post("/bundle/export", Map.of("most", "4500", "onePart", "yes", "goOn", "yes"))
            .body();
    assertThat(links(second)).as("what was not saved yet stays").hasSize(2);
    String rest = pages.post("/bundle/export", Map.of("goOn", "yes")).body();
    assertThat(rest).contains(WORDS.say("bundle.exported.ready"));

    var sides = new SomeSides(laptop.getBean(Logs.class).key());
    var headquarters = new HeadquartersBundles(sides.headquarters(), sides.outbox(), there, SERVER);
    List<Path> parts = files("bundles/out");
    assertThat(parts).hasSize(3);
    for (Path part : parts) {
      assertThat(
              headquarters
                  .land(BundleFile.at(part), headquarters.check(BundleFile.at(part)))
                  .waits())
          .isFalse();
    }
    assertThat(sides.headquartersLog()).hasSize(2);
    assertThat(laptop.getBean(Bundles.class).files().left()).isZero();

    String removed = links(rest).get(0);
    assertThat(pages.post(removed + "/removal", Map.of()).statusCode()).isEqualTo(303);
    assertThat(links(pages.get("/bundle").body())).hasSize(2).doesNotContain(removed);
  }

  /** Without its full stop: the file's name stands before it. */
  private static String sentence(String key) {
    String whole = WORDS.say(key);
    return whole.substring(0, whole.length() - 1);
  }

  private Path data() {
    return folder.resolve("data");
  }

  /** A bundle of another laptop for the same server, with files of so many bytes. */
  private Path ofAnother(int bytes) throws IOException {
    var sides = new SomeSides(DeviceKey.generate(new SecureRandom()));
    sides.write(1);
    var files = new SomeFiles();
    for (int left = bytes, seed = 0; left > 0; left -= 4_000_000, seed++) {
      files.add(SomeFiles.file(seed, Math.min(left, 4_000_000)));
    }
    var writing =
        new LaptopBundles(sides.store(), sides.inbox(), files, SERVER.publicKey(), "retex-agent/1");
    var room = new LaptopBundles.Room(Long.MAX_VALUE, Long.MAX_VALUE);
    Path bundle = folder.resolve("another.bundle");
    BundleFile.write(bundle, out -> writing.write(out, 1, 0, room));
    assertThat(Files.size(bundle)).isGreaterThan(bytes);
    return bundle;
  }

  private void photographed(MemoryFiles there, long seed) {
    Attachments attachments = laptop.getBean(Attachments.class);
    Attachment named = attachments.add(SomePhotograph.jpeg(300, 200, 1, seed));
    laptop
        .getBean(Log.class)
        .submit(
            EvaluationBuilder.builder(SomeLog.evaluation("some remark"))
                .attachments(List.of(named))
                .build(),
            "evaluator",
            SomeLog.INSTRUMENT);
    there.name(attachments.copy(named.hash()));
  }

  private static List<String> links(String page) {
    return LINK.matcher(page).results().map(it -> it.group(1)).toList();
  }

  private List<Path> files(String place) throws IOException {
    Path root = data().resolve(place);
    if (Files.notExists(root)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
