package retex.server.document;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads values from bytes in PDF notation, strictly: a comment is refused, for it could tell. */
final class RawTokens {

  private static final int DEEPEST = 40;

  private final byte[] bytes;
  private final int end;
  private int at;

  RawTokens(byte[] bytes, int from) {
    this.bytes = bytes;
    this.at = from;
    this.end = bytes.length;
  }

  int at() {
    return at;
  }

  void moveTo(int offset) {
    at = offset;
  }

  boolean atEnd() {
    skipSpace();
    return at >= end;
  }

  void skipSpace() {
    while (at < end && isSpace(bytes[at])) {
      at++;
    }
  }

  boolean startsWith(String word) {
    if (at + word.length() > end) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (bytes[at + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  void expect(String word) {
    skipSpace();
    if (!startsWith(word)) {
      throw new Raw.Malformed("expected " + word, at);
    }
    at += word.length();
  }

  /** The next value; references are joined where {@code references}. */
  Raw value(boolean references) {
    return value(references, 0);
  }

  private Raw value(boolean references, int depth) {
    skipSpace();
    if (at >= end || depth > DEEPEST) {
      throw new Raw.Malformed("no value", at);
    }
    int c = bytes[at];
    if (c == '/') {
      return new Raw.Name(name());
    }
    if (c == '(') {
      return new Raw.Text(literal());
    }
    if (c == '[') {
      at++;
      return new Raw.Array(array(references, depth));
    }
    if (c == '<') {
      return at + 1 < end && bytes[at + 1] == '<'
          ? new Raw.Dict(dict(references, depth))
          : new Raw.Text(hexadecimal());
    }
    return isNumeric(c) ? number(references) : word();
  }

  private Raw number(boolean references) {
    double number = numberAlone();
    if (references && number >= 0 && number == Math.rint(number)) {
      int back = at;
      skipSpace();
      if (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
        numberAlone();
        skipSpace();
        if (at < end && bytes[at] == 'R' && (at + 1 == end || !isRegular(bytes[at + 1]))) {
          at++;
          return new Raw.Ref((int) number);
        }
      }
      at = back;
    }
    return new Raw.Number(number);
  }

  double numberAlone() {
    skipSpace();
    int from = at;
    while (at < end && isNumeric(bytes[at])) {
      at++;
    }
    try {
      return Double.parseDouble(new String(bytes, from, at - from, StandardCharsets.US_ASCII));
    } catch (NumberFormatException e) {
      throw new Raw.Malformed("no number", from);
    }
  }

  private Raw word() {
    int from = at;
    while (at < end && isRegular(bytes[at])) {
      at++;
    }
    if (at == from) {
      throw new Raw.Malformed("unexpected sign", at);
    }
    return new Raw.Word(new String(bytes, from, at - from, StandardCharsets.ISO_8859_1));
  }

  private String name() {
    at++;
    var out = new ByteArrayOutputStream();
    while (at < end && isRegular(bytes[at])) {
      if (bytes[at] == '#' && at + 2 < end) {
        out.write(Character.digit(bytes[at + 1], 16) * 16 + Character.digit(bytes[at + 2], 16));
        at += 3;
      } else {
        out.write(bytes[at++]);
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private List<Raw> array(boolean references, int depth) {
    var array = new ArrayList<Raw>();
    for (skipSpace(); at < end && bytes[at] != ']'; skipSpace()) {
      array.add(value(references, depth + 1));
    }
    expect("]");
    return array;
  }

  private Map<String, Raw> dict(boolean references, int depth) {
    at += 2;
    var dict = new LinkedHashMap<String, Raw>();
    for (skipSpace(); at < end && bytes[at] != '>'; skipSpace()) {
      if (bytes[at] != '/') {
        throw new Raw.Malformed("no key", at);
      }
      if (dict.put(name(), value(references, depth + 1)) != null) {
        throw new Raw.Malformed("a key twice", at); // readers differ on which one counts
      }
    }
    expect(">>");
    return dict;
  }

  private byte[] hexadecimal() {
    at++;
    var out = new ByteArrayOutputStream();
    int high = -1;
    for (skipSpace(); at < end && bytes[at] != '>'; skipSpace()) {
      int digit = Character.digit(bytes[at++], 16);
      if (digit < 0) {
        throw new Raw.Malformed("no hexadecimal digit", at);
      }
      if (high < 0) {
        high = digit;
      } else {
        out.write(high * 16 + digit);
        high = -1;
      }
    }
    expect(">");
    if (high >= 0) {
      out.write(high * 16);
    }
    return out.toByteArray();
  }

  private byte[] literal() {
    at++;
    var out = new ByteArrayOutputStream();
    for (int open = 1; at < end; at++) {
      int c = bytes[at];
      if (c == '\\') {
        escape(out);
        continue;
      }
      open += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (open == 0) {
        at++;
        return out.toByteArray();
      }
      out.write(c);
    }
    throw new Raw.Malformed("open string", at);
  }

  private void escape(ByteArrayOutputStream out) {
    int c = ++at < end ? bytes[at] : ' ';
    switch (c) {
      case 'n' -> out.write('\n');
      case 'r' -> out.write('\r');
      case 't' -> out.write('\t');
      case 'b' -> out.write('\b');
      case 'f' -> out.write('\f');
      case '\n' -> {}
      default -> {
        if (c >= '0' && c <= '7') {
          int value = 0;
          int digits = 0;
          for (; digits < 3 && at < end && bytes[at] >= '0' && bytes[at] <= '7'; digits++) {
            value = value * 8 + bytes[at++] - '0';
          }
          at--;
          out.write(value);
        } else {
          out.write(c);
        }
      }
    }
  }

  private static boolean isNumeric(int c) {
    return (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
  }

  private static boolean isSpace(int c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0;
  }

  private static boolean isRegular(int c) {
    return !isSpace(c) && "()<>[]{}/%".indexOf(c) < 0;
  }
}
