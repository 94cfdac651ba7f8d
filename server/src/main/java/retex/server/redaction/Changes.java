package retex.server.redaction;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import retex.contract.Entry;
import retex.server.record.Records;
import retex.server.review.Accepted;

/** What became of a record's free texts since the revision before. Safe for several threads. */
@Singleton
final class Changes {

  private final Records records;

  Changes(Records records) {
    this.records = records;
  }

  /** Since when, and which fields read differently, with their runs; gone fields are among them. */
  record Since(Instant before, boolean cleared, Map<String, List<WordDiff.Run>> fields) {}

  /** Empty for a first revision. */
  Optional<Since> of(Accepted record, Redactions redactions) {
    List<Entry> revisions = records.revisionsOf(record.record());
    Entry before = null;
    for (Entry entry : revisions) {
      if (entry.revision().id().equals(record.revision())) {
        break;
      }
      before = entry;
    }
    return Optional.ofNullable(before)
        .map(
            it ->
                new Since(
                    it.revision().writtenAt(),
                    redactions.isCleared(it.revision().id()),
                    changed(FieldText.of(it.payload()), FieldText.of(record.payload()))));
  }

  private static Map<String, List<WordDiff.Run>> changed(
      List<FieldText> before, List<FieldText> now) {
    Map<String, String> old = texts(before);
    Map<String, String> current = texts(now);
    var fields = new ArrayList<>(current.keySet());
    old.keySet().stream().filter(it -> !current.containsKey(it)).forEach(fields::add);
    var changed = new LinkedHashMap<String, List<WordDiff.Run>>();
    for (String field : fields) {
      String was = old.getOrDefault(field, "");
      String is = current.getOrDefault(field, "");
      if (!was.equals(is)) {
        changed.put(field, WordDiff.of(was, is));
      }
    }
    return changed;
  }

  private static Map<String, String> texts(List<FieldText> fields) {
    return fields.stream()
        .collect(
            Collectors.toMap(
                FieldText::field, FieldText::text, (one, other) -> one, LinkedHashMap::new));
  }
}
