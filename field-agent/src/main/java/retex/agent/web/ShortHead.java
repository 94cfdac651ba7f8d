package retex.agent.web;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The head of a request in plain words: {@code PUT}, a path of letters, digits, hyphens and dots,
 * {@code HTTP/1.1}, no header twice, nothing but visible ASCII. Whatever is written in any other
 * way is none, so that nobody reads it differently from the server's own codec.
 */
final class ShortHead implements Knock {

  /** Bytes; longer ones go the ordinary way. */
  static final int LONGEST = 8 * 1024;

  private static final String METHOD = "PUT";
  private static final String VERSION = " HTTP/1.1\r";
  private static final int MOST = 64; // headers

  private final Channel channel;
  private final byte[] bytes;
  private final int[] names = new int[MOST]; // where each begins
  private final int[] colons = new int[MOST];
  private final int[] ends = new int[MOST]; // where each value ends
  private int count;
  private String path = "";

  private ShortHead(Channel channel, byte[] bytes) {
    this.channel = channel;
    this.bytes = bytes;
  }

  /** Whether a request that begins with these may be one. */
  static boolean begins(byte first, byte second, byte third, byte fourth) {
    return first == 'P' && second == 'U' && third == 'T' && fourth == ' ';
  }

  /** Where the body begins; -1 while the head is not whole. */
  static int end(byte[] bytes) {
    for (int at = 3; at < bytes.length; at++) {
      if (bytes[at] == '\n'
          && bytes[at - 1] == '\r'
          && bytes[at - 2] == '\n'
          && bytes[at - 3] == '\r') {
        return at + 1;
      }
    }
    return -1;
  }

  /** The head that ends before {@code end}. */
  static Optional<ShortHead> of(Channel channel, byte[] bytes, int end) {
    var head = new ShortHead(channel, bytes);
    return head.read(end - 2) ? Optional.of(head) : Optional.empty();
  }

  private boolean read(int end) {
    int at = line(METHOD.length() + 1);
    if (at < 0) {
      return false;
    }
    while (at < end) {
      at = header(at);
      if (at < 0) {
        return false;
      }
    }
    return at == end;
  }

  /** The first line's path; answers where the next line begins. */
  private int line(int from) {
    int at = from;
    while (isOfPath(bytes[at])) {
      at++;
    }
    path = text(from, at);
    for (int i = 0; i < VERSION.length(); i++) {
      if (bytes[at + i] != VERSION.charAt(i)) {
        return -1;
      }
    }
    at += VERSION.length();
    return bytes[at] == '\n' ? at + 1 : -1;
  }

  /** One header; answers where the next line begins. */
  private int header(int from) {
    int at = from;
    while (isOfName(bytes[at])) {
      at++;
    }
    if (at == from || bytes[at] != ':' || count == MOST || isKnown(from, at)) {
      return -1;
    }
    names[count] = from;
    colons[count] = at;
    at++;
    while (bytes[at] >= ' ' && bytes[at] <= '~') {
      at++;
    }
    ends[count++] = at;
    return bytes[at] == '\r' && bytes[at + 1] == '\n' ? at + 2 : -1;
  }

  private boolean isKnown(int from, int to) {
    for (int i = 0; i < count; i++) {
      if (colons[i] - names[i] == to - from && isSame(names[i], from, to - from)) {
        return true;
      }
    }
    return false;
  }

  private boolean isSame(int one, int other, int length) {
    for (int i = 0; i < length; i++) {
      if (small(bytes[one + i]) != small(bytes[other + i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOfPath(byte it) {
    return isOfName(it) || it == '/' || it == '.';
  }

  private static boolean isOfName(byte it) {
    return (it >= 'a' && it <= 'z')
        || (it >= 'A' && it <= 'Z')
        || (it >= '0' && it <= '9')
        || it == '-';
  }

  private static int small(int it) {
    return it >= 'A' && it <= 'Z' ? it + ('a' - 'A') : it;
  }

  private String text(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  @Override
  public String method() {
    return METHOD;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public @Nullable String header(String name) {
    for (int i = 0; i < count; i++) {
      if (colons[i] - names[i] == name.length() && isNamed(i, name)) {
        return text(colons[i] + 1, ends[i]).strip();
      }
    }
    return null;
  }

  private boolean isNamed(int header, String name) {
    for (int i = 0; i < name.length(); i++) {
      if (small(bytes[names[header] + i]) != small(name.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Bytes of the body; 0 where it does not say so in plain digits, or has more than a million. */
  int bodyLength() {
    String said = header("Content-Length");
    if (said == null || said.length() > 6) {
      return 0;
    }
    int length = 0;
    for (int i = 0; i < said.length(); i++) {
      char digit = said.charAt(i);
      if (digit < '0' || digit > '9') {
        return 0;
      }
      length = 10 * length + digit - '0';
    }
    return length;
  }

  /** The body of a whole request. */
  byte[] body() {
    return Arrays.copyOfRange(bytes, bytes.length - bodyLength(), bytes.length);
  }

  @Override
  public InetSocketAddress from() {
    return (InetSocketAddress) channel.remoteAddress();
  }

  @Override
  public InetSocketAddress to() {
    return (InetSocketAddress) channel.localAddress();
  }

  /** Without what it holds: cookies are keys. */
  @Override
  public String toString() {
    return "ShortHead[" + count + "]";
  }
}
