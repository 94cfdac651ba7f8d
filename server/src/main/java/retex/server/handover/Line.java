package retex.server.handover;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import retex.contract.Entry;
import retex.contract.Micros;

/**
 * One entry in quarantine as officers see it, without what it says. {@code fault}: the code with
 * which the store would keep it aside; empty for none. {@code unit} is empty for a withdrawal, and
 * where the record was erased meanwhile.
 */
public record Line(
    int epoch,
    long number,
    String kind,
    String unit,
    String instrument,
    String author,
    Instant writtenAt,
    Instant arrivedAt,
    int bytes,
    String fault) {

  static Line of(EntryRow row, Optional<Entry> entry, String fault) {
    var revision = row.revision();
    return new Line(
        row.epoch(),
        row.number(),
        revision.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        entry
            .map(
                it ->
                    it.payload()
                        .fold(
                            evaluation -> evaluation.unit().label(),
                            note -> note.unit().label(),
                            withdrawal -> ""))
            .orElse(""),
        revision.instrument().toString(),
        revision.author(),
        revision.writtenAt(),
        Micros.instant(row.arrivedAt()),
        row.payload().length,
        fault);
  }

  /** Without names. */
  @Override
  public String toString() {
    return "Line[" + epoch + "/" + number + "]";
  }
}
