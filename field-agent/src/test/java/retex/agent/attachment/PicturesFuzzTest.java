package retex.agent.attachment;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;
import retex.refusal.RefusedException;

/** Whatever bytes a card, a colleague or a screen gave as a picture. */
class PicturesFuzzTest {

  @FuzzTest(maxDuration = "2m")
  void photographs(byte[] bytes) {
    refusedOrRead(
        () -> {
          FileType type = FileType.of(bytes);
          Exif.Said said = Exif.of(bytes, type);
          if (type != FileType.PDF) {
            Picture.of(bytes, type, said.orientation());
          }
        });
  }

  @FuzzTest(maxDuration = "2m")
  void points(byte[] bytes) {
    refusedOrRead(() -> Picture.points(bytes, 10_000));
  }

  private static void refusedOrRead(Runnable work) {
    try {
      work.run();
    } catch (RefusedException refused) {
      Optional.of(refused); // an answer like any other
    }
  }
}
