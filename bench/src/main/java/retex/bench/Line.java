package retex.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One open connection to a laptop's pages, as a browser keeps it. Writes and reads by itself, so
 * that what it measures is the laptop, not an HTTP client and its threads.
 */
final class Line implements AutoCloseable {

  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");
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
        end = end(new String(answer, 0, read, StandardCharsets.ISO_8859_1));
      }
    }
    return read;
  }

  private static int end(String read) throws IOException {
    int head = read.indexOf("\r\n\r\n");
    if (head < 0) {
      return Integer.MAX_VALUE;
    }
    Matcher length = LENGTH.matcher(read.substring(0, head));
    if (!length.find()) {
      throw new IOException("an answer without a length");
    }
    return head + 4 + Integer.parseInt(length.group(1));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
