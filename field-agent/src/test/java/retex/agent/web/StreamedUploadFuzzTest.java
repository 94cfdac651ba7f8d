package retex.agent.web;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import retex.upload.StreamedUpload;

/**
 * Whatever bytes a browser, or a page of another site, sends as a form with a file: what is read of
 * it does not depend on the pieces in which it arrives, and nothing is made up.
 */
class StreamedUploadFuzzTest {

  private static final List<String> NAMES = List.of("csrf", "at", "a", "");

  @FuzzTest(maxDuration = "2m")
  void forms_with_a_file(byte[] body) throws IOException {
    String boundary = body.length > 0 && body[0] % 2 == 0 ? "--b" : "x";
    String type = "multipart/form-data; boundary=" + boundary;

    var whole = Read.of(type, new ByteArrayInputStream(body));
    var pieces = Read.of(type, new InPieces(body));

    if (!whole.equals(pieces)) {
      throw new AssertionError("read otherwise in pieces");
    }
    String all = new String(body, StandardCharsets.ISO_8859_1);
    String file = whole.file().orElse("");
    if (!all.contains(file) || file.contains("\r\n--" + boundary)) {
      throw new AssertionError("a file that is not in the form");
    }
    Upload upload = Upload.of(type, body);
    if (!whole.texts().equals(NAMES.stream().map(upload::text).toList())) {
      throw new AssertionError("the same form read otherwise");
    }
  }

  /** What was read; {@code file} is empty where the form ends before it does. */
  private record Read(List<String> texts, Optional<String> file) {

    static Read of(String type, InputStream body) throws IOException {
      StreamedUpload upload = StreamedUpload.of(type, body);
      List<String> texts = NAMES.stream().map(upload::text).toList();
      try {
        byte[] file = upload.file().readAllBytes();
        return new Read(texts, Optional.of(new String(file, StandardCharsets.ISO_8859_1)));
      } catch (IOException endsEarly) {
        return new Read(texts, Optional.empty());
      }
    }
  }

  /** Gives one to seven bytes at a time, as the bytes themselves say. */
  private static final class InPieces extends InputStream {
    private final byte[] bytes;
    private int at;

    InPieces(byte[] bytes) {
      this.bytes = Arrays.copyOf(bytes, bytes.length);
    }

    @Override
    public int read() {
      return at < bytes.length ? bytes[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int from, int count) {
      if (at == bytes.length) {
        return -1;
      }
      int piece = Math.min(Math.min(count, 1 + (bytes[at] & 0xff) % 7), bytes.length - at);
      System.arraycopy(bytes, at, into, from, piece);
      at += piece;
      return piece;
    }
  }
}
