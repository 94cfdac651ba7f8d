package retex.wire;

import java.util.ArrayList;
import java.util.List;
import retex.wire.Columns.Place;
import retex.wire.Columns.Slot;

/** Gives back the canonical bytes of a message that was laid out in columns. Used once. */
final class ColumnReader {

  private static final int MOST_SHAPES = 4096;
  private static final int MOST_SLOTS = 64;
  private static final int MOST_COLUMNS = 2048;
  private static final int DEEPEST = 8;
  private final int limit;
  private final List<List<Slot>> shapes = new ArrayList<>();
  private final List<Values> columns = new ArrayList<>();
  private final Columns.Numbers next = this::take;
  private int nextColumn;
  private int written;

  private ColumnReader(int limit) {
    this.limit = limit;
  }

  /**
   * Refuses with {@code FRAME_MALFORMED}, and {@code FRAME_TOO_LARGE} above {@code limit} bytes.
   */
  static byte[] read(byte[] bytes, int limit) {
    var reader = new ColumnReader(limit);
    reader.open(new Varint.Reader(bytes, 0, bytes.length));
    var out = new Octets(2 * bytes.length);
    reader.node(new Place(), out, 0);
    if (reader.nextColumn != reader.columns.size()
        || !reader.columns.stream().allMatch(Values::isAtEnd)) {
      throw WireRefusal.FRAME_MALFORMED.at("columns").asException();
    }
    return out.toByteArray();
  }

  private void open(Varint.Reader in) {
    int shapeCount = in.count(MOST_SHAPES);
    for (int i = 0; i < shapeCount; i++) {
      var shape = new ArrayList<Slot>();
      int slots = in.count(MOST_SLOTS);
      for (int j = 0; j < slots; j++) {
        shape.add(Slot.of(in.number()));
      }
      shapes.add(shape);
    }
    int columnCount = in.count(MOST_COLUMNS);
    for (int i = 0; i < columnCount; i++) {
      columns.add(new Values(in.slice(in.count(Integer.MAX_VALUE))));
    }
    if (!in.isAtEnd()) {
      throw WireRefusal.FRAME_MALFORMED.at("columns").asException();
    }
  }

  private void node(Place place, Octets out, int depth) {
    long shape = column(place.shapes(next)).number();
    if (depth > DEEPEST || shape < 0 || shape >= shapes.size()) {
      throw WireRefusal.FRAME_MALFORMED.at("columns.shape").asException();
    }
    for (Slot slot : shapes.get((int) shape)) {
      long times = slot.repeated() ? column(place.counts(slot, next)).number() : 1;
      if (times < 0) {
        throw WireRefusal.FRAME_MALFORMED.at("columns.count").asException();
      }
      for (long i = 0; i < times; i++) {
        value(slot, place, out, depth);
      }
    }
  }

  private void value(Slot slot, Place place, Octets out, int depth) {
    int before = out.size();
    switch (slot.kind()) {
      case NUMBER -> {
        Varint.write(out, (long) slot.number() << 3);
        Varint.write(out, column(place.values(slot, next)).number());
      }
      case TEXT -> {
        Varint.write(out, (long) slot.number() << 3 | 2);
        column(place.values(slot, next)).text(out);
      }
      case NODE -> {
        Varint.write(out, (long) slot.number() << 3 | 2);
        int from = out.size();
        node(place.below(slot), out, depth + 1);
        Varint.insert(out, from, out.size() - from); // its length, known only now
      }
    }
    if (depth > 0 && slot.kind() != Columns.Kind.NODE) {
      written += out.size() - before;
    }
    if (written > limit || out.size() > limit) {
      throw WireRefusal.FRAME_TOO_LARGE.at("columns").asException();
    }
  }

  private int take() {
    return nextColumn++;
  }

  private Values column(int number) {
    if (number >= columns.size()) {
      throw WireRefusal.FRAME_MALFORMED.at("columns").asException();
    }
    return columns.get(number);
  }

  /** One column that is being read. */
  private static final class Values {
    private final Varint.Reader in;
    private final int mode;
    private long before;

    Values(Varint.Reader in) {
      this.in = in;
      this.mode = in.octet();
    }

    long number() {
      if (mode == 2) {
        return in.number();
      }
      if (mode != 3) {
        throw WireRefusal.FRAME_MALFORMED.at("columns.mode").asException();
      }
      long step = in.number();
      before += step >>> 1 ^ -(step & 1);
      return before;
    }

    void text(Octets out) {
      int length =
          switch (mode) {
            case 0 -> in.untilZero();
            case 1 -> in.count(in.left());
            default -> throw WireRefusal.FRAME_MALFORMED.at("columns.mode").asException();
          };
      Varint.write(out, length);
      in.copy(length, out);
      if (mode == 0) {
        in.octet();
      }
    }

    boolean isAtEnd() {
      return in.isAtEnd();
    }
  }
}
