package retex.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.contract.Attachment;
import retex.contract.DeviceId;
import retex.contract.Entry;
import retex.contract.Evaluation;
import retex.contract.EvaluationBuilder;
import retex.contract.FileHash;
import retex.contract.FileOutcome;
import retex.contract.UnitRef;
import retex.delivery.FileIntake.Wanted;
import retex.server.SomeStore;
import retex.server.blob.Arriving;
import retex.server.record.Arrival;
import retex.server.record.Attachments;
import retex.server.record.Erasure;
import retex.server.record.Erasures;
import retex.server.record.Records;
import retex.server.record.Revisions;
import retex.server.record.SomeEntries;

/** Photographs that follow records: what is wanted of whom, and what counts when it has come. */
class DeliveriesTest {

  private static final Instant NOW = Instant.parse("2026-02-11T10:00:00Z");

  @TempDir Path folder;
  private final SomeEntries first = new SomeEntries();
  private final SomeEntries second = new SomeEntries();
  private ApplicationContext context;

  @BeforeEach
  void open() {
    context = SomeStore.in(folder);
    for (SomeEntries laptop : List.of(first, second)) {
      SomeDevices.enrol(context, laptop.key());
    }
  }

  @AfterEach
  void close() {
    context.close();
  }

  @Test
  void a_file_comes_in_pieces_over_cuts_and_counts_once_it_is_whole() {
    byte[] photograph = photograph(1);
    Entry record = append(first, photograph);
    assertThat(send(first, photograph, 0, 700)).isEqualTo(FileOutcome.MORE);
    assertThat(attachments().find(record.revision().record(), hash(photograph))).isEmpty();

    long offset = wanted(first).get(0).offset();
    assertThat(offset).isEqualTo(700);
    assertThat(send(first, photograph, 700, photograph.length)).isEqualTo(FileOutcome.KEPT);

    assertThat(wanted(first)).isEmpty();
    assertThat(
            attachments().find(record.revision().record(), hash(photograph)).orElseThrow().bytes())
        .isEqualTo(photograph);
  }

  @Test
  void a_file_whose_last_byte_came_before_the_server_died_is_judged_when_it_is_wanted_again() {
    byte[] whole = photograph(10);
    byte[] altered = photograph(11);
    byte[] other = altered.clone();
    other[500] ^= 1;
    append(first, whole, altered);
    var arriving = context.getBean(Arriving.class);
    arriving.append(first.device().hex(), hash(whole).hex(), 0, whole);
    arriving.append(first.device().hex(), hash(altered).hex(), 0, other);

    assertThat(wanted(first))
        .singleElement()
        .matches(it -> it.hash().equals(hash(altered)) && it.offset() == 0);
    assertThat(attachments().holds(hash(whole))).isTrue();
    assertThat(deliveries().wanted(first.device(), hash(whole))).isEmpty();
  }

  @Test
  void a_file_that_was_in_its_place_when_the_server_died_is_not_asked_for_again() {
    byte[] photograph = photograph(15);
    append(first, photograph);
    adopt(photograph);

    assertThat(wanted(first)).isEmpty();

    assertThat(attachments().holds(hash(photograph))).isTrue();
  }

  @Test
  void one_that_could_not_be_noted_is_noted_with_the_last_byte_that_is_sent_again() {
    byte[] photograph = photograph(16);
    append(first, photograph);
    Wanted file = wanted(first).get(0);
    adopt(photograph);
    byte[] last = Arrays.copyOfRange(photograph, 999, 1_000);

    FileOutcome outcome = deliveries().take(first.device(), file, 999, last);

    assertThat(outcome).isEqualTo(FileOutcome.KEPT);
    assertThat(attachments().holds(hash(photograph))).isTrue();
  }

  @Test
  void erasing_a_record_takes_a_file_that_was_in_its_place_when_the_server_died()
      throws IOException {
    byte[] photograph = photograph(17);
    Entry erased = append(first, photograph);
    adopt(photograph);

    context
        .getBean(Erasures.class)
        .erase(erased.revision().record(), new Erasure("Shows a witness.", "olaf", "nora"));

    try (var files = Files.walk(folder)) {
      assertThat(files.filter(it -> it.endsWith(hash(photograph).hex()))).isEmpty();
    }
  }

  private void adopt(byte[] photograph) {
    var arriving = context.getBean(Arriving.class);
    arriving.append(first.device().hex(), hash(photograph).hex(), 0, photograph);
    arriving.adopt(first.device().hex(), hash(photograph).hex());
  }

  @Test
  void what_came_and_cannot_be_read_is_wanted_anew() throws IOException {
    byte[] photograph = photograph(14);
    append(first, photograph);
    var arriving = context.getBean(Arriving.class);
    arriving.append(first.device().hex(), hash(photograph).hex(), 0, photograph);
    Path part;
    try (var all = Files.walk(folder)) {
      part = all.filter(it -> it.endsWith(name(photograph))).findFirst().orElseThrow();
    }
    Files.delete(part);
    Files.createDirectory(part); // no reader gets a byte of it

    assertThat(arriving.whole(first.device().hex(), hash(photograph).hex())).isEmpty();

    assertThat(part).doesNotExist();
    assertThat(wanted(first).get(0).offset()).isZero();
    assertThat(send(first, photograph, 0, photograph.length)).isEqualTo(FileOutcome.KEPT);
  }

  private String name(byte[] photograph) {
    return first.device().hex() + "-" + hash(photograph).hex();
  }

  @Test
  void what_a_laptop_will_not_send_takes_the_place_of_nothing_that_is_wanted_of_it() {
    byte[] lost = photograph(12);
    byte[] here = photograph(13);
    append(first, lost, here);

    assertThat(deliveries().wanted(first.device(), Set.of(hash(lost))))
        .extracting(Wanted::hash)
        .containsExactly(hash(here));
  }

  @Test
  void what_one_laptop_has_brought_is_wanted_of_nobody_else() {
    byte[] photograph = photograph(2);
    append(first, photograph);
    append(second, photograph);

    send(first, photograph, 0, photograph.length);

    assertThat(wanted(second)).isEmpty();
  }

  @Test
  void a_laptop_cannot_spoil_what_another_is_sending() {
    byte[] photograph = photograph(3);
    append(first, photograph);
    append(second, photograph);
    send(second, new byte[500], photograph, 0);

    assertThat(wanted(first).get(0).offset()).isZero();
    assertThat(send(first, photograph, 0, photograph.length)).isEqualTo(FileOutcome.KEPT);
  }

  @Test
  void bytes_that_are_not_those_of_the_hash_are_thrown_away_by_name() {
    byte[] photograph = photograph(4);
    append(first, photograph);
    byte[] changed = photograph.clone();
    changed[900] ^= 1;

    assertThat(send(first, changed, photograph, 0)).isEqualTo(FileOutcome.HASH_WRONG);

    assertThat(wanted(first).get(0).offset()).isZero();
    assertThat(attachments().holds(hash(photograph))).isFalse();
  }

  @Test
  void a_page_that_calls_itself_a_photograph_is_refused_although_its_hash_is_right() {
    byte[] page =
        "<html><script>alert(1)</script></html>".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    append(first, page);

    assertThat(send(first, page, 0, page.length)).isEqualTo(FileOutcome.TYPE_WRONG);
    assertThat(attachments().holds(hash(page))).isFalse();
  }

  @Test
  void bytes_out_of_turn_or_beyond_the_end_change_nothing() {
    byte[] photograph = photograph(5);
    append(first, photograph);
    send(first, photograph, 0, 400);

    assertThat(send(first, photograph, 0, 100)).isEqualTo(FileOutcome.OUT_OF_TURN);
    assertThat(send(first, photograph, 500, 600)).isEqualTo(FileOutcome.OUT_OF_TURN);
    assertThat(send(first, new byte[photograph.length], photograph, 400))
        .isEqualTo(FileOutcome.OUT_OF_TURN);
    assertThat(wanted(first).get(0).offset()).isEqualTo(400);
  }

  @Test
  void erasing_a_record_takes_the_files_that_nobody_else_names() throws IOException {
    byte[] own = photograph(6);
    byte[] shared = photograph(7);
    byte[] half = photograph(8);
    Entry erased = append(first, own, shared, half);
    append(second, shared);
    send(first, own, 0, own.length);
    send(first, shared, 0, shared.length);
    send(first, half, 0, 500);

    Erasures erasures = context.getBean(Erasures.class);
    erasures.erase(erased.revision().record(), new Erasure("Shows a witness.", "olaf", "nora"));
    erasures.scrub();

    assertThat(attachments().holds(hash(own))).isFalse();
    assertThat(attachments().holds(hash(shared))).isTrue();
    assertThat(wanted(first)).isEmpty();
    try (var files = Files.walk(folder)) {
      List<Path> photographs =
          files
              .filter(Files::isRegularFile)
              .filter(it -> it.toString().matches(".*(arriving|blobs).*"))
              .toList();
      assertThat(photographs).hasSize(1);
    }
  }

  @Test
  void the_projection_of_what_names_what_can_be_made_again() {
    byte[] photograph = photograph(9);
    append(first, photograph);

    context.getBean(Records.class).rebuild();

    assertThat(wanted(first)).hasSize(1);
  }

  private List<Wanted> wanted(SomeEntries laptop) {
    return deliveries().wanted(laptop.device());
  }

  /** Bytes from one place to another of a photograph that the laptop names. */
  private FileOutcome send(SomeEntries laptop, byte[] photograph, int from, int to) {
    byte[] bytes = Arrays.copyOfRange(photograph, from, to);
    return send(laptop, bytes, photograph, from);
  }

  private FileOutcome send(SomeEntries laptop, byte[] bytes, byte[] as, int from) {
    DeviceId device = laptop.device();
    var file =
        deliveries().wanted(device).stream()
            .filter(it -> it.hash().equals(hash(as)))
            .findFirst()
            .orElseThrow();
    return deliveries().take(device, file, from, bytes);
  }

  private Entry append(SomeEntries laptop, byte[]... photographs) {
    Evaluation it = SomeEntries.anEvaluation(UnitRef.coded("U-001"), 3);
    Entry entry =
        laptop.evaluation(
            EvaluationBuilder.builder(it)
                .attachments(
                    Arrays.stream(photographs)
                        .map(one -> new Attachment(hash(one), one.length, Attachment.JPEG, "", ""))
                        .toList())
                .build());
    context.getBean(Revisions.class).append(List.of(new Arrival(entry, List.of())), NOW);
    return entry;
  }

  private static byte[] photograph(long seed) {
    byte[] bytes = new byte[1_000];
    new Random(seed).nextBytes(bytes);
    bytes[0] = (byte) 0xff;
    bytes[1] = (byte) 0xd8;
    bytes[2] = (byte) 0xff;
    return bytes;
  }

  private static FileHash hash(byte[] photograph) {
    return FileHash.ofContent(photograph);
  }

  private Deliveries deliveries() {
    return context.getBean(Deliveries.class);
  }

  private Attachments attachments() {
    return context.getBean(Attachments.class);
  }
}
