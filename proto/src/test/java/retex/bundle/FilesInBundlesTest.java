package retex.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.bundle.HeadquartersBundles.Landing;
import retex.bundle.LaptopBundles.Room;
import retex.bundle.SomeBundles.Written;
import retex.contract.FileHash;
import retex.proto.bundle.v1.FilePiece;
import retex.proto.bundle.v1.UpOpening;
import retex.proto.sync.v1.ExchangeRequest;
import retex.proto.sync.v1.FileRefusal;
import retex.proto.sync.v1.Hello;
import retex.refusal.RefusalCode;
import retex.refusal.RefusedException;

/** Photographs and documents behind the entries of a bundle. */
class FilesInBundlesTest {

  private static final long ANY = Long.MAX_VALUE;

  @TempDir private Path folder;
  private SomeBundles bundles;

  @BeforeEach
  void begin() {
    bundles = new SomeBundles(folder);
    bundles.sides().write(3);
  }

  @Test
  void files_follow_the_entries_and_the_answer_says_that_they_arrived() {
    byte[] one = add(1, 200_000);
    byte[] two = add(2, 70);

    var written = bundles.export(0, ANY);
    Landing landing = bundles.land(written.file());
    var taken = bundles.take(bundles.answer(written.file()));

    assertThat(written.part().isLast()).isTrue();
    assertThat(landing.fresh()).isEqualTo(3);
    assertThat(landing.files().kept()).isEqualTo(2);
    assertThat(landing.files().bytes()).isEqualTo(200_070);
    assertThat(bundles.there().holds(one)).isTrue();
    assertThat(bundles.there().holds(two)).isTrue();
    assertThat(taken.files()).isEqualTo(2);
    assertThat(bundles.here().waits()).isZero();
    assertThat(bundles.land(written.file()).files().bytes()).isZero();
  }

  @Test
  void sticks_hold_records_first_and_each_goes_on_in_the_file_where_the_last_one_ended() {
    bundles.sides().write(60);
    byte[] file = add(3, 30_000);
    List<Written> sticks = sticks(9_000);

    assertThat(sticks).hasSizeGreaterThan(4);
    assertThat(sticks).allMatch(it -> it.file().toFile().length() <= 9_000);
    int records = 0;
    while (sticks.get(records).part().files().isEmpty()) {
      records++;
    }
    assertThat(records).isPositive();
    assertThat(sticks.subList(records, sticks.size()))
        .allMatch(it -> !it.part().files().isEmpty() && it.part().last() == 63);
    for (Written stick : sticks) {
      assertThat(bundles.there().holds(file)).isFalse();
      assertThat(bundles.land(stick.file()).waits()).isFalse();
    }

    assertThat(bundles.there().holds(file)).isTrue();
  }

  @Test
  void a_stick_that_comes_before_its_earlier_one_waits_and_nothing_is_written_out_of_place() {
    byte[] file = add(4, 20_000);
    List<Written> sticks = sticks(9_000);
    bundles.land(sticks.get(0).file());
    int first = bundles.there().length(file);

    assertThat(bundles.land(sticks.get(2).file()).waits()).isTrue();
    assertThat(bundles.there().length(file)).isEqualTo(first);
    assertThat(bundles.land(sticks.get(1).file()).waits()).isFalse();
    assertThat(bundles.land(sticks.get(2).file()).waits()).isFalse();

    assertThat(bundles.there().holds(file)).isTrue();
  }

  @Test
  void what_the_answer_does_not_acknowledge_is_sent_again_and_no_more() {
    byte[] file = add(5, 30_000);
    var first = bundles.export(0, 9_000);
    bundles.land(first.file());
    bundles.export(3, 9_000); // this stick is lost
    bundles.here().restart();

    bundles.take(bundles.answer(first.file()));
    var again = bundles.export(3, ANY);

    assertThat(again.part().files().get(0).from()).isEqualTo(bundles.there().length(file));
    bundles.land(again.file());
    assertThat(bundles.there().holds(file)).isTrue();
  }

  @Test
  void an_answer_says_what_a_server_has_lost_of_a_file_and_it_is_sent_from_there() {
    byte[] file = add(6, 30_000);
    var first = bundles.export(0, 9_000);
    bundles.land(first.file());
    bundles.take(bundles.answer(first.file()));
    bundles.there().lose(file);
    var gap = bundles.export(3, 9_000);

    assertThat(bundles.land(gap.file()).waits()).isTrue();
    bundles.here().restart();
    bundles.take(bundles.answer(gap.file()));
    bundles.land(bundles.export(3, ANY).file());

    assertThat(bundles.there().holds(file)).isTrue();
  }

  @Test
  void the_room_on_a_medium_ends_the_files_and_never_the_records() {
    bundles.sides().write(60);
    add(7, 30_000);

    var written = bundles.export(0, new Room(ANY, 8_000), SomeBundles.SERVER.publicKey());

    assertThat(written.part().last()).isEqualTo(63);
    assertThat(written.part().isLast()).isFalse();
    refused(
        () -> bundles.export(63, new Room(ANY, 900), SomeBundles.SERVER.publicKey()),
        BundleRefusal.BUNDLE_DISK_FULL);
    refused(() -> bundles.export(63, 900), BundleRefusal.BUNDLE_SIZE_TOO_SMALL);
  }

  @Test
  void without_files_the_bundle_is_one_that_older_programs_read() {
    assertThat(format(bundles.export(0, ANY).file())).isEqualTo(1);
    var answer = bundles.answer(bundles.export(0, ANY).file());
    assertThat(format(answer)).isEqualTo(1);

    add(8, 100);

    var written = bundles.export(0, ANY).file();
    assertThat(format(written)).isEqualTo(2);
    assertThat(format(bundles.answer(written))).isEqualTo(2);
  }

  @Test
  void a_file_that_no_record_names_here_is_passed_over_and_the_others_land() {
    bundles.here().add(SomeFiles.file(9, 500));
    byte[] named = add(10, 500);

    Landing landing = bundles.land(bundles.export(0, ANY).file());

    assertThat(landing.files().kept()).isEqualTo(1);
    assertThat(landing.files().refused()).isEmpty();
    assertThat(landing.waits()).isFalse();
    assertThat(bundles.there().holds(named)).isTrue();
  }

  @Test
  void what_is_not_its_hash_or_its_type_is_thrown_away_by_name_and_the_others_land() {
    byte[] spoilt = add(11, 20_000);
    var first = bundles.export(0, 9_000);
    bundles.land(first.file());
    bundles.there().spoil(spoilt);
    byte[] page = add(12, 300);
    bundles.there().refuse(page);
    byte[] good = add(13, 400);

    Landing landing = bundles.land(bundles.export(3, ANY).file());

    assertThat(landing.files().refused())
        .containsOnly(
            java.util.Map.entry(FileHash.ofContent(spoilt), FileRefusal.FILE_REFUSAL_HASH_WRONG),
            java.util.Map.entry(FileHash.ofContent(page), FileRefusal.FILE_REFUSAL_TYPE_WRONG));
    assertThat(landing.waits()).isFalse();
    assertThat(bundles.there().holds(good)).isTrue();
    assertThat(bundles.there().length(spoilt)).isZero();
  }

  @Test
  void pieces_that_overlap_give_the_file_once() {
    byte[] file = SomeFiles.file(14, 1_000);
    bundles.there().name(file);

    Landing landing =
        bundles.land(
            made(
                piece(file, 0, 400),
                piece(file, 100, 300),
                piece(file, 0, 600),
                piece(file, 599, 1_000),
                piece(file, 0, 1_000)));

    assertThat(landing.files().kept()).isEqualTo(1);
    assertThat(landing.files().bytes()).isEqualTo(1_000);
  }

  @Test
  void a_piece_beyond_the_size_that_the_record_names_is_refused_and_changes_nothing() {
    byte[] file = SomeFiles.file(15, 1_000);
    byte[] longer = Arrays.copyOf(file, 1_400);
    bundles.there().name(file);
    FileHash hash = FileHash.ofContent(file);

    Landing landing =
        bundles.land(
            made(
                piece(file, 0, 300),
                piece(hash, longer, 300, 1_400),
                piece(hash, longer, 300, 1_000)));

    assertThat(landing.files().refused())
        .containsOnlyKeys(hash)
        .containsValue(FileRefusal.FILE_REFUSAL_OUT_OF_TURN);
    assertThat(bundles.there().length(file)).isEqualTo(300);
  }

  @Test
  void a_piece_that_breaks_a_rule_is_refused_before_anything_is_taken() {
    byte[] file = SomeFiles.file(16, 1_000);
    bundles.there().name(file);
    FilePiece good = piece(file, 0, 300);

    for (FilePiece bad :
        List.of(
            good.toBuilder().setSha256(ByteString.copyFrom(new byte[31])).build(),
            good.toBuilder().setOffset(4_000_001).build(),
            good.toBuilder().clearContent().build(),
            good.toBuilder().setContent(ByteString.copyFrom(new byte[65_537])).build())) {
      refused(() -> bundles.land(made(good, bad)), BundleRefusal.BUNDLE_ALTERED);
    }

    assertThat(bundles.there().length(file)).isZero();
  }

  @Test
  void a_length_that_is_only_declared_takes_no_memory_and_is_refused() {
    for (byte[] declared :
        List.of(
            new byte[] {(byte) 0x80, (byte) 0x80, (byte) 0x80, 0x02}, // 4 MiB
            new byte[] {-1, -1, -1, -1, 0x0f})) {
      refused(() -> bundles.land(madeOf(declared)), BundleRefusal.BUNDLE_ALTERED);
    }
  }

  @Test
  void files_cut_off_or_changed_anywhere_are_refused_and_nothing_of_them_lands() {
    byte[] file = add(17, 300);
    byte[] whole = SomeBundles.bytes(bundles.export(0, ANY).file());

    for (int at = 0; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= (byte) (1 << at % 8);
      Path altered = bundles.written(changed);
      refused(() -> bundles.land(altered));
      Path cut = bundles.written(Arrays.copyOf(whole, at));
      refused(() -> bundles.land(cut));
    }

    assertThat(bundles.there().length(file)).isZero();
    assertThat(bundles.sides().headquartersLog()).isEmpty();
  }

  @Test
  void whatever_becomes_of_the_sticks_every_file_arrives_once_and_none_is_believed_that_is_not() {
    long first = Long.getLong("retex.seed", 1);
    long last = Long.getLong("retex.seed", 4);
    for (long seed = first; seed <= last; seed++) {
      travel(seed);
    }
  }

  private void travel(long seed) {
    var random = new Random(seed);
    bundles = new SomeBundles(folder);
    bundles.sides().write(1 + random.nextInt(9));
    List<byte[]> files = new ArrayList<>();
    List<Path> out = new ArrayList<>();
    List<Path> answers = new ArrayList<>();
    for (int step = 0; step < 30; step++) {
      switch (random.nextInt(6)) {
        case 0 -> files.add(add(seed * 100 + step, 1 + random.nextInt(9_000)));
        case 1, 2 -> {
          if (random.nextBoolean()) {
            bundles.here().restart();
          }
          long after = bundles.sides().store().acknowledged();
          out.add(bundles.export(after, 3_000 + random.nextInt(8_000)).file());
        }
        case 3, 4 -> {
          if (!out.isEmpty()) {
            Path file = out.get(random.nextInt(out.size()));
            bundles.land(file);
            answers.add(bundles.answer(file));
          }
        }
        default -> {
          if (!answers.isEmpty()) {
            Path answer = answers.get(random.nextInt(answers.size()));
            try {
              bundles.take(answer);
            } catch (RefusedException refused) {
              assertThat(refused.refusal().code()).isEqualTo(BundleRefusal.BUNDLE_REPLAYED);
            }
          }
        }
      }
      long there = files.stream().filter(bundles.there()::holds).count();
      assertThat(files.size() - bundles.here().waits())
          .as("seed %s step %s", seed, step)
          .isLessThanOrEqualTo((int) there);
    }
    for (int round = 0; round < 2; round++) { // what was kept for a gap says so in the answer
      bundles.here().restart();
      var all = bundles.export(bundles.sides().store().acknowledged(), ANY);
      bundles.land(all.file());
      bundles.take(bundles.answer(all.file()));
    }
    assertThat(bundles.here().waits()).as("seed %s", seed).isZero();
    assertThat(files).as("seed %s", seed).allMatch(bundles.there()::holds);
  }

  private List<Written> sticks(long most) {
    var sticks = new ArrayList<Written>();
    long after = 0;
    boolean isLast = false;
    while (!isLast) {
      var written = bundles.export(after, most);
      sticks.add(written);
      after = written.part().last();
      isLast = written.part().isLast();
    }
    return sticks;
  }

  /** A file of the laptop that a record names on both sides. */
  private byte[] add(long seed, int size) {
    byte[] file = bundles.here().add(SomeFiles.file(seed, size));
    bundles.there().name(file);
    return file;
  }

  private static FilePiece piece(byte[] file, int from, int to) {
    return piece(FileHash.ofContent(file), file, from, to);
  }

  private static FilePiece piece(FileHash hash, byte[] bytes, int from, int to) {
    return FilePiece.newBuilder()
        .setSha256(ByteString.copyFrom(hash.bytes()))
        .setOffset(from)
        .setContent(ByteString.copyFrom(bytes, from, to - from))
        .build();
  }

  /** A bundle without entries of a hostile laptop, whose seal and signature are good. */
  private Path made(FilePiece... pieces) {
    return made(
        writer -> {
          for (FilePiece piece : pieces) {
            writer.add(piece);
          }
        });
  }

  private Path madeOf(byte[] content) {
    return made(writer -> writer.fill(content));
  }

  private Path made(Content content) {
    Path file = folder.resolve("hostile.bundle");
    return BundleFile.write(
        file,
        out -> {
          var writer =
              BundleWriter.up(
                  out,
                  Layout.FORMAT_WITH_FILES,
                  BundleId.random(),
                  SomeBundles.KEY,
                  SomeBundles.SERVER.publicKey());
          writer.add(
              UpOpening.newBuilder()
                  .setProtocol(2)
                  .setSerial(1)
                  .setAnswerKey(ByteString.copyFrom(SomeBundles.KEY.sealing().publicKey()))
                  .build());
          writer.add(
              ExchangeRequest.newBuilder()
                  .setHello(
                      Hello.newBuilder()
                          .setProtocol(2)
                          .setDevice(ByteString.copyFrom(SomeBundles.KEY.device().bytes()))
                          .setEpoch(1)
                          .setNextNumber(1))
                  .build());
          writer.turn();
          content.into(writer);
          writer.finish();
          return file;
        });
  }

  private static int format(Path file) {
    return SomeBundles.bytes(file)[11]; // magic 8, length 2, tag of the field "format" 1
  }

  private static void refused(Runnable work, RefusalCode... codes) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(work::run)
        .satisfies(
            it -> {
              if (codes.length > 0) {
                assertThat(codes).contains(it.refusal().code());
              }
            });
  }

  private interface Content {
    void into(BundleWriter writer) throws java.io.IOException;
  }
}
