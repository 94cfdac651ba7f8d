package retex.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms with a file, as they come from a browser in pieces of any size. */
class StreamedUploadTest {

  private static final String TYPE = "multipart/form-data; boundary=----limit";

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 1_000, 65_536, 1_000_000})
  void text_and_file_are_read_whatever_the_pieces_are(int piece) throws IOException {
    byte[] file = bytes(200_000);
    System.arraycopy(ascii("\r\n------limi\r\n----"), 0, file, 70_000, 18); // nearly the end

    StreamedUpload upload = StreamedUpload.of(TYPE, in(form(file), piece));

    assertThat(upload.text("csrf")).isEqualTo("a token");
    assertThat(upload.text("most")).isEqualTo("700K");
    assertThat(upload.file().readAllBytes()).isEqualTo(file);
  }

  @Test
  void an_empty_file_is_empty_and_a_form_without_one_has_none() throws IOException {
    assertThat(StreamedUpload.of(TYPE, in(form(new byte[0]), 100)).file().readAllBytes()).isEmpty();
    byte[] none = ascii(field("csrf", "a token") + "------limit--\r\n");
    StreamedUpload upload = StreamedUpload.of(TYPE, in(none, 100));
    assertThat(upload.text("csrf")).isEqualTo("a token");
    assertThat(upload.file().readAllBytes()).isEmpty();
  }

  @Test
  void a_file_whose_end_does_not_come_is_no_whole_file() throws IOException {
    byte[] form = form(bytes(100_000));
    byte[] cut = java.util.Arrays.copyOf(form, 90_000);

    InputStream file = StreamedUpload.of(TYPE, in(cut, 1_000)).file();

    assertThatExceptionOfType(IOException.class).isThrownBy(file::readAllBytes);
  }

  @Test
  void what_is_no_form_has_nothing_and_a_field_without_end_is_not_kept_in_memory()
      throws IOException {
    byte[] endless = ascii(field("csrf", "x".repeat(1_000_000)));
    for (byte[] body : new byte[][] {bytes(100_000), new byte[0], endless}) {
      StreamedUpload upload = StreamedUpload.of(TYPE, in(body, 1_000));
      assertThat(upload.text("csrf")).isEmpty();
      assertThat(upload.file().readAllBytes()).isEmpty();
    }
    assertThat(StreamedUpload.of("text/plain", in(form(bytes(9)), 9)).text("csrf")).isEmpty();
  }

  @Test
  void a_field_a_little_too_long_is_no_field_and_not_its_beginning() throws IOException {
    for (int length : new int[] {16_385, 16_400, 17_000, 18_000}) {
      StreamedUpload upload =
          StreamedUpload.of(TYPE, in(ascii(field("csrf", "x".repeat(length))), 1_000));

      assertThat(upload.text("csrf")).as("%d bytes", length).isEmpty();
    }
    byte[] longest = ascii(field("csrf", "x".repeat(16_384)) + "------limit--");
    assertThat(StreamedUpload.of(TYPE, in(longest, 1_000)).text("csrf")).hasSize(16_384);
  }

  private static byte[] form(byte[] file) {
    var form = new ByteArrayOutputStream();
    form.writeBytes(ascii(field("csrf", "a token") + field("most", "700K")));
    form.writeBytes(
        ascii(
            "------limit\r\nContent-Disposition: form-data; name=\"bundle\"; filename=\"a\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n"));
    form.writeBytes(file);
    form.writeBytes(ascii("\r\n------limit--\r\n"));
    return form.toByteArray();
  }

  private static String field(String name, String text) {
    return "------limit\r\nContent-Disposition: form-data; name=\""
        + name
        + "\"\r\n\r\n"
        + text
        + "\r\n";
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Gives at most so many bytes at a time. */
  private static InputStream in(byte[] bytes, int piece) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] into, int at, int count) {
        return super.read(into, at, Math.min(count, piece));
      }
    };
  }
}
