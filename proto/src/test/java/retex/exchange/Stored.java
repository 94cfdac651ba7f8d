package retex.exchange;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import retex.contract.Entry;
import retex.contract.LogId;
import retex.contract.LogTip;
import retex.contract.LogVerifier;
import retex.contract.RecordId;
import retex.contract.Revision;

/** What lies at headquarters in the end: what counts, by record, and what is kept aside. */
final class Stored {

  private final Map<String, Set<RecordId>> counting = new HashMap<>();
  private final Set<RecordId> countingRecords = new HashSet<>();
  private final Set<RecordId> begunAside = new HashSet<>();
  private final Set<String> repeated = new HashSet<>();
  private final Set<String> following = new HashSet<>();
  private Optional<String> broken = Optional.empty();

  Stored(Disk disk) {
    for (Map.Entry<LogId, List<Entry>> log : disk.logs.entrySet()) {
      LogTip tip = LogTip.empty(log.getKey());
      for (Entry entry : log.getValue()) {
        try {
          tip = LogVerifier.follow(tip, entry);
        } catch (RuntimeException wrong) {
          broken = Optional.of("order: " + entry);
          return;
        }
        note(entry, Optional.ofNullable(disk.aside.get(entry.revision().id())));
      }
    }
  }

  private void note(Entry entry, Optional<ContentFault> aside) {
    Revision it = entry.revision();
    String token = entry.payload().reference();
    if (aside.isEmpty()) {
      counting.computeIfAbsent(token, any -> new HashSet<>()).add(it.record());
      countingRecords.add(it.record());
      return;
    }
    (aside.get() == ContentFault.REPEATED ? repeated : following).add(token);
    if (it.isFirst()) {
      begunAside.add(it.record());
    }
  }

  /** What went wrong; {@code mayRepeat}: whether anything may have been said in two places. */
  Optional<String> wrong(boolean mayRepeat) {
    if (broken.isPresent()) {
      return broken;
    }
    for (Map.Entry<String, Set<RecordId>> it : counting.entrySet()) {
      if (it.getValue().size() > 1) {
        return Optional.of("stored twice: " + it.getKey());
      }
    }
    if (countingRecords.stream().anyMatch(begunAside::contains)) {
      return Optional.of("a record counts twice");
    }
    boolean isAny = !repeated.isEmpty() || !following.isEmpty();
    return !kept().containsAll(repeated) || isAny && !mayRepeat
        ? Optional.of("kept aside wrongly")
        : Optional.empty();
  }

  /** What headquarters can show: what counts, and what is kept aside and is nowhere else. */
  Set<String> kept() {
    var kept = new HashSet<>(counting.keySet());
    kept.addAll(following);
    return kept;
  }
}
