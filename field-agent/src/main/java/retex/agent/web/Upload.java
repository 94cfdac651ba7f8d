package retex.agent.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import retex.upload.StreamedUpload;

/**
 * A form with a file, from its whole {@code multipart/form-data} body; nothing of it touches the
 * disk. Parts bound one by one by the server's own binder were now and then empty when a browser
 * sent the file in a packet of its own.
 */
public final class Upload {

  private final StreamedUpload form;
  private final byte[] file;

  private Upload(StreamedUpload form, byte[] file) {
    this.form = form;
    this.file = file;
  }

  /** Of a form that ends early there is no file. */
  static Upload of(String contentType, byte[] body) {
    try {
      StreamedUpload form = StreamedUpload.of(contentType, new ByteArrayInputStream(body));
      return new Upload(form, whole(form));
    } catch (IOException e) {
      throw new IllegalStateException(e); // an array fails nowhere
    }
  }

  private static byte[] whole(StreamedUpload form) {
    try {
      return form.file().readAllBytes();
    } catch (IOException endsEarly) {
      return new byte[0];
    }
  }

  /** A field of text that stands before the file; empty where the form has none of that name. */
  public String text(String name) {
    return form.text(name);
  }

  /** The bytes of the file; none where no file was chosen. */
  public byte[] file() {
    return file.clone();
  }

  /** Without content. */
  @Override
  public String toString() {
    return "Upload[" + file.length + "]";
  }
}
