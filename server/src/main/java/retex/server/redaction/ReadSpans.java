package retex.server.redaction;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import retex.server.redaction.engine.Category;
import retex.server.redaction.engine.Redacted;
import retex.server.redaction.engine.Redactor;
import retex.server.redaction.engine.Span;

/**
 * What was masked in the texts of a revision when an officer read them, by field: places and
 * reasons, never a word of the text. Immutable.
 */
record ReadSpans(Map<String, List<Span>> byField) {

  private static final int PARTS = 7;

  ReadSpans {
    byField = Map.copyOf(byField);
  }

  static ReadSpans of(List<RedactedField> fields) {
    var byField = new LinkedHashMap<String, List<Span>>();
    fields.forEach(it -> byField.put(it.field(), it.redacted().spans()));
    return new ReadSpans(byField);
  }

  /** Those that {@link #written} wrote. */
  static ReadSpans parse(String written) {
    var byField = new LinkedHashMap<String, List<Span>>();
    for (String line : written.lines().toList()) {
      String[] parts = line.split(" ", PARTS);
      byField
          .computeIfAbsent(parts[6], any -> new ArrayList<>())
          .add(
              new Span(
                  Integer.parseInt(parts[0]),
                  Integer.parseInt(parts[1]),
                  Category.valueOf(parts[2]),
                  parts[3],
                  parts[4],
                  Double.parseDouble(parts[5])));
    }
    return new ReadSpans(byField);
  }

  /** A span a line. */
  String written() {
    return byField.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .flatMap(
            field -> field.getValue().stream().map(span -> written(span) + " " + field.getKey()))
        .collect(Collectors.joining("\n"));
  }

  private static String written(Span it) {
    return String.join(
        " ",
        Integer.toString(it.from()),
        Integer.toString(it.to()),
        it.category().name(),
        it.stage(),
        it.rule(),
        Double.toString(it.confidence()));
  }

  List<Span> of(String field) {
    return byField.getOrDefault(field, List.of());
  }

  /** Those of then that are not wholly masked now. */
  List<Span> opened(String field, Redacted now) {
    return of(field).stream()
        .filter(it -> !covered(it.from(), it.to(), now.original(), now.spans()))
        .toList();
  }

  /** Masked by what is masked now and by what was masked then. */
  Redacted and(String field, Redacted now) {
    List<Span> opened = opened(field, now);
    if (opened.isEmpty()) {
      return now;
    }
    var both = new ArrayList<>(now.spans());
    both.addAll(opened);
    return Redactor.without(now.original(), now.language(), both);
  }

  /** Whether every letter and figure of a place is masked. */
  static boolean covered(int from, int to, String text, List<Span> spans) {
    for (int i = from; i < to; i++) {
      int at = i;
      if (Character.isLetterOrDigit(text.charAt(at))
          && spans.stream().noneMatch(it -> it.from() <= at && at < it.to())) {
        return false;
      }
    }
    return true;
  }
}
