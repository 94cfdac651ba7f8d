package retex.agent.record;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import retex.contract.Entry;
import retex.contract.EpochOpening;
import retex.contract.LogId;
import retex.contract.LogTip;
import retex.contract.Renewal;
import retex.contract.Revision;

/** Opens an epoch and writes a forked log's own entries there again, in one transaction. */
@Singleton
final class Reappending {

  private static final int PAGE = 256; // revisions read at once

  private final RevisionRows revisions;
  private final RecordRows records;
  private final EpochOpeningRows openings;
  private final AcknowledgedRows acknowledgements;
  private final Erasures erasures;
  private final LogScope scope;

  Reappending(
      RevisionRows revisions,
      RecordRows records,
      EpochOpeningRows openings,
      AcknowledgedRows acknowledgements,
      Erasures erasures,
      LogScope scope) {
    this.revisions = revisions;
    this.records = records;
    this.openings = openings;
    this.acknowledgements = acknowledgements;
    this.erasures = erasures;
    this.scope = scope;
  }

  LogScope scope() {
    return scope;
  }

  Optional<EpochOpening> opening(LogId id) {
    return openings.findById(id.epoch()).map(row -> row.opening(id.device()));
  }

  void open(Log log, LogTip fork) {
    scope.write(
        () -> {
          int epoch = fork.log().epoch() + 1;
          var opened = new LogId(fork.log().device(), epoch);
          List<Entry> own =
              revisions.after(fork.log().epoch(), fork.number(), Integer.MAX_VALUE).stream()
                  .map(erasures::entry)
                  .toList();
          openings.save(
              EpochOpeningRow.of(EpochOpening.sign(scope.identity().key(), opened, fork)));
          acknowledgements.deleteById(fork.log().epoch());
          acknowledgements.save(new AcknowledgedRow(fork.log().epoch(), fork.number()));
          scope.identity().open(epoch);
          append(log, own, LogTip.empty(opened), List.of());
          return epoch;
        });
  }

  /** A record that was revised in a later epoch stands there already and is left alone. */
  void reappend(Log log, LogTip fork) {
    scope.write(
        () -> {
          int epoch = fork.log().epoch();
          long upTo = acknowledgements.findById(epoch).map(AcknowledgedRow::upTo).orElse(0L);
          List<Entry> own =
              revisions.after(epoch, fork.number(), Integer.MAX_VALUE).stream()
                  .map(erasures::entry)
                  .filter(it -> it.revision().number() <= upTo && standsIn(epoch, it))
                  .toList();
          acknowledgements.deleteById(epoch);
          acknowledgements.save(new AcknowledgedRow(epoch, fork.number()));
          append(log, own, log.tip(), later(epoch, log.tip().log().epoch()));
          return epoch;
        });
  }

  private boolean standsIn(int epoch, Entry entry) {
    return records
        .findById(entry.revision().record().toString())
        .filter(row -> row.epoch() == epoch)
        .isPresent();
  }

  /** What epochs after {@code epoch} hold, copies' entries that were taken over among it. */
  private List<Revision> later(int epoch, int present) {
    var later = new ArrayList<Revision>();
    for (int next = epoch + 1; next <= present; next++) {
      List<RevisionRow> page = revisions.after(next, 0, PAGE);
      while (!page.isEmpty()) {
        page.forEach(row -> later.add(erasures.entry(row).revision()));
        page = revisions.after(next, later.get(later.size() - 1).number(), PAGE);
      }
    }
    return later;
  }

  /** A record that begins again under another id keeps its place in lists, not its old row. */
  private void append(Log log, List<Entry> own, LogTip tip, List<Revision> there) {
    own.stream()
        .map(Entry::revision)
        .filter(Revision::isFirst)
        .forEach(it -> records.deleteById(it.record().toString()));
    Renewal.of(own, tip, there).forEach(log::append);
  }
}
