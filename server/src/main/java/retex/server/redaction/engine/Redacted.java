package retex.server.redaction.engine;

import java.util.List;

/** A text with its spans taken out, in order and without overlap. */
public record Redacted(String original, String language, List<Span> spans) {

  public Redacted {
    spans = List.copyOf(spans);
  }

  /** The text as it may be read, with a category in brackets for each span. */
  public String text() {
    var out = new StringBuilder();
    int at = 0;
    for (Span span : spans) {
      out.append(original, at, span.from()).append(span.category().replacement(language));
      at = span.to();
    }
    return out.append(original.substring(at)).toString();
  }

  /** Without the text. */
  @Override
  public String toString() {
    return "Redacted[" + spans.size() + " spans]";
  }
}
