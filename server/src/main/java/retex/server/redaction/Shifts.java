package retex.server.redaction;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import retex.contract.Entry;
import retex.server.record.Records;
import retex.server.redaction.engine.Occurrences;
import retex.server.redaction.engine.Redacted;
import retex.server.redaction.engine.Span;
import retex.server.review.Accepted;

/**
 * What is masked otherwise than when an officer last cleared the record: this revision of it or an
 * earlier one. Rules and names change, and so may what they mask. Safe for several threads.
 */
@Singleton
final class Shifts {

  private final Records records;
  private final Clearances clearances;

  Shifts(Records records, Clearances clearances) {
    this.records = records;
    this.clearances = clearances;
  }

  /** What was masked then and may be read now, then what was read then and is masked now. */
  List<Risk> of(Accepted record, List<RedactedField> now) {
    var shifts = new ArrayList<Risk>();
    last(record)
        .ifPresent(
            then -> {
              for (RedactedField field : now) {
                @Nullable String text = then.texts().get(field.field());
                if (text != null) {
                  shifts.addAll(of(field, text, then.spans().of(field.field())));
                }
              }
            });
    return shifts;
  }

  /** The texts that an officer last cleared, and what was masked in them. */
  private record Then(Map<String, String> texts, ReadSpans spans) {}

  private Optional<Then> last(Accepted record) {
    Then then = null;
    for (Entry entry : records.revisionsOf(record.record())) {
      then =
          clearances
              .findById(entry.revision().id().hex())
              .filter(it -> !it.rules().isEmpty())
              .map(it -> new Then(texts(entry), ReadSpans.parse(it.spans())))
              .orElse(then);
      if (entry.revision().id().equals(record.revision())) {
        break;
      }
    }
    return Optional.ofNullable(then);
  }

  private static Map<String, String> texts(Entry entry) {
    return FieldText.of(entry.payload()).stream()
        .collect(Collectors.toMap(FieldText::field, FieldText::text, (one, other) -> one));
  }

  private static List<Risk> of(RedactedField field, String then, List<Span> masked) {
    Redacted now = field.redacted();
    Set<Risk> shifts = new LinkedHashSet<>();
    for (Occurrences.Found it : moved(then, masked, now.original(), now.spans())) {
      String text = now.original().substring(it.from(), it.to());
      shifts.add(new Risk(Risk.Kind.OPENED, field.field(), 0, 0, text));
    }
    for (Span span : now.spans()) {
      String text = now.original().substring(span.from(), span.to());
      if (!moved(now.original(), List.of(span), then, masked).isEmpty()) {
        shifts.add(new Risk(Risk.Kind.CLOSED, field.field(), span.from(), span.to(), text));
      }
    }
    return List.copyOf(shifts);
  }

  /** Where what some spans mask in one text stands unmasked in the other. */
  private static List<Occurrences.Found> moved(
      String text, List<Span> spans, String other, List<Span> otherSpans) {
    var places = new ArrayList<Occurrences.Found>();
    for (Span span : spans) {
      if (text.equals(other)) {
        places.add(new Occurrences.Found(span.from(), span.to()));
      } else {
        String words = text.substring(span.from(), span.to());
        boolean whole = Occurrences.isWhole(text, span.from(), span.to());
        places.addAll(whole ? Occurrences.whole(other, words) : Occurrences.of(other, words));
      }
    }
    places.removeIf(it -> ReadSpans.covered(it.from(), it.to(), other, otherSpans));
    return places;
  }
}
