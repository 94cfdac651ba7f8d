package retex.server.redaction;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import retex.contract.Entry;
import retex.contract.Evaluation;
import retex.contract.EvaluationBuilder;
import retex.contract.NarrativePart;
import retex.contract.RecordId;
import retex.contract.UnitRef;
import retex.server.SomeStore;
import retex.server.catalogue.CatalogueImport;
import retex.server.catalogue.SomeReference;
import retex.server.record.Arrival;
import retex.server.record.Revisions;
import retex.server.record.SomeEntries;
import retex.server.review.Accepted;
import retex.server.review.Reviews;

/** A server with a small catalogue and a laptop whose evaluations are accepted on arrival. */
final class SomeDesk implements AutoCloseable {

  static final String STRENGTHS = "narrative.strengths";
  static final String SHORTFALLS = "narrative.shortfalls";

  private static final Instant NOW = Instant.parse("2026-02-11T10:00:00Z");
  private static final UnitRef UNIT = UnitRef.coded("U-001");

  final ApplicationContext context;
  final Redactions redactions;
  final Corrections corrections;
  final Proposals proposals;
  private final SomeEntries laptop = new SomeEntries();

  SomeDesk(Path folder) {
    context = SomeStore.in(folder);
    context.getBean(CatalogueImport.class).run(SomeReference.JSON);
    redactions = context.getBean(Redactions.class);
    corrections = context.getBean(Corrections.class);
    proposals = context.getBean(Proposals.class);
  }

  /** An accepted evaluation with these texts, by field. */
  Entry arrive(Map<String, String> texts) {
    return accept(laptop.edit(accept(laptop.evaluation(UNIT)), evaluation("en", texts)));
  }

  /** The next revision of a record, accepted. */
  Entry edit(Entry before, Map<String, String> texts) {
    return accept(laptop.edit(before, evaluation("en", texts)));
  }

  Entry arriveIn(String language, Map<String, String> texts) {
    return accept(laptop.edit(accept(laptop.evaluation(UNIT)), evaluation(language, texts)));
  }

  Accepted accepted(Entry entry) {
    return redactions.find(record(entry));
  }

  /** A field of the record as it may be read. */
  String redacted(Entry entry, String field) {
    return field(entry, field).redacted().text();
  }

  RedactedField field(Entry entry, String field) {
    return proposals.of(accepted(entry)).stream()
        .filter(it -> it.field().equals(field))
        .findFirst()
        .orElseThrow();
  }

  /** The place where the field has a span that reads so. */
  Place place(Entry entry, String field, String text) {
    var redacted = field(entry, field).redacted();
    return redacted.spans().stream()
        .filter(it -> redacted.original().substring(it.from(), it.to()).equals(text))
        .map(it -> Place.of(field, it))
        .findFirst()
        .orElseThrow(() -> new AssertionError("not masked as one: " + text));
  }

  /** An officer has read all of it and clears it. */
  void clear(Entry entry, String officer) {
    redactions.clear(record(entry), entry.revision().id(), read(entry), officer);
  }

  /** What is read of it now, by hash. */
  String read(Entry entry) {
    return redactions.shown(accepted(entry)).hash();
  }

  static RecordId record(Entry entry) {
    return entry.revision().record();
  }

  @Override
  public void close() {
    context.close();
  }

  private Entry accept(Entry entry) {
    context.getBean(Revisions.class).append(List.of(Arrival.sound(entry)), NOW);
    context.getBean(Reviews.class).accept(record(entry), entry.revision().id(), "reviewer");
    return entry;
  }

  private static Evaluation evaluation(String language, Map<String, String> texts) {
    Evaluation it = SomeEntries.anEvaluation(UNIT, 3);
    return EvaluationBuilder.builder(it)
        .language(language)
        .narrative(
            new TreeMap<>(texts)
                .entrySet().stream()
                    .map(
                        text ->
                            new NarrativePart(
                                text.getKey().substring("narrative.".length()), text.getValue()))
                    .toList())
        .build();
  }
}
