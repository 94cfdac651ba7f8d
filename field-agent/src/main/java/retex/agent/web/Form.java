package retex.agent.web;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The fields of a form that was sent. */
public final class Form {

  private static final int MOST_FIELDS = 20_000; // a part of 300 criteria, without script

  private final Map<String, List<String>> fields;

  private Form(Map<String, List<String>> fields) {
    this.fields = fields;
  }

  /** Reads an {@code application/x-www-form-urlencoded} body. */
  public static Form of(String body) {
    return new Form(
        new QueryStringDecoder(body, StandardCharsets.UTF_8, false, MOST_FIELDS).parameters());
  }

  /** The field's text without space around it; empty where it was not sent. */
  public String text(String name) {
    return raw(name).strip();
  }

  /** The field's text as it was sent, lines ended by a line feed. */
  public String raw(String name) {
    List<String> values = fields.getOrDefault(name, List.of());
    return values.isEmpty() ? "" : values.get(0).replace("\r\n", "\n");
  }

  /** The names of all fields that came, in their order. */
  public Set<String> names() {
    return Collections.unmodifiableSet(fields.keySet());
  }

  /** Every value of a field. */
  public List<String> all(String name) {
    return List.copyOf(fields.getOrDefault(name, List.of()));
  }
}
