package retex.agent.web;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.multipart.Attribute;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.FileUpload;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder;
import io.netty.handler.codec.http.multipart.InterfaceHttpData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * A form with a file, from its whole {@code multipart/form-data} body; nothing of it touches the
 * disk. Parts bound one by one by the server's own binder were now and then empty when a browser
 * sent the file in a packet of its own.
 */
public final class Upload {

  private final Map<String, String> texts;
  private final byte[] file;

  private Upload(Map<String, String> texts, byte[] file) {
    this.texts = texts;
    this.file = file;
  }

  static Upload of(String contentType, byte[] body) {
    var request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.POST, "/", Unpooled.wrappedBuffer(body));
    request.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
    Map<String, String> texts = new HashMap<>();
    byte[] file = {};
    HttpPostRequestDecoder decoder;
    try {
      decoder = new HttpPostRequestDecoder(new DefaultHttpDataFactory(false), request);
    } catch (HttpPostRequestDecoder.ErrorDataDecoderException e) {
      return new Upload(texts, file);
    }
    try {
      for (InterfaceHttpData part : decoder.getBodyHttpDatas()) {
        if (part instanceof FileUpload upload) {
          file = upload.get();
        } else if (part instanceof Attribute attribute) {
          texts.put(part.getName(), attribute.getValue());
        }
      }
      return new Upload(texts, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      decoder.destroy();
    }
  }

  /** A field of text; empty where the form has none of that name. */
  public String text(String name) {
    return texts.getOrDefault(name, "");
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
