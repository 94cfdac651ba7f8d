package retex.wire;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Messages turned on their side: values of one field lie beside each other, so that like stands by
 * like and compresses. The layout describes itself: whoever reads it needs no schema and gives back
 * the message's canonical bytes, also of a version that it does not know. Layout in docs/sync.md.
 */
final class Columns {

  private Columns() {}

  /** What a field's slot holds. */
  enum Kind {
    /** A varint. */
    NUMBER,
    /** A string or bytes. */
    TEXT,
    /** A message, or bytes that are one. */
    NODE
  }

  /** One field as a shape lists it. */
  record Slot(int number, Kind kind, boolean repeated) {

    private static final Kind[] KINDS = Kind.values();

    static Slot of(long code) {
      int kind = (int) (code >> 1 & 3);
      if (code < 8 || code >>> 32 != 0 || kind >= KINDS.length) {
        throw WireRefusal.FRAME_MALFORMED.at("columns.shape").asException();
      }
      return new Slot((int) (code >> 3), KINDS[kind], (code & 1) == 1);
    }

    long code() {
      return (long) number << 3 | (long) kind.ordinal() << 1 | (repeated ? 1 : 0);
    }

    /** By hand: asked at each value, and a record's own is slow until it was asked long. */
    @Override
    public int hashCode() {
      return (int) code();
    }
  }

  /** Columns below one message's place, each with a number given at its first use. */
  static final class Place {
    private final Map<Slot, Place> below = new HashMap<>();
    private final Map<Slot, Integer> values = new HashMap<>();
    private final Map<Slot, Integer> counts = new HashMap<>();
    private int shapes = -1;

    Place below(Slot slot) {
      Place known = below.get(slot);
      return known != null ? known : below.computeIfAbsent(slot, it -> new Place());
    }

    int shapes(Numbers next) {
      if (shapes < 0) {
        shapes = next.take();
      }
      return shapes;
    }

    int values(Slot slot, Numbers next) {
      return number(values, slot, next);
    }

    int counts(Slot slot, Numbers next) {
      return number(counts, slot, next);
    }

    private static int number(Map<Slot, Integer> numbers, Slot slot, Numbers next) {
      Integer known = numbers.get(slot);
      return known != null ? known : numbers.computeIfAbsent(slot, it -> next.take());
    }
  }

  /** Hands out column numbers in the order of their first use, which both sides walk alike. */
  interface Numbers {
    int take();
  }

  /** One column that is being written. */
  static final class Written {
    private final List<byte[]> texts = new ArrayList<>();
    private final List<Long> numbers = new ArrayList<>();

    void text(byte[] value) {
      texts.add(value);
    }

    void number(long value) {
      numbers.add(value);
    }

    /** Texts end with a zero unless one holds a zero; numbers are plain, or steps where smaller. */
    byte[] bytes() {
      var out = new ByteArrayOutputStream();
      if (numbers.isEmpty()) {
        boolean zero = texts.stream().anyMatch(Columns::holdsZero);
        out.write(zero ? 1 : 0);
        for (byte[] text : texts) {
          if (zero) {
            Varint.write(out, text.length);
          }
          out.writeBytes(text);
          if (!zero) {
            out.write(0);
          }
        }
        return out.toByteArray();
      }
      byte[] plain = plain();
      byte[] steps = steps();
      return steps.length < plain.length ? steps : plain;
    }

    private byte[] plain() {
      var out = new ByteArrayOutputStream();
      out.write(2);
      numbers.forEach(number -> Varint.write(out, number));
      return out.toByteArray();
    }

    private byte[] steps() {
      var out = new ByteArrayOutputStream();
      out.write(3);
      long before = 0;
      for (long number : numbers) {
        long step = number - before;
        Varint.write(out, step << 1 ^ step >> 63);
        before = number;
      }
      return out.toByteArray();
    }
  }

  private static boolean holdsZero(byte[] text) {
    for (byte one : text) {
      if (one == 0) {
        return true;
      }
    }
    return false;
  }
}
