package retex.exchange;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
  Drawer drawer;
  Mail mail;
  final Album album;
  final Rack rack;
  Optional<RevisionId> damaged = Optional.empty();
  int epoch = 1;

  Disk() {
    this(new Shelf(), new Drawer(), new Mail(), new Album(), new Rack());
  }

  private Disk(Shelf shelf, Drawer drawer, Mail mail, Album album, Rack rack) {
    this.shelf = shelf;
    this.drawer = drawer;
    this.mail = mail;
    this.album = album;
    this.rack = rack;
  }

  Disk copy() {
    var copy = new Disk(shelf.copy(), drawer.copy(), mail.copy(), album.copy(), rack.copy());
    logs.forEach((log, entries) -> copy.logs.put(log, new ArrayList<>(entries)));
    heads.forEach((log, numbers) -> copy.heads.put(log, new HashSet<>(numbers)));
    copy.openings.putAll(openings);
    copy.aside.putAll(aside);
    copy.acknowledged.putAll(acknowledged);
    copy.epoch = epoch;
    copy.damaged = damaged;
    return copy;
  }

  /**
   * One transaction of a laptop, which changes what came down, what is acknowledged, and what is
   * known of bundles: all of it or nothing.
   */
  void together(Runnable work) {
    Disk before = copy();
    try {
      work.run();
    } catch (RuntimeException stopped) {
      drawer = before.drawer;
      mail = before.mail;
      acknowledged.clear();
      acknowledged.putAll(before.acknowledged);
      throw stopped;
    }
  }

  /** The ids of all entries. */
  Set<ByteString> revisions() {
    return logs.values().stream()
        .flatMap(List::stream)
        .map(it -> ByteString.copyFrom(it.revision().id().bytes()))
        .collect(Collectors.toSet());
  }

  List<Entry> log(LogId id) {
    return logs.computeIfAbsent(id, it -> new ArrayList<>());
  }
}
