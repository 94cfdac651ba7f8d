package retex.agent.sync;

import static retex.agent.attachment.AttachmentRefusal.ATTACHMENT_TOO_LARGE;
import static retex.agent.attachment.AttachmentRefusal.ATTACHMENT_TOO_MANY_IN_PASSES;
import static retex.agent.attachment.AttachmentRefusal.ATTACHMENT_TOO_MANY_POINTS;
import static retex.agent.sync.SyncRefused.TOKEN_PICTURE_UNREADABLE;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.Color;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import retex.agent.attachment.Attachments;
import retex.agent.attachment.Picture;
import retex.refusal.RefusalCode;
import retex.refusal.RefusedException;

/**
 * Reads an enrolment token from a picture of the QR code that headquarters shows or prints: a
 * photograph, a scan, or what the screen held. Nothing of the picture is kept.
 */
final class TokenPicture {

  private static final int MOST_POINTS = 4_000_000; // of a larger picture some are passed over
  private static final int[] SIDES = {1_200, 600, 400}; // the smaller, the less of a camera's noise

  private static final Set<RefusalCode> TOO_LARGE =
      Set.of(ATTACHMENT_TOO_MANY_POINTS, ATTACHMENT_TOO_MANY_IN_PASSES);

  private TokenPicture() {}

  /**
   * The text of the code in a picture's file, of which no more is read than a picture may have;
   * refuses with {@code TOKEN_PICTURE_UNREADABLE} what cannot be read or shows none, and as a
   * photograph is refused what is too large.
   */
  static String read(Path file) {
    byte[] picture;
    try (InputStream in = Files.newInputStream(file)) {
      picture = in.readNBytes(Attachments.LARGEST + 1);
    } catch (IOException e) {
      throw TOKEN_PICTURE_UNREADABLE.at("file").asException();
    }
    if (picture.length > Attachments.LARGEST) {
      throw ATTACHMENT_TOO_LARGE.at("picture").asException();
    }
    return read(picture);
  }

  /** The text of the code; refuses with {@code TOKEN_PICTURE_UNREADABLE} what shows none. */
  static String read(byte[] picture) {
    try {
      BufferedImage image = Picture.points(picture, MOST_POINTS);
      for (int side : SIDES) {
        Optional<String> text = code(smaller(image, side));
        if (text.isPresent()) {
          return text.get();
        }
      }
    } catch (RefusedException refused) {
      if (TOO_LARGE.contains(refused.refusal().code())) {
        throw refused;
      }
      throw TOKEN_PICTURE_UNREADABLE.at("picture").asException();
    } catch (IllegalArgumentException | IndexOutOfBoundsException damaged) {
      throw TOKEN_PICTURE_UNREADABLE.at("picture").asException();
    }
    throw TOKEN_PICTURE_UNREADABLE.at("").asException();
  }

  private static Optional<String> code(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] points = image.getRGB(0, 0, width, height, null, 0, width);
    var bits = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, points)));
    try {
      return Optional.of(
          new QRCodeReader().decode(bits, Map.of(DecodeHintType.TRY_HARDER, true)).getText());
    } catch (ReaderException none) {
      return Optional.empty();
    }
  }

  private static BufferedImage smaller(BufferedImage image, int side) {
    double scale = (double) side / Math.max(image.getWidth(), image.getHeight());
    int width = (int) Math.max(1, Math.round(image.getWidth() * scale));
    int height = (int) Math.max(1, Math.round(image.getHeight() * scale));
    var drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var pen = drawn.createGraphics();
    pen.drawImage(
        scale < 1 ? image.getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING) : image,
        0,
        0,
        width,
        height,
        Color.WHITE, // what lets the ground through lies on paper
        null);
    pen.dispose();
    return drawn;
  }
}
