package retex.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import retex.agent.attachment.AttachmentRefusal;
import retex.refusal.RefusedException;

class TokenPictureTest {

  private static final String TOKEN =
      "Wm9-bGciOiJub25lIn0_eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiYWRtaW4iOnR1";

  @ParameterizedTest(name = "{0}, {1} points, turned by {2} degrees")
  @CsvSource({"png, 400, 0", "jpg, 900, 0", "jpg, 3600, 0", "jpg, 1200, 7", "png, 900, 90"})
  void the_token_is_read_from_the_screen_a_scan_and_a_photograph_held_askew(
      String type, int side, int degrees) throws IOException, WriterException {
    assertThat(TokenPicture.read(bytes(photograph(side, degrees, type.equals("jpg")), type)))
        .isEqualTo(TOKEN);
  }

  @Test
  void a_picture_without_a_code_and_what_is_no_picture_are_refused_by_name() throws IOException {
    var empty = new BufferedImage(300, 300, BufferedImage.TYPE_INT_RGB);
    byte[] whole = bytes(empty, "png");
    byte[] cut = java.util.Arrays.copyOf(whole, whole.length / 2);

    for (byte[] picture : new byte[][] {whole, cut, {}, "<svg/>".getBytes("UTF-8")}) {
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> TokenPicture.read(picture))
          .satisfies(
              it ->
                  assertThat(it.refusal().code()).isEqualTo(SyncRefused.TOKEN_PICTURE_UNREADABLE));
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "png, ATTACHMENT_TOO_MANY_POINTS",
    "jpg, ATTACHMENT_TOO_MANY_POINTS",
    "gif, TOKEN_PICTURE_UNREADABLE",
    "bmp, TOKEN_PICTURE_UNREADABLE",
  })
  void a_small_file_that_declares_a_huge_picture_is_refused_without_the_memory_for_it(
      String type, String code) throws IOException {
    byte[] bomb = SomeBomb.of(type, 60_000, 60_000);

    long before = allocated();
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> TokenPicture.read(bomb))
        .satisfies(it -> assertThat(it.refusal().code().name()).isEqualTo(code));

    assertThat(bomb.length).isLessThan(2_000);
    assertThat(allocated() - before).isLessThan(20_000_000);
  }

  @Test
  void of_a_file_of_any_size_no_more_is_read_than_a_picture_may_have(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("picture.jpg");
    try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(20_000_000_000L); // bytes
    }

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> TokenPicture.read(file))
        .satisfies(
            it ->
                assertThat(it.refusal().code()).isEqualTo(AttachmentRefusal.ATTACHMENT_TOO_LARGE));
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> TokenPicture.read(folder.resolve("none.jpg")))
        .satisfies(
            it -> assertThat(it.refusal().code()).isEqualTo(SyncRefused.TOKEN_PICTURE_UNREADABLE));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"gif", "bmp"})
  void a_picture_of_another_kind_is_refused_though_its_code_could_be_read(String type)
      throws IOException, WriterException {
    byte[] picture = bytes(photograph(400, 0, false), type);

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> TokenPicture.read(picture))
        .satisfies(
            it -> assertThat(it.refusal().code()).isEqualTo(SyncRefused.TOKEN_PICTURE_UNREADABLE));
  }

  private static long allocated() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getCurrentThreadAllocatedBytes();
  }

  /** A sheet on a grey table, with the noise of a camera or as a screen holds it. */
  private static BufferedImage photograph(int side, int degrees, boolean isNoisy)
      throws WriterException {
    BitMatrix bits = new QRCodeWriter().encode(TOKEN, BarcodeFormat.QR_CODE, 0, 0);
    double module = side / 2.0 / bits.getWidth();
    var picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    var pen = picture.createGraphics();
    pen.setColor(new Color(150, 150, 145));
    pen.fillRect(0, 0, side, side);
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.rotate(Math.toRadians(degrees), side / 2.0, side / 2.0);
    for (int y = 0; y < bits.getHeight(); y++) {
      for (int x = 0; x < bits.getWidth(); x++) {
        pen.setColor(bits.get(x, y) ? new Color(30, 30, 40) : new Color(235, 235, 225));
        double half = side / 4.0;
        pen.fill(
            new Rectangle2D.Double(half + x * module, half + y * module, module + 1, module + 1));
      }
    }
    pen.dispose();
    var random = new Random(3);
    for (int i = 0; isNoisy && i < side * side / 50; i++) {
      int x = random.nextInt(side);
      int y = random.nextInt(side);
      int grey = 100 + random.nextInt(60);
      picture.setRGB(x, y, new Color(grey, grey, grey).getRGB());
    }
    return picture;
  }

  private static byte[] bytes(BufferedImage picture, String type) throws IOException {
    var out = new ByteArrayOutputStream();
    ImageIO.write(picture, type, out);
    return out.toByteArray();
  }
}
