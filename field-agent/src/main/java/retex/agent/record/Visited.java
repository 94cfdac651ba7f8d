package retex.agent.record;

import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import retex.contract.Entry;
import retex.contract.RecordKind;

/** The evaluations that this laptop made, and which of them a visit has led to. */
@Singleton
public final class Visited {

  private final RecordRows records;
  private final RevisionRows own;
  private final ElsewhereRows elsewhere;
  private final Log log;
  private final LogScope scope;

  Visited(RecordRows records, RevisionRows own, ElsewhereRows elsewhere, Log log, LogScope scope) {
    this.records = records;
    this.own = own;
    this.elsewhere = elsewhere;
    this.log = log;
    this.scope = scope;
  }

  /**
   * What {@code reading} keeps of each evaluation that was neither withdrawn nor erased, and of
   * what it says now; the last submitted first. As many queries for many units as for one, and one
   * evaluation in memory at a time. Safe for use by several threads.
   */
  public <T> List<T> made(BiFunction<OwnRecord, Entry, T> reading) {
    return scope.read(
        () -> {
          Map<Integer, Long> upTo = log.acknowledgedByEpoch();
          Map<String, OwnRecord> all = new LinkedHashMap<>();
          records
              .findByKindOrderByNumberDesc(RecordKind.EVALUATION.name())
              .forEach(row -> all.put(row.id(), Log.own(row, upTo)));
          Map<String, T> read = new HashMap<>();
          try (Stream<RevisionRow> rows = own.evaluations()) {
            rows.forEach(
                it -> read.put(it.record(), reading.apply(all.get(it.record()), it.entry())));
          }
          try (Stream<ElsewhereRow> rows = elsewhere.evaluations()) {
            rows.forEach(
                it -> read.put(it.record(), reading.apply(all.get(it.record()), it.entry())));
          }
          return all.keySet().stream().flatMap(it -> Stream.ofNullable(read.get(it))).toList();
        });
  }

  /**
   * The evaluation of a unit, however it was written, by a form, whatever its version, on days of
   * which some are those of a visit; the last one submitted where there are several.
   */
  public Optional<OwnRecord> evaluation(
      List<String> writtenAs, String form, LocalDate from, LocalDate to) {
    return scope.read(
        () ->
            log.evaluationsOf(writtenAs).stream()
                .filter(it -> it.state() != RecordState.ERASED)
                .filter(it -> it.instrument().id().equals(form))
                .filter(it -> isWithin(it, from, to))
                .findFirst());
  }

  private boolean isWithin(OwnRecord record, LocalDate from, LocalDate to) {
    String revision = record.revision().hex();
    return own.findById(revision)
        .map(RevisionRow::entry)
        .or(() -> elsewhere.findById(revision).map(ElsewhereRow::entry))
        .orElseThrow()
        .payload()
        .fold(
            it -> !it.from().isAfter(to) && !it.to().isBefore(from),
            note -> false,
            withdrawal -> false);
  }
}
