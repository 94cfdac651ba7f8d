package retex.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * One open connection to a laptop's pages, as a browser keeps it. Writes and reads by itself, so
 * that what it measures is the laptop, not an HTTP client and its threads.
 */
final class Line implements AutoCloseable {

  private static final byte[] LENGTH = ascii("\r\ncontent-length: ");
  private static final byte[] END_OF_HEAD = ascii("\r\n\r\n");
  private static final int LONGEST = 1 << 20; // bytes of an answer

  private final Socket socket;
  private final String head;
  private final byte[] answer = new byte[LONGEST];

  Line(int port, String cookies, String token) throws IOException {
    socket = new Socket("127.0.0.1", port);
    socket.setTcpNoDelay(true);
    head =
        " HTTP/1.1\r\nHost: 127.0.0.1:"
            + port
            + "\r\nContent-Type: application/json\r\nAccept: application/json\r\nCookie: "
            + cookies
            + "\r\nX-CSRF-Token: "
            + token
            + "\r\nContent-Length: ";
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Milliseconds from the first byte sent to the last of the answer. Any but 200 is a fault; no
   * answer at all is an {@code IOException}.
   */
  double put(String path, String body) throws IOException {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    byte[] request =
        ("PUT " + path + head + length + "\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8);
    long from = System.nanoTime();
    socket.getOutputStream().write(request);
    int read = whole(socket.getInputStream());
    double took = (System.nanoTime() - from) / 1e6;
    String status = new String(answer, 0, Math.min(read, 12), StandardCharsets.US_ASCII);
    if (!status.equals("HTTP/1.1 200")) {
      throw new IllegalStateException("a save answered " + status);
    }
    return took;
  }

  /** Looks at the head once it is there, and makes nothing meanwhile: that would be measured. */
  private int whole(InputStream in) throws IOException {
    int read = 0;
    int end = Integer.MAX_VALUE;
    while (read < end) {
      int more = in.read(answer, read, answer.length - read);
      if (more < 0) {
        throw new IOException("the laptop closed the connection");
      }
      read += more;
      if (end == Integer.MAX_VALUE) {
        end = end(read);
      }
    }
    return read;
  }

  /** Where the answer ends, as far as its first bytes tell. */
  private int end(int read) throws IOException {
    int body = after(END_OF_HEAD, read);
    if (body < 0) {
      return Integer.MAX_VALUE;
    }
    int at = after(LENGTH, body);
    if (at < 0) {
      throw new IOException("an answer without a length");
    }
    int length = 0;
    for (; answer[at] >= '0' && answer[at] <= '9'; at++) {
      length = length * 10 + (answer[at] - '0');
    }
    return body + length;
  }

  /** Where {@code words} end for the first time, letters small or capital; -1 where never. */
  private int after(byte[] words, int to) {
    for (int at = 0; at + words.length <= to; at++) {
      int same = 0;
      while (same < words.length && small(answer[at + same]) == words[same]) {
        same++;
      }
      if (same == words.length) {
        return at + same;
      }
    }
    return -1;
  }

  private static int small(byte one) {
    return one >= 'A' && one <= 'Z' ? one + ('a' - 'A') : one;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
