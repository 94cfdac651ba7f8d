package retex.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.proto.bundle.v1.CarryOutcome;
import retex.refusal.RefusedException;

/** What a courier does with a bundle by what headquarters says of it. */
class HandingTest {

  @TempDir Path folder;

  private SomeBundles bundles;
  private byte[] sound;
  private Path carried;

  @BeforeEach
  void aBundle() {
    bundles = new SomeBundles(folder);
    bundles.sides().write(1);
    carried = bundles.export(0, 1 << 20).file();
    sound = SomeBundles.bytes(carried);
  }

  @Test
  void what_a_power_cut_at_headquarters_spoilt_from_any_byte_on_is_sent_anew() {
    for (int kept = 0; kept < sound.length; kept++) {
      byte[] zeros = Arrays.copyOf(Arrays.copyOf(sound, kept), sound.length);

      assertThat(end(why(zeros))).as("from byte %d on", kept).contains(Handing.End.ANEW);
    }
  }

  @Test
  void what_a_power_cut_at_headquarters_shortened_to_any_byte_is_sent_anew() {
    for (int kept = 0; kept < sound.length; kept++) {
      assertThat(end(why(Arrays.copyOf(sound, kept))))
          .as("to byte %d", kept)
          .contains(Handing.End.ANEW);
    }
  }

  @Test
  void what_headquarters_cannot_read_for_its_age_is_sent_once() {
    assertThat(end(Optional.of("BUNDLE_VERSION"))).contains(Handing.End.REFUSED);
  }

  @Test
  void a_bundle_stays_where_headquarters_names_a_reason_that_is_not_known_here() {
    assertThat(end(Optional.of("BUNDLE_OF_LATER"))).contains(Handing.End.STAYS);
  }

  @Test
  void an_answer_that_comes_short_by_any_byte_leaves_the_one_before() throws IOException {
    byte[] answer = SomeBundles.bytes(bundles.answer(carried));
    Path place = Files.write(folder.resolve("answer.bundle"), answer);
    for (int kept = 0; kept < answer.length; kept++) {
      byte[] came = Arrays.copyOf(answer, kept);
      var handing = new Handing(BundleFile.at(carried), new Keeping(), true);

      assertThatExceptionOfType(RefusedException.class)
          .as("%d bytes", kept)
          .isThrownBy(() -> handing.end(CarryOutcome.getDefaultInstance(), out -> out.write(came)));
    }

    assertThat(SomeBundles.bytes(place)).isEqualTo(answer);
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  private Optional<Handing.End> end(Optional<String> refused) {
    return refused.map(
        why ->
            new Handing(BundleFile.at(carried), new Keeping(), true)
                .end(CarryOutcome.newBuilder().setRefused(why).build(), out -> {}));
  }

  /** Why headquarters refuses what arrived so; empty where it is as it was. */
  private Optional<String> why(byte[] arrived) {
    try {
      bundles.check(bundles.written(arrived));
      return Arrays.equals(arrived, sound) ? Optional.of("BUNDLE_ALTERED") : Optional.empty();
    } catch (RefusedException refused) {
      return Optional.of(refused.refusal().code().name());
    }
  }

  private final class Keeping implements HandingStore {
    @Override
    public Path answer(BundleFile bundle) {
      return folder.resolve("answer.bundle");
    }

    @Override
    public List<Path> carriedAnswers(BundleFile bundle) {
      return List.of();
    }

    @Override
    public void fetched(List<Path> older) {}

    @Override
    public void delivered(BundleFile bundle) {}

    @Override
    public void refused(BundleFile bundle, BundleRefusal why) {}
  }
}
