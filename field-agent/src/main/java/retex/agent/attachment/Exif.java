package retex.agent.attachment;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the few EXIF fields that are kept, from three directories and nothing else. A hostile file
 * may say anything: what does not fit is passed over, no value is copied that is not asked for, and
 * nothing is followed twice. Tags: CIPA DC-008, EXIF 2.32.
 */
final class Exif {

  private static final int MOST_ENTRIES = 500; // of one directory
  private static final int MOST_LETTERS = 100; // of one text
  private static final int EXIF_DIRECTORY = 0x8769;
  private static final int GPS_DIRECTORY = 0x8825;
  private static final int TEXT = 2;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int RATIONAL = 5;

  private final ByteBuffer tiff;

  private Exif(ByteBuffer tiff) {
    this.tiff = tiff;
  }

  /** What was read: how the picture is turned, 1 to 8, and where it is from. */
  record Said(int orientation, Origin origin) {

    static final Said NOTHING = new Said(1, Origin.UNKNOWN);
  }

  static Said of(byte[] file, FileType type) {
    byte[] exif =
        switch (type) {
          case JPEG -> Segments.exifOfJpeg(file);
          case PNG -> Segments.exifOfPng(file);
          case PDF -> new byte[0];
        };
    try {
      return exif.length < 8 ? Said.NOTHING : new Exif(ByteBuffer.wrap(exif)).read();
    } catch (IndexOutOfBoundsException | BufferUnderflowException damaged) {
      return Said.NOTHING;
    }
  }

  private Said read() {
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    Map<Integer, Field> main = directory(tiff.getInt(4));
    Map<Integer, Field> more = directory(pointer(main, EXIF_DIRECTORY));
    Map<Integer, Field> place = directory(pointer(main, GPS_DIRECTORY));
    int orientation = (int) number(main.get(0x0112));
    return new Said(
        orientation >= 1 && orientation <= 8 ? orientation : 1,
        new Origin(
            joined(" ", or(text(more.get(0x9003)), text(main.get(0x0132))), text(more.get(0x9011))),
            position(place),
            joined(
                ", ",
                joined(" ", text(main.get(0x010f)), text(main.get(0x0110))),
                text(more.get(0xa431)),
                text(more.get(0xa434)),
                text(more.get(0xa435))),
            joined(", ", text(main.get(0x013b)), text(more.get(0xa430)), text(main.get(0x8298)))));
  }

  private Map<Integer, Field> directory(int at) {
    var fields = new HashMap<Integer, Field>();
    if (at < 8 || at > tiff.limit() - 2) {
      return fields;
    }
    int entries = Math.min(MOST_ENTRIES, Short.toUnsignedInt(tiff.getShort(at)));
    for (int i = 0; i < entries && at + 2 + 12 * (i + 1) <= tiff.limit(); i++) {
      int entry = at + 2 + 12 * i;
      fields.put(
          Short.toUnsignedInt(tiff.getShort(entry)),
          new Field(
              Short.toUnsignedInt(tiff.getShort(entry + 2)), tiff.getInt(entry + 4), entry + 8));
    }
    return fields;
  }

  private int pointer(Map<Integer, Field> directory, int tag) {
    Field field = directory.get(tag);
    return field == null || field.type() != LONG ? 0 : tiff.getInt(field.at());
  }

  private long number(@Nullable Field field) {
    return field == null || field.type() != SHORT
        ? 0
        : Short.toUnsignedInt(tiff.getShort(field.at()));
  }

  /** What can be printed of a text. */
  private String text(@Nullable Field field) {
    if (field == null || field.type() != TEXT || field.count() < 1) {
      return "";
    }
    int from = field.count() <= 4 ? field.at() : tiff.getInt(field.at());
    int length = Math.min(field.count(), MOST_LETTERS);
    if (from < 0 || from > tiff.limit() - length) {
      return "";
    }
    return new String(tiff.array(), from, length, StandardCharsets.UTF_8)
        .replaceAll("[\\p{C}\\ufffd]+", " ")
        .strip();
  }

  private String position(Map<Integer, Field> place) {
    double north = degrees(place.get(2));
    double east = degrees(place.get(4));
    if (Double.isNaN(north) || Double.isNaN(east)) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        "%.6f, %.6f",
        text(place.get(1)).equals("S") ? -north : north,
        text(place.get(3)).equals("W") ? -east : east);
  }

  /** Degrees, minutes and seconds, each a fraction. */
  private double degrees(@Nullable Field field) {
    if (field == null || field.type() != RATIONAL || field.count() != 3) {
      return Double.NaN;
    }
    int at = tiff.getInt(field.at());
    double degrees = 0;
    for (int part = 0; part < 3; part++) {
      double above = Integer.toUnsignedLong(tiff.getInt(at + 8 * part));
      double below = Integer.toUnsignedLong(tiff.getInt(at + 8 * part + 4));
      degrees += above / below / Math.pow(60, part);
    }
    return degrees;
  }

  private static String or(String first, String second) {
    return first.isEmpty() ? second : first;
  }

  private static String joined(String between, String... parts) {
    return Stream.of(parts).filter(it -> !it.isEmpty()).collect(Collectors.joining(between));
  }

  /** One entry of a directory: its type, how many values, where the value or its offset stands. */
  private record Field(int type, int count, int at) {}
}
