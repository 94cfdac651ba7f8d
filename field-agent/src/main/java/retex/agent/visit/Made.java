package retex.agent.visit;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import retex.agent.library.Library;
import retex.agent.record.OwnRecord;
import retex.agent.record.Visited;
import retex.contract.Entry;

/**
 * What this laptop evaluated, as it was when it was asked for, the last submitted first; and how
 * records may name each unit.
 */
record Made(List<One> all, Map<String, List<String>> writtenAs) {

  Made {
    all = List.copyOf(all);
    writtenAs = Map.copyOf(writtenAs);
  }

  /** One evaluation: its first day, and what matters of it for planning. */
  record One(OwnRecord record, LocalDate from, Last last) {

    private boolean isWithin(LocalDate first, LocalDate end) {
      return !from.isAfter(end) && !last.ended().isBefore(first);
    }
  }

  static Made of(Visited visited, Library library) {
    return new Made(
        visited.made(Made::one).stream().flatMap(Optional::stream).toList(), library.writtenAs());
  }

  private static Optional<One> one(OwnRecord record, Entry says) {
    return says.payload()
        .fold(
            it -> Last.of(says).map(last -> new One(record, it.from(), last)),
            note -> Optional.empty(),
            gone -> Optional.empty());
  }

  /** Those of a unit, however it was written: by its code, or by a name that was typed. */
  Stream<One> of(String unit) {
    List<String> names = writtenAs.getOrDefault(unit, List.of(unit));
    return all.stream().filter(it -> names.contains(it.record().unit()));
  }

  /** As {@link Visited#evaluation} finds it. */
  Optional<OwnRecord> evaluation(String unit, String form, LocalDate from, LocalDate to) {
    return of(unit)
        .filter(it -> it.record().instrument().id().equals(form))
        .filter(it -> it.isWithin(from, to))
        .map(One::record)
        .findFirst();
  }

  /** Without content. */
  @Override
  public String toString() {
    return "Made[" + all.size() + "]";
  }
}
