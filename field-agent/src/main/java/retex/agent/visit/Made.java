package retex.agent.visit;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import retex.agent.record.OwnRecord;
import retex.agent.record.Visited;
import retex.contract.Entry;

/** What this laptop evaluated, as it was when it was asked for; the last submitted first. */
record Made(List<One> all) {

  Made {
    all = List.copyOf(all);
  }

  /** One evaluation: its first day, and what matters of it for planning. */
  record One(OwnRecord record, LocalDate from, Last last) {

    private boolean isWithin(LocalDate first, LocalDate end) {
      return !from.isAfter(end) && !last.ended().isBefore(first);
    }
  }

  static Made of(Visited visited) {
    return new Made(visited.made(Made::one).stream().flatMap(Optional::stream).toList());
  }

  private static Optional<One> one(OwnRecord record, Entry says) {
    return says.payload()
        .fold(
            it -> Last.of(says).map(last -> new One(record, it.from(), last)),
            note -> Optional.empty(),
            gone -> Optional.empty());
  }

  /** Those of a unit, however it was written: by its code, or by a name that was typed. */
  Stream<One> of(Collection<String> writtenAs) {
    return all.stream().filter(it -> writtenAs.contains(it.record().unit()));
  }

  /** As {@link Visited#evaluation} finds it. */
  Optional<OwnRecord> evaluation(
      Collection<String> writtenAs, String form, LocalDate from, LocalDate to) {
    return of(writtenAs)
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
