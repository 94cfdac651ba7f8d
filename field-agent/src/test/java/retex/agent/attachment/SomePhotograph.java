package retex.agent.attachment;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * A photograph as a telephone makes it: with the place, the camera's number and its owner inside.
 */
public final class SomePhotograph {

  public static final String SERIAL = "SN-4711-0815-ZZ";
  public static final String MAKER = "Kamera-Werk";
  public static final String OWNER = "Maj Some Owner";
  public static final String TAKEN = "2026:02:04 09:15:27";
  public static final String XMP = "xmp-marker-of-a-program";
  public static final String IPTC = "iptc-marker-of-an-agency";
  public static final String COMMENT = "comment-marker-of-a-phone";
  public static final String POSITION = "12.345678, -1.234567";

  /** What must be nowhere outside. */
  public static final List<String> MARKERS =
      List.of(SERIAL, MAKER, OWNER, TAKEN, XMP, IPTC, COMMENT);

  private SomePhotograph() {}

  /** A picture of width times height points with everything in it. */
  public static byte[] jpeg(int width, int height, int orientation, long seed) {
    byte[] plain = plain("jpg", picture(width, height, seed));
    var out = new ByteArrayOutputStream();
    out.write(plain, 0, 2);
    segment(out, 0xe1, "Exif\0\0", exif(orientation));
    segment(out, 0xe1, "http://ns.adobe.com/xap/1.0/\0", XMP.getBytes(StandardCharsets.UTF_8));
    segment(out, 0xed, "Photoshop 3.0\0", IPTC.getBytes(StandardCharsets.UTF_8));
    segment(out, 0xfe, "", COMMENT.getBytes(StandardCharsets.UTF_8));
    out.write(plain, 2, plain.length - 2);
    return out.toByteArray();
  }

  /** The bytes of the latitude as EXIF has them. */
  public static byte[] latitude() {
    return ByteBuffer.allocate(24)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(12)
        .putInt(1)
        .putInt(20)
        .putInt(1)
        .putInt(444408)
        .putInt(10000)
        .array();
  }

  static BufferedImage picture(int width, int height, long seed) {
    var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var random = new Random(seed);
    int[] tiles = random.ints(64, 0, 0xffffff).toArray();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int tile = tiles[8 * (8 * y / height) + 8 * x / width];
        picture.setRGB(x, y, tile ^ random.nextInt(0x10) * 0x010101);
      }
    }
    return picture;
  }

  static byte[] plain(String format, BufferedImage picture) {
    var out = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, format, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static void segment(ByteArrayOutputStream out, int marker, String name, byte[] content) {
    int length = 2 + name.length() + content.length;
    out.write(0xff);
    out.write(marker);
    out.write(length >> 8);
    out.write(length);
    out.writeBytes(name.getBytes(StandardCharsets.ISO_8859_1));
    out.writeBytes(content);
  }

  /** TIFF, little endian: three directories of fixed places, texts behind them. */
  private static byte[] exif(int orientation) {
    ByteBuffer tiff = ByteBuffer.allocate(700).order(ByteOrder.LITTLE_ENDIAN);
    tiff.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8);
    tiff.putShort((short) 5);
    text(tiff, 0x010f, MAKER, 300);
    entry(tiff, 0x0112, 3, 1, orientation);
    text(tiff, 0x013b, OWNER, 330);
    entry(tiff, 0x8769, 4, 1, 100);
    entry(tiff, 0x8825, 4, 1, 160);
    tiff.position(100);
    tiff.putShort((short) 2);
    text(tiff, 0x9003, TAKEN, 360);
    text(tiff, 0xa431, SERIAL, 400);
    tiff.position(160);
    tiff.putShort((short) 4);
    entry(tiff, 1, 2, 2, 'N');
    rationals(tiff, 2, 440, latitude());
    entry(tiff, 3, 2, 2, 'W');
    ByteBuffer east = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    east.putInt(1).putInt(1).putInt(14).putInt(1).putInt(44412).putInt(10000);

    rationals(tiff, 4, 480, east.array());
    return tiff.array();
  }

  private static void text(ByteBuffer tiff, int tag, String text, int at) {
    byte[] bytes = (text + "\0").getBytes(StandardCharsets.US_ASCII);
    entry(tiff, tag, 2, bytes.length, at);
    tiff.put(at, bytes);
  }

  private static void rationals(ByteBuffer tiff, int tag, int at, byte[] values) {
    entry(tiff, tag, 5, 3, at);
    tiff.put(at, values);
  }

  private static void entry(ByteBuffer tiff, int tag, int type, int count, int value) {
    tiff.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
  }
}
