package retex.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.bundle.LaptopBundles.Room;
import retex.contract.Entry;
import retex.contract.Seal;
import retex.contract.SomeLog;
import retex.exchange.LaptopStore;
import retex.exchange.SomeSides;
import retex.refusal.RefusalCode;
import retex.refusal.RefusedException;

class BundlesTest {

  private static final long ANY = Long.MAX_VALUE;

  @TempDir private Path folder;
  private SomeBundles bundles;

  @BeforeEach
  void begin() {
    bundles = new SomeBundles(folder);
  }

  @Test
  void entries_go_up_in_a_file_and_the_acknowledgement_comes_down_in_another() {
    bundles.sides().write(300);

    var written = bundles.export(0, ANY);
    var landing = bundles.land(written.file());
    var taken = bundles.take(bundles.answer(written.file()));

    assertThat(landing.fresh()).isEqualTo(300);
    assertThat(taken.acknowledged()).isEqualTo(300);
    assertThat(bundles.sides().headquartersLog()).isEqualTo(bundles.sides().laptopLog());
  }

  @Test
  void parts_keep_to_their_size_and_land_in_any_order_and_twice() {
    bundles.sides().write(120);
    var parts = parts(8_000);
    assertThat(parts).hasSizeGreaterThan(2).allMatch(it -> it.toFile().length() <= 8_000);
    assertThat(parts.get(0).toFile().length()).isGreaterThan(4_000);
    Collections.reverse(parts);

    assertThat(bundles.land(parts.get(0)).waits()).isTrue();
    for (int again = 0; again < parts.size(); again++) {
      parts.forEach(bundles::land);
    }

    assertThat(bundles.sides().headquartersLog()).isEqualTo(bundles.sides().laptopLog());
  }

  @Test
  void a_part_too_small_for_one_entry_is_refused() {
    bundles.sides().write(1);

    refused(() -> bundles.export(0, 600), BundleRefusal.BUNDLE_SIZE_TOO_SMALL);
  }

  @Test
  void a_bundle_that_asks_for_an_answer_which_nobody_could_seal_is_refused() {
    byte[] lowOrder = new byte[32];
    byte[] onlyBegun = {1};

    refused(
        () -> SealedForFuzzing.up(folder.resolve("up.bundle"), lowOrder, onlyBegun),
        BundleRefusal.BUNDLE_ALTERED);
  }

  @Test
  void nothing_readable_is_in_the_file() {
    bundles.sides().write(1);

    String text =
        new String(
            SomeBundles.bytes(bundles.export(0, ANY).file()),
            java.nio.charset.StandardCharsets.ISO_8859_1);

    assertThat(text).doesNotContain("remark", "evaluator", "infantry");
  }

  @Test
  void a_bundle_cut_off_at_any_byte_is_refused_and_nothing_of_it_lands() {
    bundles.sides().write(3);
    byte[] whole = SomeBundles.bytes(bundles.export(0, ANY).file());

    for (int length = 0; length < whole.length; length++) {
      Path cut = bundles.written(Arrays.copyOf(whole, length));
      refused(
          () -> bundles.land(cut),
          length < 8 ? BundleRefusal.BUNDLE_NOT_ONE : BundleRefusal.BUNDLE_TRUNCATED);
    }

    assertThat(bundles.sides().headquartersLog()).isEmpty();
  }

  @Test
  void a_bundle_with_any_byte_changed_is_refused_and_nothing_of_it_lands() {
    bundles.sides().write(3);
    byte[] whole = SomeBundles.bytes(bundles.export(0, ANY).file());

    for (int at = 0; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= (byte) (1 << at % 8);
      Path file = bundles.written(changed);
      refused(() -> bundles.land(file));
    }
    refused(
        () -> bundles.land(bundles.written(Arrays.copyOf(whole, whole.length + 1))),
        BundleRefusal.BUNDLE_ALTERED);

    assertThat(bundles.sides().headquartersLog()).isEmpty();
  }

  @Test
  void an_answer_cut_off_or_changed_anywhere_is_refused_and_changes_nothing() {
    bundles.sides().write(3);
    var written = bundles.export(0, ANY);
    bundles.land(written.file());
    byte[] answer = SomeBundles.bytes(bundles.answer(written.file()));

    for (int at = 0; at < answer.length; at++) {
      byte[] changed = answer.clone();
      changed[at] ^= (byte) (1 << at % 8);
      Path file = bundles.written(changed);
      refused(() -> bundles.take(file));
      Path cut = bundles.written(Arrays.copyOf(answer, at));
      refused(() -> bundles.take(cut));
    }

    assertThat(bundles.sides().store().acknowledged()).isZero();
  }

  @Test
  void another_server_and_another_laptop_are_told_so() {
    bundles.sides().write(1);
    Seal.Pair other = SomeLog.key(91).sealing();
    var written = bundles.export(0, ANY);

    refused(
        () -> bundles.land(bundles.export(0, new Room(ANY, ANY), other.publicKey()).file()),
        BundleRefusal.BUNDLE_FOR_ANOTHER_SERVER);
    refused(
        () -> bundles.take(bundles.answer(written.file()), other.publicKey()),
        BundleRefusal.BUNDLE_FOR_ANOTHER_SERVER);
    refused(() -> bundles.take(written.file()), BundleRefusal.BUNDLE_WRONG_WAY);
    refused(() -> bundles.land(bundles.answer(written.file())), BundleRefusal.BUNDLE_WRONG_WAY);
  }

  @Test
  void an_answer_that_another_server_sealed_in_ours_s_name_does_not_open() {
    bundles.sides().write(1);
    byte[] ours = SomeBundles.bytes(bundles.answer(bundles.export(0, ANY).file()));
    Path forged = folder.resolve("forged.bundle");
    Seal.Pair attacker = SomeLog.key(66).sealing();
    BundleFile.write(
        forged,
        out -> {
          var writer =
              BundleWriter.down(
                  out,
                  Layout.FORMAT,
                  attacker,
                  SomeBundles.KEY.device(),
                  SomeBundles.KEY.sealing().publicKey());
          writer.add(
              retex.proto.bundle.v1.DownOpening.newBuilder()
                  .setProtocol(2)
                  .setSerial(99)
                  .setEpoch(1)
                  .build());
          writer.finish();
          return forged;
        });
    byte[] made = SomeBundles.bytes(forged);
    // the header of ours before the seal of the attacker
    System.arraycopy(ours, 0, made, 0, ours.length < 70 ? ours.length : 70);

    refused(() -> bundles.take(bundles.written(made)), BundleRefusal.BUNDLE_ALTERED);
  }

  @Test
  void fields_of_a_newer_headquarters_are_passed_over_in_an_answer() {
    bundles.sides().write(2);
    var written = bundles.export(0, ANY);
    bundles.land(written.file());
    bundles.sides().judge(0, "mend it");
    bundles.headquartersIsNewer();

    var taken = bundles.take(bundles.answer(written.file()));

    assertThat(taken.acknowledged()).isEqualTo(2);
    assertThat(taken.letters()).isEqualTo(1);
  }

  @Test
  void an_answer_is_taken_once_and_an_older_one_never() {
    bundles.sides().write(2);
    var written = bundles.export(0, ANY);
    bundles.land(written.file());
    Path older = bundles.answer(written.file());
    Path newer = bundles.answer(written.file());

    bundles.take(newer);

    refused(() -> bundles.take(newer), BundleRefusal.BUNDLE_REPLAYED);
    refused(() -> bundles.take(older), BundleRefusal.BUNDLE_REPLAYED);
  }

  @Test
  void an_answer_of_a_restored_server_makes_the_laptop_send_again() {
    bundles.sides().write(5);
    bundles.land(bundles.export(0, ANY).file());
    bundles.sides().backUp();
    bundles.sides().write(5);
    var all = bundles.export(0, ANY);
    bundles.land(all.file());
    bundles.take(bundles.answer(all.file()));
    bundles.sides().restore();

    var nothing = bundles.export(10, ANY);
    assertThat(bundles.land(nothing.file()).waits()).isTrue();
    assertThat(bundles.take(bundles.answer(nothing.file())).acknowledged()).isEqualTo(5);
    bundles.land(bundles.export(5, ANY).file());

    assertThat(bundles.sides().headquartersLog()).isEqualTo(bundles.sides().laptopLog());
  }

  @Test
  void what_a_restored_server_lost_of_an_earlier_epoch_is_told_in_its_answer() {
    bundles.sides().write(3);
    bundles.sides().synchronise();
    bundles.sides().backUp();
    bundles.sides().write(2);
    bundles.sides().synchronise();
    LaptopStore store = bundles.sides().store();
    store.open(store.tip());
    bundles.sides().write(1);
    Path whole = bundles.export(0, ANY).file();
    bundles.land(whole);
    assertThat(bundles.take(bundles.answer(whole)).lacking()).isZero();

    bundles.sides().restore();
    Path next = bundles.export(0, ANY).file();
    bundles.land(next);

    assertThat(bundles.take(bundles.answer(next)).lacking()).isEqualTo(2);
  }

  @Test
  void whatever_travels_how_each_entry_lands_once_and_nothing_is_believed_that_is_not_so() {
    long first = Long.getLong("retex.seed", 1);
    long last = Long.getLong("retex.seed", 8);
    for (long seed = first; seed <= last; seed++) {
      travel(seed);
    }
  }

  private void travel(long seed) {
    var random = new Random(seed);
    var world = new SomeBundles(folder);
    SomeSides sides = world.sides();
    List<SomeBundles.Written> out = new ArrayList<>();
    List<Path> answers = new ArrayList<>();
    for (int step = 0; step < 25; step++) {
      switch (random.nextInt(7)) {
        case 0 -> sides.write(1 + random.nextInt(4));
        case 1, 2 -> {
          long after =
              random.nextBoolean()
                  ? sides.store().acknowledged()
                  : random.nextLong(sides.store().tip().number() + 1);
          out.add(world.export(after, 3_000 + random.nextInt(3_000)));
        }
        case 3, 4 -> {
          if (!out.isEmpty()) {
            Path file = out.get(random.nextInt(out.size())).file();
            world.land(file);
            answers.add(world.answer(file));
          }
        }
        case 5 -> {
          if (!answers.isEmpty()) {
            Path answer = answers.get(random.nextInt(answers.size()));
            try {
              world.take(answer);
            } catch (RefusedException refused) {
              assertThat(refused.refusal().code()).isEqualTo(BundleRefusal.BUNDLE_REPLAYED);
            }
          }
        }
        default -> {
          if (random.nextInt(3) == 0) {
            sides.synchronise();
          }
        }
      }
      List<Entry> there = sides.headquartersLog();
      assertThat(there)
          .as("seed %s step %s", seed, step)
          .isEqualTo(sides.laptopLog().subList(0, there.size()));
      assertThat(sides.store().acknowledged())
          .as("seed %s step %s", seed, step)
          .isLessThanOrEqualTo(sides.headquartersLog().size());
    }
    var all = world.export(sides.store().acknowledged(), ANY);
    world.land(all.file());
    world.take(world.answer(all.file()));
    assertThat(sides.headquartersLog()).as("seed %s", seed).isEqualTo(sides.laptopLog());
    assertThat(sides.store().acknowledged()).isEqualTo(sides.laptopLog().size());
  }

  private List<Path> parts(long most) {
    var parts = new ArrayList<Path>();
    long after = 0;
    boolean isLast = false;
    while (!isLast) {
      var written = bundles.export(after, most);
      parts.add(written.file());
      after = written.part().last();
      isLast = written.part().isLast();
    }
    return parts;
  }

  private static void refused(Runnable work, RefusalCode... codes) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(work::run)
        .satisfies(
            it -> {
              if (codes.length > 0) {
                assertThat(Set.of(codes)).contains(it.refusal().code());
              }
            });
  }
}
