package retex.server.redaction.engine;

import java.util.ArrayList;
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

  /**
   * Spans of {@link #text} as spans of the original, without those that hold replacements alone.
   */
  List<Span> inOriginal(List<Span> ofText) {
    if (ofText.isEmpty()) {
      return List.of();
    }
    var found = new ArrayList<Span>();
    int[] starts = new int[spans.size()]; // of each replacement in the text
    int shift = 0;
    for (int i = 0; i < starts.length; i++) {
      Span span = spans.get(i);
      starts[i] = span.from() + shift;
      shift += span.category().replacement(language).length() - (span.to() - span.from());
    }
    for (Span span : ofText) {
      Span moved = moved(span, starts);
      if (!isCovered(moved)) {
        found.add(moved);
      }
    }
    return found;
  }

  /** Whether each of these places of the original is taken out. */
  boolean covers(List<Span> places) {
    return places.stream().allMatch(this::isCovered);
  }

  private boolean isCovered(Span span) {
    int low = 0;
    int high = spans.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (spans.get(middle).to() < span.to()) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return low < spans.size() && spans.get(low).from() <= span.from();
  }

  private Span moved(Span span, int[] starts) {
    int from = place(span.from(), starts, false);
    int to = place(span.to(), starts, true);
    return span.at(from, to);
  }

  /** The place in the original; of a place inside a replacement, the span's start or end. */
  private int place(int inText, int[] starts, boolean end) {
    int found = java.util.Arrays.binarySearch(starts, inText);
    int at = found >= 0 ? found : -found - 2;
    if (at < 0 || (end && found >= 0 && at == 0)) {
      return inText;
    }
    if (end && found >= 0) {
      at--;
    }
    Span span = spans.get(at);
    int ends = starts[at] + span.category().replacement(language).length();
    boolean inside = inText < ends;
    if (inside) {
      return end ? span.to() : span.from();
    }
    return span.to() + inText - ends;
  }

  /** Without the text. */
  @Override
  public String toString() {
    return "Redacted[" + spans.size() + " spans]";
  }
}
