package retex.server.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.bundle.Answer;
import retex.bundle.BundleFile;
import retex.bundle.BundleRefusal;
import retex.bundle.LaptopBundles;
import retex.bundle.LaptopFiles;
import retex.bundle.SomeFiles;
import retex.contract.Attachment;
import retex.contract.DeviceKey;
import retex.contract.Entry;
import retex.contract.EvaluationBuilder;
import retex.contract.FileHash;
import retex.contract.SomeLog;
import retex.delivery.FileIntake.Wanted;
import retex.exchange.SomeSides;
import retex.refusal.RefusedException;
import retex.server.SomeClock;
import retex.server.SomeStore;
import retex.server.blob.Arriving;
import retex.server.bundle.Bundles.Taken;
import retex.server.ingest.Deliveries;
import retex.server.ingest.SomeDevices;
import retex.server.key.ServerKeys;
import retex.server.record.Attachments;
import retex.server.record.Erasure;
import retex.server.record.Erasures;

/** Photographs that come by stick, beside those that come over a link. */
class PhotographsInBundlesTest {

  private static final long ANY = Long.MAX_VALUE;

  @TempDir Path folder;
  private final Laptop west = new Laptop(DeviceKey.generate(new SecureRandom()));
  private final Laptop east = new Laptop(DeviceKey.generate(new SecureRandom()));
  private ApplicationContext context = ApplicationContext.builder().build();

  @BeforeEach
  void open() {
    context = SomeStore.in(folder.resolve("server"));
    SomeDevices.enrol(context, west.key);
    SomeDevices.enrol(context, east.key);
  }

  @AfterEach
  void close() {
    context.close();
  }

  @Test
  void sticks_in_any_order_bring_a_photograph_and_the_answer_says_so() {
    byte[] photograph = west.photographed(photograph(1, 90_000));
    Path first = west.export(0, 40_000);
    Path second = west.export(1, 40_000);
    Path third = west.export(1, ANY);

    assertThat(take(third).waiting()).isEqualTo(1);
    assertThat(take(second).waiting()).isEqualTo(2);
    Taken last = take(first);

    assertThat(last.files()).isEqualTo(1);
    assertThat(last.fileBytes()).isEqualTo(90_000);
    assertThat(last.waiting()).isZero();
    assertThat(last.lacking().files()).isZero();
    assertThat(attachments().holds(FileHash.ofContent(photograph))).isTrue();
    assertThat(west.take(answer(west)).files()).isEqualTo(1);
    assertThat(deliveries().wanted(west.key.device())).isEmpty();
  }

  @Test
  void a_part_that_was_damaged_while_it_waited_is_set_aside_and_holds_nothing_up()
      throws IOException {
    byte[] photograph = west.photographed(photograph(9, 90_000));
    Path first = west.export(0, 40_000);
    Path second = west.export(1, 40_000);
    Path third = west.export(1, ANY);
    take(third);
    Path waiting = files("waiting").get(0);
    byte[] bytes = Files.readAllBytes(waiting);
    bytes[bytes.length / 2] ^= 1;
    Files.write(waiting, bytes);

    take(second);
    Taken taken = take(first);

    assertThat(taken.fresh()).isEqualTo(1);
    assertThat(taken.waiting()).isZero();
    assertThat(taken.damaged()).isEqualTo(1);
    assertThat(files("damaged"))
        .singleElement()
        .satisfies(it -> assertThat(it).hasSize(bytes.length));
    assertThat(take(third).files()).isEqualTo(1);
    assertThat(attachments().holds(FileHash.ofContent(photograph))).isTrue();
  }

  @Test
  void a_part_that_waited_for_ninety_days_is_thrown_away_and_comes_again_from_the_laptop()
      throws IOException {
    context.close();
    context = SomeStore.inWithClock(folder.resolve("server"));
    var clock = (SomeClock) context.getBean(Clock.class);
    byte[] photograph = west.photographed(photograph(13, 90_000));
    Path first = west.export(0, 40_000);
    Path second = west.export(1, ANY);
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    take(second);

    Path foreign = files("waiting").get(0).resolveSibling("notes.txt");
    Files.writeString(foreign, "not ours");
    Files.setLastModifiedTime(foreign, FileTime.from(Instant.EPOCH));
    clock.moveTo(today.plusDays(89));
    context.getBean(Bundles.class).forget();
    assertThat(files("waiting")).hasSize(2);
    clock.moveTo(today.plusDays(92));
    context.getBean(Bundles.class).forget();
    assertThat(files("waiting")).containsExactly(foreign);

    Taken taken = take(first);
    assertThat(taken.waiting()).isZero();
    assertThat(taken.lacking().files()).isEqualTo(1);
    assertThat(take(second).files()).isEqualTo(1);
    assertThat(attachments().holds(FileHash.ofContent(photograph))).isTrue();
  }

  @Test
  void why_a_part_that_waited_could_not_land_is_told_when_its_turn_comes() {
    var restored = new Laptop(west.key);
    restored.record(photograph(10, 100));
    restored.record(photograph(11, 100));
    west.record(photograph(12, 100));
    Path parted = restored.export(1, ANY);
    assertThat(take(parted).waiting()).isEqualTo(1);

    Taken taken = take(west.export(0, ANY));

    assertThat(taken.stopped().orElseThrow().why().code())
        .isEqualTo(BundleRefusal.BUNDLE_LOG_DIFFERS);
    assertThat(taken.waiting()).isZero();
  }

  @Test
  void a_link_completes_what_a_stick_began_and_a_stick_what_a_link_began() {
    byte[] one = west.photographed(photograph(2, 50_000));
    take(west.export(0, 30_000));
    Wanted begun = deliveries().wanted(west.key.device()).get(0);
    assertThat(begun.offset()).isBetween(20_000L, 30_000L);
    deliver(one, begun, (int) begun.offset(), 50_000);
    west.take(answer(west));
    assertThat(west.files.waits()).isZero();

    byte[] two = west.photographed(photograph(3, 50_000));
    take(west.records());
    deliver(two, deliveries().wanted(west.key.device()).get(0), 0, 33_333);
    Taken taken = take(west.export(2, ANY));

    assertThat(taken.fileBytes()).isEqualTo(50_000 - 33_333);
    assertThat(attachments().holds(FileHash.ofContent(two))).isTrue();
  }

  @Test
  void a_photograph_whose_last_byte_came_before_the_server_died_is_told_as_here() {
    byte[] photograph = west.photographed(photograph(14, 50_000));
    take(west.export(0, 30_000));
    int begun = (int) deliveries().wanted(west.key.device()).get(0).offset();
    byte[] rest = Arrays.copyOfRange(photograph, begun, photograph.length);
    String hash = FileHash.ofContent(photograph).hex();
    context.getBean(Arriving.class).append(west.key.device().hex(), hash, begun, rest);

    assertThat(west.take(answer(west)).files()).isEqualTo(1);
    assertThat(take(west.export(0, ANY)).lacking().files()).isZero();
    assertThat(attachments().holds(FileHash.ofContent(photograph))).isTrue();
  }

  @Test
  void an_answer_is_newer_than_all_that_its_laptop_knows_whatever_a_clock_said_once() {
    west.record(photograph(15, 100));
    west.serial = 4_000_000_000_000_000L; // microseconds: the year 2096

    take(west.export(0, ANY));
    west.take(answer(west));

    assertThat(west.heard).isGreaterThan(west.serial);
  }

  @Test
  void what_another_laptop_has_brought_is_not_taken_again_and_is_told_as_here() {
    byte[] photograph = photograph(4, 5_000);
    west.photographed(photograph);
    east.photographed(photograph);
    take(west.export(0, ANY));

    Taken taken = take(east.export(0, ANY));

    assertThat(taken.fileBytes()).isZero();
    assertThat(taken.fresh()).isEqualTo(1);
    assertThat(east.take(answer(east)).files()).isEqualTo(1);
  }

  @Test
  void a_page_that_calls_itself_a_photograph_is_refused_and_nothing_of_it_stays()
      throws IOException {
    byte[] page = photograph(5, 2_000);
    page[0] = '<';
    west.photographed(page);
    byte[] good = west.photographed(photograph(6, 2_000));

    Taken taken = take(west.export(0, ANY));

    assertThat(taken.filesRefused()).isEqualTo(1);
    assertThat(taken.files()).isEqualTo(1);
    assertThat(taken.lacking().files()).isEqualTo(1);
    assertThat(attachments().holds(FileHash.ofContent(good))).isTrue();
    assertThat(files()).hasSize(1);
  }

  @Test
  void a_stick_that_is_cut_or_changed_is_refused_by_name_and_nothing_of_it_stays()
      throws IOException {
    west.photographed(photograph(7, 20_000));
    byte[] bytes = Files.readAllBytes(west.export(0, ANY));
    byte[] altered = bytes.clone();
    altered[bytes.length - 5_000] ^= 1;

    for (byte[] bad : List.of(altered, Arrays.copyOf(bytes, bytes.length - 5_000))) {
      Path file = Files.write(folder.resolve("bad.bundle"), bad);
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> take(file))
          .satisfies(
              it ->
                  assertThat(it.refusal().code())
                      .isIn(BundleRefusal.BUNDLE_ALTERED, BundleRefusal.BUNDLE_TRUNCATED));
    }

    assertThat(files()).isEmpty();
    assertThat(deliveries().lacking(west.key.device())).isEmpty();
  }

  @Test
  void the_photograph_of_an_erased_record_does_not_come_back_by_an_old_stick() throws IOException {
    Entry record = west.record(photograph(8, 5_000));
    Path stick = west.export(0, ANY);
    take(stick);
    Erasures erasures = context.getBean(Erasures.class);
    erasures.erase(record.revision().record(), new Erasure("Shows a witness.", "olaf", "nora"));
    erasures.scrub();

    Taken again = take(stick);

    assertThat(again.fileBytes()).isZero();
    assertThat(again.filesRefused()).isZero();
    assertThat(again.waiting()).isZero();
    assertThat(files()).isEmpty();
  }

  private Taken take(Path file) {
    return context.getBean(Bundles.class).take(file, "test");
  }

  private Path answer(Laptop laptop) {
    Path file = folder.resolve("answer.bundle");
    context.getBean(Bundles.class).answer(laptop.key.device(), file, "test");
    return file;
  }

  private void deliver(byte[] photograph, Wanted file, int from, int to) {
    deliveries().take(west.key.device(), file, from, Arrays.copyOfRange(photograph, from, to));
  }

  /** Whole and in part. */
  private List<Path> files() throws IOException {
    return files("(arriving|blobs)");
  }

  private List<Path> files(String place) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("server"))) {
      return files
          .filter(Files::isRegularFile)
          .filter(it -> it.toString().matches(".*" + place + ".*"))
          .toList();
    }
  }

  private static byte[] photograph(long seed, int size) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    bytes[0] = (byte) 0xff;
    bytes[1] = (byte) 0xd8;
    bytes[2] = (byte) 0xff;
    return bytes;
  }

  private Deliveries deliveries() {
    return context.getBean(Deliveries.class);
  }

  private Attachments attachments() {
    return context.getBean(Attachments.class);
  }

  /** A laptop in memory, and its sticks. */
  private final class Laptop {
    private final DeviceKey key;
    private final SomeSides sides;
    private final SomeFiles files = new SomeFiles();
    private long serial;
    private long heard;

    Laptop(DeviceKey key) {
      this.key = key;
      this.sides = new SomeSides(key);
    }

    byte[] photographed(byte[] photograph) {
      record(photograph);
      return photograph;
    }

    Entry record(byte[] photograph) {
      files.add(photograph);
      var named =
          new Attachment(
              FileHash.ofContent(photograph), photograph.length, Attachment.JPEG, "", "");
      return sides.write(
          EvaluationBuilder.builder(SomeLog.evaluation("remark"))
              .attachments(List.of(named))
              .build());
    }

    Path export(long after, long most) {
      return write(after, most, files);
    }

    Path records() {
      return write(0, ANY, LaptopFiles.NONE);
    }

    private Path write(long after, long most, LaptopFiles carried) {
      serial++;
      Path file = folder.resolve(UUID.randomUUID() + ".bundle");
      var writing =
          new LaptopBundles(
              sides.store(),
              sides.inbox(),
              carried,
              context.getBean(ServerKeys.class).bundles().publicKey(),
              "retex-agent/test");
      var room = new LaptopBundles.Room(most, most);
      var part = BundleFile.write(file, out -> writing.write(out, serial, after, room));
      files.sent(part.files());
      return file;
    }

    Answer.Taken take(Path file) {
      byte[] server = context.getBean(ServerKeys.class).bundles().publicKey();
      Answer answer = Answer.open(BundleFile.at(file), sides.store(), server, heard);
      heard = answer.serial();
      return answer.take(sides.inbox(), files);
    }
  }
}
