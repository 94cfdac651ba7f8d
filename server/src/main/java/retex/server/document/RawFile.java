package retex.server.document;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A PDF read from its first byte to its last: every object of every revision, reached or not, with
 * streams decompressed. A byte that belongs to none of them is refused; so is a table of offsets
 * that points elsewhere than to these objects.
 */
final class RawFile {

  private static final int LARGEST = 16 << 20; // of one stream, decompressed

  private final byte[] bytes;
  private final List<Definition> definitions = new ArrayList<>();
  private final List<Raw> trailers = new ArrayList<>();
  private final Map<Integer, Raw> latest = new LinkedHashMap<>();
  private final Map<Integer, Integer> offsets = new HashMap<>();
  private int revisions;

  private RawFile(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Reads a whole file; throws {@link Raw.Malformed} at whatever is not understood. */
  static RawFile of(byte[] bytes) {
    var file = new RawFile(bytes);
    file.read();
    file.trailers.forEach(file::checkOffsets);
    return file;
  }

  /** Every object as defined, in the order of the file. */
  List<Definition> definitions() {
    return definitions;
  }

  int revisions() {
    return revisions;
  }

  /** The trailer of each revision. */
  List<Raw> trailers() {
    return trailers;
  }

  Raw root() {
    return resolved(trailers.get(trailers.size() - 1).at("Root"));
  }

  /** The value, or the object in its newest revision that it refers to. */
  Raw resolved(Raw value) {
    Raw found = value;
    for (int steps = 0; found instanceof Raw.Ref ref; steps++) {
      found = latest.getOrDefault(ref.object(), Raw.NOTHING);
      if (steps > 20) {
        throw new Raw.Malformed("references in a circle", 0);
      }
    }
    return found;
  }

  Raw resolved(Raw dict, String key) {
    return resolved(dict.at(key));
  }

  private void read() {
    var tokens = new RawTokens(bytes, 0);
    header(tokens);
    while (!tokens.atEnd()) {
      if (tokens.startsWith("%%EOF")) {
        tokens.expect("%%EOF");
        revisions++;
      } else if (tokens.startsWith("startxref")) {
        tokens.expect("startxref");
        tokens.numberAlone();
      } else if (tokens.startsWith("xref")) {
        skipTable(tokens);
      } else if (tokens.startsWith("trailer")) {
        tokens.expect("trailer");
        trailers.add(tokens.value(true));
      } else {
        object(tokens);
      }
    }
    if (trailers.isEmpty() || revisions != trailers.size()) {
      throw new Raw.Malformed("no trailer for each revision", bytes.length);
    }
  }

  private void header(RawTokens tokens) {
    tokens.expect("%PDF-1.");
    tokens.numberAlone();
    tokens.skipSpace();
    if (!tokens.startsWith("%")) {
      throw new Raw.Malformed("no mark of binary content", tokens.at());
    }
    int at = tokens.at() + 1;
    for (int i = 0; i < 4; i++) {
      if (bytes[at++] >= 0) {
        throw new Raw.Malformed("a comment", at);
      }
    }
    tokens.moveTo(at);
  }

  private static void skipTable(RawTokens tokens) {
    tokens.expect("xref");
    tokens.skipSpace();
    while (!tokens.startsWith("trailer")) {
      tokens.numberAlone();
      int count = (int) tokens.numberAlone();
      for (int i = 0; i < count; i++) {
        tokens.numberAlone();
        tokens.numberAlone();
        tokens.skipSpace();
        tokens.expect(tokens.startsWith("f") ? "f" : "n");
      }
      tokens.skipSpace();
    }
  }

  private void object(RawTokens tokens) {
    int offset = tokens.at();
    int number = (int) tokens.numberAlone();
    tokens.numberAlone();
    tokens.expect("obj");
    Raw value = tokens.value(true);
    tokens.skipSpace();
    if (tokens.startsWith("stream")) {
      value = stream(tokens, value);
    }
    tokens.expect("endobj");
    offsets.put(offset, number);
    define(number, value);
    if (value instanceof Raw.Stream stream) {
      String type = stream.at("Type").name();
      if (type.equals("ObjStm")) {
        inside(stream);
      } else if (type.equals("XRef")) {
        trailers.add(stream);
      }
    }
  }

  private void define(int number, Raw value) {
    definitions.add(new Definition(number, revisions, value));
    latest.put(number, value);
  }

  private Raw.Stream stream(RawTokens tokens, Raw dict) {
    tokens.expect("stream");
    int from = tokens.at();
    from += bytes[from] == '\r' ? 2 : 1;
    if (!(dict.at("Length") instanceof Raw.Number length)) {
      throw new Raw.Malformed("no plain length", from);
    }
    int size = (int) length.number();
    if (size < 0 || from + size > bytes.length) {
      throw new Raw.Malformed("length past the end", from);
    }
    byte[] data = java.util.Arrays.copyOfRange(bytes, from, from + size);
    tokens.moveTo(from + size);
    tokens.expect("endstream");
    Raw filter = dict.at("Filter");
    List<Raw> filters = filter.array().isEmpty() ? List.of(filter) : filter.array();
    for (Raw one : filters) {
      if (one.name().equals("FlateDecode")) {
        data = inflated(data, from);
      } else if (one != Raw.NOTHING) {
        throw new Raw.Malformed("unknown filter", from);
      }
    }
    return new Raw.Stream(dict.dict(), data);
  }

  private static byte[] inflated(byte[] data, int at) {
    var inflater = new Inflater();
    try {
      inflater.setInput(data);
      var out = new ByteArrayOutputStream(data.length * 4);
      var buffer = new byte[8192];
      while (!inflater.finished()) {
        int count = inflater.inflate(buffer);
        out.write(buffer, 0, count);
        if ((count == 0 && !inflater.finished()) || out.size() > LARGEST) {
          throw new Raw.Malformed("broken or huge stream", at);
        }
      }
      int left = inflater.getRemaining();
      if (left > 2) { // a line end may follow
        throw new Raw.Malformed("bytes after a compressed stream", at);
      }
      return out.toByteArray();
    } catch (DataFormatException e) {
      throw new Raw.Malformed("broken stream", at);
    } finally {
      inflater.end();
    }
  }

  private void inside(Raw.Stream stream) {
    int count = (int) stream.at("N").number();
    int first = (int) stream.at("First").number();
    var heads = new RawTokens(stream.bytes(), 0);
    var numbers = new int[count];
    var places = new int[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (int) heads.numberAlone();
      places[i] = (int) heads.numberAlone();
    }
    var body = new RawTokens(stream.bytes(), first);
    for (int i = 0; i < count; i++) {
      body.skipSpace();
      if (body.at() != first + places[i]) {
        throw new Raw.Malformed("bytes between objects", body.at());
      }
      define(numbers[i], body.value(true));
    }
    if (!body.atEnd()) {
      throw new Raw.Malformed("bytes after objects", body.at());
    }
  }

  /** Each entry that names an offset must name one at which its object begins. */
  private void checkOffsets(Raw trailer) {
    if (!(trailer instanceof Raw.Stream stream)) {
      return;
    }
    List<Raw> widths = stream.at("W").array();
    List<Raw> index = stream.at("Index").array();
    int at = 0;
    for (int section = 0; section + 1 < index.size(); section += 2) {
      int number = (int) index.get(section).number();
      for (int i = 0; i < (int) index.get(section + 1).number(); i++, number++) {
        var fields = new int[3];
        for (int field = 0; field < 3; field++) {
          for (int width = (int) widths.get(field).number(); width > 0; width--) {
            fields[field] = fields[field] << 8 | (stream.bytes()[at++] & 0xFF);
          }
        }
        if (fields[0] == 1 && offsets.getOrDefault(fields[1], -1) != number) {
          throw new Raw.Malformed("an offset to no object", fields[1]);
        }
      }
    }
    if (at != stream.bytes().length) {
      throw new Raw.Malformed("table of offsets too long", at);
    }
  }

  /** One object in one revision, the first being 0. */
  record Definition(int number, int revision, Raw value) {}
}
