package retex.exchange;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import retex.contract.DeviceKey;
import retex.contract.Entry;
import retex.contract.FileHash;
import retex.contract.LogId;
import retex.contract.RecordId;
import retex.proto.sync.v1.SyncRefusal;

/** One laptop, or a copy of one. */
final class Computer {
  final DeviceKey key;
  Disk disk;
  Disk backup;
  final Set<FileHash> arrivedWrong = new HashSet<>(); // since its program began
  final List<Call> calls = new ArrayList<>(); // that its program still hears

  Computer(DeviceKey key, Disk disk) {
    this.key = key;
    this.disk = disk;
    this.backup = disk.copy();
  }

  /** {@code past}: an earlier epoch; empty for the log that is written now. */
  MemoryLaptop store(Mutation mutation, Fuse fuse, Optional<Integer> past, Age age) {
    return new MemoryLaptop(disk, key, fuse, mutation, past, age);
  }

  /** Its conversations: it may hold several at once, as a line that stands and a person's. */
  List<Call> calls() {
    calls.removeIf(Call::laptopIsGone);
    return calls;
  }

  void grown() {
    calls().forEach(it -> it.laptop().grown());
  }

  /**
   * Whether it was stopped at the entry that its disk has damaged, by its number and with
   * everything before it landed; then somebody mends the disk.
   */
  boolean isMended(Laptop talked, Disk headquarters) {
    boolean isNamed =
        talked.stopped().stream()
            .filter(it -> it.getCode() == SyncRefusal.SYNC_REFUSAL_HEAD_MISMATCH)
            .anyMatch(it -> isDamaged(it.getNumber(), headquarters));
    disk.damaged = isNamed ? Optional.empty() : disk.damaged;
    return isNamed;
  }

  /** Whether headquarters has the entry that this disk has damaged. */
  boolean isDamagedWithin(Disk headquarters) {
    return headquarters.logs.values().stream()
        .flatMap(List::stream)
        .anyMatch(it -> disk.damaged.equals(Optional.of(it.revision().id())));
  }

  private boolean isDamaged(long number, Disk headquarters) {
    return disk.logs.entrySet().stream()
        .filter(log -> log.getValue().size() >= number)
        .filter(log -> headquarters.log(log.getKey()).size() >= number - 1)
        .map(log -> log.getValue().get((int) number - 1).revision().id())
        .anyMatch(it -> disk.damaged.equals(Optional.of(it)));
  }

  boolean isQuiet() {
    long tip = disk.log(new LogId(key.device(), disk.epoch)).size();
    return disk.acknowledged.getOrDefault(disk.epoch, 0L) == tip;
  }

  /**
   * The first entry here that headquarters does not hold; forked epochs count up to the fork. One
   * that a copy pushed out of a restored server is left alone where headquarters holds a revision
   * of its record from a later epoch (docs/sync.md): to append it again would bring back a record
   * as it was before, or one that was withdrawn.
   */
  Optional<String> firstNotIn(Set<String> stored) {
    for (Map.Entry<LogId, List<Entry>> log : disk.logs.entrySet()) {
      for (Entry entry : log.getValue()) {
        if (!stored.contains(entry.payload().reference())
            && !isRevisedIn(stored, log.getKey().epoch(), entry.revision().record())) {
          return Optional.of(entry.payload().reference());
        }
      }
    }
    return Optional.empty();
  }

  private boolean isRevisedIn(Set<String> stored, int epoch, RecordId record) {
    return disk.logs.entrySet().stream()
        .filter(log -> log.getKey().epoch() > epoch)
        .flatMap(log -> log.getValue().stream())
        .anyMatch(
            it ->
                it.revision().record().equals(record) && stored.contains(it.payload().reference()));
  }
}
