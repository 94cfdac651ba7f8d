package retex.upload;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A form with a file that may be larger than memory, read from its {@code multipart/form-data} body
 * as it arrives (RFC 7578). Fields of text come first, as in our own forms, then the file, of which
 * no more is held than is asked for. What is no such form has no fields and an empty file.
 */
public final class StreamedUpload {

  private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]{1,70})\"?");
  private static final Pattern NAME = Pattern.compile("[; ]name=\"([^\"]{0,200})\"");
  private static final int LARGEST_TEXT = 16_384; // bytes of a field, or of a part's headers
  private static final int MOST_FIELDS = 20;
  private static final byte[] BLANK_LINE = {'\r', '\n', '\r', '\n'};

  private final Map<String, String> texts = new HashMap<>();
  private InputStream file = InputStream.nullInputStream();

  private StreamedUpload() {}

  /** Of the header {@code Content-Type} and the body. */
  public static StreamedUpload of(String contentType, InputStream body) throws IOException {
    var upload = new StreamedUpload();
    Matcher boundary = BOUNDARY.matcher(contentType);
    if (boundary.find()) {
      upload.read(body, ("\r\n--" + boundary.group(1)).getBytes(StandardCharsets.US_ASCII));
    }
    return upload;
  }

  /** A field of text that stands before the file; empty where the form has none of that name. */
  public String text(String name) {
    return texts.getOrDefault(name, "");
  }

  /** The bytes of the file, to be read once; none where no file was chosen. */
  public InputStream file() {
    return file;
  }

  private void read(InputStream body, byte[] delimiter) throws IOException {
    // the first one has no line before it
    var rest = new Until(body, delimiter, new byte[] {'\r', '\n'});
    rest.drain(LARGEST_TEXT);
    for (int fields = 0; fields < MOST_FIELDS && rest.found(); fields++) {
      var headers = new Until(body, BLANK_LINE, rest.behind());
      String about = new String(headers.drain(LARGEST_TEXT), StandardCharsets.UTF_8);
      Matcher name = NAME.matcher(about);
      if (!headers.found() || !name.find()) {
        return; // the end, or no form
      }
      rest = new Until(body, delimiter, headers.behind());
      if (about.contains("filename=")) {
        file = rest;
        return;
      }
      String text = new String(rest.drain(LARGEST_TEXT), StandardCharsets.UTF_8);
      if (rest.found()) {
        texts.put(name.group(1), text);
      }
    }
  }

  /** Without content. */
  @Override
  public String toString() {
    return "StreamedUpload[]";
  }

  /** A stream up to a mark, which is not part of it. */
  private static final class Until extends InputStream {
    private final InputStream in;
    private final byte[] mark;
    private byte[] held; // read from the stream and not given out
    private int from;
    private int to;
    private int markAt = -1; // where the mark begins in what is held; -1 while it has not come
    private boolean over; // the stream has ended
    private boolean tooLong; // more was there than was to be held

    Until(InputStream in, byte[] mark, byte[] begun) {
      this.in = in;
      this.mark = mark;
      this.held = Arrays.copyOf(begun, Math.max(1 << 16, begun.length));
      this.to = begun.length;
      look(0);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int at, int count) throws IOException {
      if (count == 0) {
        return 0;
      }
      while (ready() == 0 && markAt < 0 && !over) {
        fill();
      }
      int given = Math.min(count, ready());
      if (given == 0) {
        requireMark();
        return -1;
      }
      System.arraycopy(held, from, into, at, given);
      from += given;
      return given;
    }

    /** The rest up to the mark; where that is more than so many bytes, the mark is not found. */
    byte[] drain(int most) throws IOException {
      var all = new ByteArrayOutputStream();
      byte[] piece = new byte[1_024];
      for (int count = readOrEnd(piece); count > 0 && !tooLong; count = readOrEnd(piece)) {
        tooLong = all.size() + count > most;
        all.write(piece, 0, count);
      }
      return all.toByteArray();
    }

    private int readOrEnd(byte[] piece) throws IOException {
      while (ready() == 0 && markAt < 0 && !over) {
        fill();
      }
      return ready() == 0 ? 0 : read(piece, 0, piece.length);
    }

    /** Whether everything before the mark was given out, and the mark has come. */
    boolean found() {
      return markAt >= 0 && from == markAt && !tooLong;
    }

    /** What was read behind the mark. */
    byte[] behind() {
      return Arrays.copyOfRange(held, markAt + mark.length, to);
    }

    /** Bytes of which it is certain that they are before the mark. */
    private int ready() {
      int end = markAt >= 0 ? markAt : over ? to : to - mark.length + 1;
      return Math.max(0, end - from);
    }

    private void requireMark() throws IOException {
      if (markAt < 0) {
        throw new IOException("the form ends early");
      }
    }

    private void fill() throws IOException {
      System.arraycopy(held, from, held, 0, to - from);
      to -= from;
      from = 0;
      int before = to;
      int count = in.read(held, to, held.length - to);
      over = count < 0;
      to += Math.max(0, count);
      look(Math.max(0, before - mark.length + 1));
    }

    private void look(int begin) {
      for (int i = begin; i + mark.length <= to; i++) {
        if (Arrays.equals(held, i, i + mark.length, mark, 0, mark.length)) {
          markAt = i;
          return;
        }
      }
    }
  }
}
