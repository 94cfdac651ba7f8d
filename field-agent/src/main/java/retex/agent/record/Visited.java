package retex.agent.record;

import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
   * Evaluations that were neither withdrawn nor erased, as they say now, the last submitted first.
   * As many queries for many units as for one. Safe for use by several threads.
   */
  public Made made() {
    return scope.read(
        () -> {
          Map<Integer, Long> upTo = log.acknowledgedByEpoch();
          Map<String, Entry> says = new HashMap<>();
          own.evaluations().forEach(it -> says.put(it.record(), it.entry()));
          elsewhere.evaluations().forEach(it -> says.put(it.record(), it.entry()));
          return new Made(
              records.findByKindOrderByNumberDesc(RecordKind.EVALUATION.name()).stream()
                  .flatMap(
                      row ->
                          Stream.ofNullable(says.get(row.id()))
                              .map(it -> new One(Log.own(row, upTo), it)))
                  .toList());
        });
  }

  /** One evaluation, and what it says now. */
  public record One(OwnRecord record, Entry says) {}

  /** Evaluations as they were when they were asked for. */
  public record Made(List<One> all) {

    public Made {
      all = List.copyOf(all);
    }

    /** Those of a unit, however it was written: by its code, or by a name that was typed. */
    public List<One> of(Collection<String> writtenAs) {
      return all.stream().filter(it -> writtenAs.contains(it.record().unit())).toList();
    }

    /**
     * The evaluation of a unit by a form, whatever its version, on days of which some are those of
     * a visit; the last one submitted where there are several.
     */
    public Optional<OwnRecord> evaluation(
        Collection<String> writtenAs, String form, LocalDate from, LocalDate to) {
      return of(writtenAs).stream()
          .filter(it -> it.record().instrument().id().equals(form))
          .filter(it -> isWithin(it.says(), from, to))
          .map(One::record)
          .findFirst();
    }

    private static boolean isWithin(Entry says, LocalDate from, LocalDate to) {
      return says.payload()
          .fold(
              it -> !it.from().isAfter(to) && !it.to().isBefore(from),
              note -> false,
              withdrawal -> false);
    }

    /** Without content. */
    @Override
    public String toString() {
      return "Made[" + all.size() + "]";
    }
  }
}
