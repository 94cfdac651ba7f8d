package retex.exchange;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import retex.contract.Entry;
import retex.contract.EpochOpening;
import retex.contract.LogId;
import retex.contract.RevisionId;

/** What survives a crash, of either side. Can be copied whole, as a backup or a clone. */
final class Disk {

  final Map<LogId, List<Entry>> logs = new HashMap<>();
  final Map<LogId, Set<Long>> heads = new HashMap<>();
  final Map<LogId, EpochOpening> openings = new HashMap<>();
  final Map<RevisionId, ContentFault> aside = new HashMap<>();
  final Map<Integer, Long> acknowledged = new TreeMap<>();
  final Shelf shelf;
  final Drawer drawer;
  int epoch = 1;

  Disk() {
    this(new Shelf(), new Drawer());
  }

  private Disk(Shelf shelf, Drawer drawer) {
    this.shelf = shelf;
    this.drawer = drawer;
  }

  Disk copy() {
    var copy = new Disk(shelf.copy(), drawer.copy());
    logs.forEach((log, entries) -> copy.logs.put(log, new ArrayList<>(entries)));
    heads.forEach((log, numbers) -> copy.heads.put(log, new HashSet<>(numbers)));
    copy.openings.putAll(openings);
    copy.aside.putAll(aside);
    copy.acknowledged.putAll(acknowledged);
    copy.epoch = epoch;
    return copy;
  }

  List<Entry> log(LogId id) {
    return logs.computeIfAbsent(id, it -> new ArrayList<>());
  }
}
