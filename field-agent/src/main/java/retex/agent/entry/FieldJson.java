package retex.agent.entry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a page says at each keystroke and is answered, word by word: finding out by a mapper how to
 * write these two took a tenth of a save. The same bytes as the mapper's.
 */
final class FieldJson {

  private static final JsonFactory JSON = new JsonFactory();
  private static final byte[] VERSION = "{\"version\":".getBytes(StandardCharsets.US_ASCII);

  private FieldJson() {}

  /** The three texts that a page sends; nothing where there is anything else, or less. */
  static Optional<Keeping.Change> change(byte[] body) {
    try (JsonParser in = JSON.createParser(body)) {
      return change(in);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<Keeping.Change> change(JsonParser in) throws IOException {
    String name = null;
    String before = null;
    String value = null;
    boolean isPlain = in.nextToken() == JsonToken.START_OBJECT;
    while (isPlain && in.nextToken() == JsonToken.FIELD_NAME) {
      String field = in.currentName();
      isPlain = in.nextToken() == JsonToken.VALUE_STRING;
      switch (field) {
        case "name" -> name = once(name, in);
        case "before" -> before = once(before, in);
        case "value" -> value = once(value, in);
        default -> isPlain = false;
      }
    }
    boolean isWhole =
        isPlain && in.currentToken() == JsonToken.END_OBJECT && in.nextToken() == null;
    return isWhole && name != null && before != null && value != null
        ? Optional.of(new Keeping.Change(name, before, value))
        : Optional.empty();
  }

  private static String once(@Nullable String earlier, JsonParser in) throws IOException {
    if (earlier != null) {
      throw new IOException("said twice");
    }
    return in.getText();
  }

  /** An answer whose all but the number is written. */
  static byte[] bytes(long version, byte[] rest) {
    byte[] number = Long.toString(version).getBytes(StandardCharsets.US_ASCII);
    byte[] all = Arrays.copyOf(VERSION, VERSION.length + number.length + rest.length);
    System.arraycopy(number, 0, all, VERSION.length, number.length);
    System.arraycopy(rest, 0, all, VERSION.length + number.length, rest.length);
    return all;
  }

  /** The answer from behind its number on. */
  static byte[] rest(FieldPages.Kept kept) {
    try (var bytes = new ByteArrayBuilder(2_000);
        JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeStringField("undo", kept.undo());
      out.writeObjectFieldStart("texts");
      for (var text : kept.texts().entrySet()) {
        out.writeStringField(text.getKey(), text.getValue());
      }
      out.writeEndObject();
      out.writeFieldName("standing");
      write(kept.standing(), out);
      out.writeEndObject();
      out.flush();
      byte[] written = bytes.toByteArray();
      written[0] = ',';
      return written;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Standing standing, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeArrayFieldStart("parts");
    for (Standing.Part part : standing.parts()) {
      out.writeStartObject();
      out.writeStringField("code", part.code());
      out.writeStringField("title", part.title());
      out.writeNumberField("weight", part.weight());
      out.writeNumberField("done", part.done());
      out.writeNumberField("of", part.of());
      out.writeStringField("score", part.score());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeStringField("score", standing.score());
    out.writeNumberField("done", standing.done());
    out.writeNumberField("of", standing.of());
    write("hidden", standing.hidden(), out);
    write("required", standing.required(), out);
    write("optional", standing.optional(), out);
    out.writeEndObject();
  }

  private static void write(String name, List<String> codes, JsonGenerator out) throws IOException {
    out.writeArrayFieldStart(name);
    for (String code : codes) {
      out.writeString(code);
    }
    out.writeEndArray();
  }
}
