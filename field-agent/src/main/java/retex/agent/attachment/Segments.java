package retex.agent.attachment;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The parts of JPEG (ITU-T T.81, annex B) and PNG files that hold something besides the picture.
 */
final class Segments {

  private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
  private static final int APP0 = 0xe0;
  private static final int APP1 = 0xe1;
  private static final int APP14 = 0xee; // Adobe: how the colours are coded
  private static final int APP15 = 0xef;
  private static final int COMMENT = 0xfe;
  private static final int SCAN = 0xda;
  private static final int FRAME = 0xc0; // sixteen, of which three are no frames:
  private static final List<Integer> NO_FRAMES = List.of(0xc4, 0xc8, 0xcc);

  private Segments() {}

  /** The EXIF block of a JPEG; empty where there is none. */
  static byte[] exifOfJpeg(byte[] file) {
    int at = 2;
    while (at + 4 <= file.length && (file[at] & 0xff) == 0xff) {
      int marker = file[at + 1] & 0xff;
      int length = length(file, at);
      if (marker == SCAN || length < 2 || at + 2 + length > file.length) {
        return new byte[0];
      }
      int from = at + 4;
      if (marker == APP1 && length >= 2 + EXIF.length && isExif(file, from)) {
        return Arrays.copyOfRange(file, from + EXIF.length, at + 2 + length);
      }
      at += 2 + length;
    }
    return new byte[0];
  }

  /**
   * Whether a JPEG comes in several passes over the whole picture, so that who unpacks it holds all
   * of it, twice as large, until the last one: progressive, or its colours one after the other.
   * True also where that cannot be seen.
   */
  static boolean isInPasses(byte[] file) {
    int at = 2;
    int colours = Integer.MAX_VALUE;
    while (at + 10 <= file.length && (file[at] & 0xff) == 0xff) {
      int marker = file[at + 1] & 0xff;
      if (marker == 0xff) {
        at++; // filled up
        continue;
      }
      if (marker == SCAN) {
        return (file[at + 4] & 0xff) < colours;
      }
      if ((marker & 0xf0) == FRAME && !NO_FRAMES.contains(marker)) {
        if ((marker & 3) == 2) {
          return true;
        }
        colours = file[at + 9] & 0xff;
      }
      at += 2 + Math.max(2, length(file, at));
    }
    return true;
  }

  /** The eXIf chunk of a PNG; empty where there is none. */
  static byte[] exifOfPng(byte[] file) {
    ByteBuffer png = ByteBuffer.wrap(file);
    int at = 8;
    while (at + 12 <= file.length) {
      int length = png.getInt(at);
      if (length < 0 || length > file.length - at - 12) {
        return new byte[0];
      }
      String type = new String(file, at + 4, 4, StandardCharsets.US_ASCII);
      if (type.equals("eXIf")) {
        return Arrays.copyOfRange(file, at + 8, at + 8 + length);
      }
      at += 12 + length;
    }
    return new byte[0];
  }

  /**
   * The same JPEG without what programs and cameras wrote beside the picture. Points are not
   * touched. Bytes that do not follow the format give an empty array.
   */
  static byte[] stripped(byte[] file) {
    if (file.length < 4 || (file[0] & 0xff) != 0xff || (file[1] & 0xff) != 0xd8) {
      return new byte[0];
    }
    var out = new ByteArrayOutputStream(file.length);
    out.write(file, 0, 2);
    int at = 2;
    while (at + 4 <= file.length && (file[at] & 0xff) == 0xff) {
      int marker = file[at + 1] & 0xff;
      int length = length(file, at);
      if (length < 2 || at + 2 + length > file.length) {
        return new byte[0];
      }
      boolean says = marker > APP0 && marker <= APP15 && marker != APP14 || marker == COMMENT;
      if (!says) {
        out.write(file, at, 2 + length);
      }
      at += 2 + length;
      if (marker == SCAN) {
        at = scan(file, at, out);
      }
    }
    return out.toByteArray();
  }

  /** Copies the coded points up to the next marker that is none of theirs. */
  private static int scan(byte[] file, int from, ByteArrayOutputStream out) {
    int at = from;
    while (at + 1 < file.length) {
      int next = file[at + 1] & 0xff;
      boolean coded = (file[at] & 0xff) != 0xff || next == 0 || (next >= 0xd0 && next <= 0xd7);
      if (!coded && next == 0xd9) {
        out.write(file, from, at + 2 - from);
        return file.length; // what follows the end is no picture
      }
      if (!coded && next != 0xff) {
        break;
      }
      at++;
    }
    out.write(file, from, at - from);
    return at;
  }

  private static int length(byte[] file, int at) {
    return (file[at + 2] & 0xff) << 8 | file[at + 3] & 0xff;
  }

  private static boolean isExif(byte[] file, int at) {
    return Arrays.equals(file, at, at + EXIF.length, EXIF, 0, EXIF.length);
  }
}
