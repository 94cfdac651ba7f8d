package retex.agent.record;

import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import retex.contract.Entry;

/** Which evaluation a visit has led to. Safe for use by several threads. */
@Singleton
public final class Visited {

  private final Log log;

  Visited(Log log) {
    this.log = log;
  }

  /**
   * The evaluation of a unit by a form, whatever its version, on days of which some are those of
   * the visit; the last one submitted where there are several. What was withdrawn or erased is
   * none.
   */
  public Optional<OwnRecord> evaluation(String unit, String form, LocalDate from, LocalDate to) {
    return log.evaluationsOf(unit).stream()
        .filter(it -> it.state() != RecordState.ERASED && it.instrument().id().equals(form))
        .filter(it -> isWithin(it, from, to))
        .findFirst();
  }

  private boolean isWithin(OwnRecord record, LocalDate from, LocalDate to) {
    List<Entry> revisions = log.revisionsOf(record.id());
    return revisions
        .get(revisions.size() - 1)
        .payload()
        .fold(
            it -> !it.from().isAfter(to) && !it.to().isBefore(from),
            note -> false,
            withdrawal -> false);
  }
}
