package retex.exchange;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import retex.contract.DeviceId;
import retex.contract.DeviceKey;
import retex.contract.Entry;
import retex.contract.EpochOpening;
import retex.contract.Head;
import retex.contract.LogId;
import retex.contract.LogTip;
import retex.contract.RecordId;
import retex.contract.Renewal;
import retex.contract.Revision;
import retex.contract.RevisionId;
import retex.proto.sync.v1.Hello;
import retex.proto.sync.v1.Letter;

/** Headquarters' store on a {@link Disk}. */
final class MemoryHeadquarters implements HeadquartersStore, HeadquartersOutbox {

  private final Map<DeviceId, DeviceKey> devices = new HashMap<>();
  private final Fuse fuse;
  private final Mutation mutation;
  private final MemoryFeeds feeds;
  private final Map<LogId, Long> remembered = new HashMap<>();
  private Disk disk = new Disk();
  private boolean isNarrow;

  MemoryHeadquarters(List<DeviceKey> keys, Fuse fuse, Mutation mutation) {
    keys.forEach(key -> devices.put(key.device(), key));
    this.fuse = fuse;
    this.mutation = mutation;
    this.feeds = new MemoryFeeds(() -> disk, fuse, mutation);
  }

  /** As one conversation sees it: the same, or what it remembers where that is planted. */
  MemoryHeadquarters conversation() {
    if (mutation != Mutation.HEADQUARTERS_BELIEVES_THE_END_THAT_A_CONVERSATION_REMEMBERS) {
      return this;
    }
    var view = new MemoryHeadquarters(List.copyOf(devices.values()), fuse, mutation);
    view.disk = disk;
    view.isNarrow = isNarrow;
    disk.logs.forEach((log, entries) -> view.remembered.put(log, (long) entries.size()));
    return view;
  }

  /** From now on links take few messages at once, and each message down is of one piece. */
  void narrow() {
    isNarrow = true;
  }

  boolean isNarrow() {
    return isNarrow;
  }

  Disk disk() {
    return disk;
  }

  List<Letter> letters(DeviceKey key) {
    return disk.shelf.box(key.device());
  }

  void restore(Disk backup) {
    disk = backup.copy();
  }

  @Override
  public byte[] publicKey(DeviceId device) {
    DeviceKey key = devices.get(device);
    if (key == null) {
      throw ExchangeRefusal.DEVICE_UNKNOWN.at("device").asException();
    }
    return key.publicKey();
  }

  @Override
  public LogTip tip(LogId log) {
    return at(log, disk.log(log).size()).orElseThrow();
  }

  @Override
  public Optional<LogTip> at(LogId log, long number) {
    List<Entry> entries = disk.log(log);
    if (number == 0) {
      return Optional.of(LogTip.empty(log));
    }
    return number <= entries.size()
        ? Optional.of(LogTip.at(entries.get((int) number - 1).revision()))
        : Optional.empty();
  }

  @Override
  public Map<Integer, Long> ends(DeviceId device) {
    var ends = new TreeMap<Integer, Long>();
    disk.logs.forEach(
        (log, entries) -> {
          if (log.device().equals(device) && !entries.isEmpty()) {
            ends.put(log.epoch(), (long) entries.size());
          }
        });
    return ends;
  }

  @Override
  public boolean isOpen(LogId log) {
    return log.epoch() == 1 || disk.openings.containsKey(log);
  }

  @Override
  public void open(EpochOpening opening) {
    fuse.write(() -> disk.openings.putIfAbsent(opening.opened(), opening));
  }

  @Override
  public Outcome commit(LogTip before, List<Entry> entries, Head head) {
    if (mutation != Mutation.HEADQUARTERS_TAKES_WHAT_NO_HEAD_VOUCHES_FOR) {
      Admission.vouched(before, entries, head, publicKey(before.log().device()));
    }
    LogId log = before.log();
    long held = remembered.getOrDefault(log, (long) disk.log(log).size());
    List<Entry> fresh =
        mutation == Mutation.HEADQUARTERS_COMPARES_NOTHING
            ? entries.stream().filter(it -> it.revision().number() > held).toList()
            : Admission.fresh(held, entries, number -> at(log, number).flatMap(LogTip::revision));
    boolean forgets =
        mutation == Mutation.HEADQUARTERS_ACKNOWLEDGES_BEFORE_IT_WRITES && fuse.happens(0.1);
    if (forgets) { // as if it stopped in between
      return new Outcome(head.number(), List.of());
    }
    Map<RevisionId, ContentFault> faults = repeated(fresh);
    List<KeptAside> aside =
        fresh.stream().flatMap(it -> Repeats.keptAside(it, faults).stream()).toList();
    try {
      append(log, fresh, aside, head);
    } catch (Fuse.Failed failed) {
      if (mutation != Mutation.HEADQUARTERS_TAKES_A_FAILED_WRITE_FOR_DONE) {
        throw failed;
      }
      return new Outcome(head.number(), List.of());
    }
    remembered.computeIfPresent(log, (any, end) -> Math.max(end, head.number()));
    return new Outcome(head.number(), aside);
  }

  private Map<RevisionId, ContentFault> repeated(List<Entry> fresh) {
    return switch (mutation) {
      case HEADQUARTERS_STORES_WHAT_COPIES_REPEAT -> Map.of();
      case HEADQUARTERS_TAKES_WHAT_FOLLOWS_A_REPEAT -> {
        var faults = new HashMap<>(Repeats.of(fresh, this::isHeld, this::isBegunAside));
        faults.values().removeIf(it -> it == ContentFault.FOLLOWS_REPEATED);
        yield faults;
      }
      default -> Repeats.of(fresh, this::isHeld, this::isBegunAside);
    };
  }

  private boolean isHeld(Revision it) {
    return disk.logs.entrySet().stream()
        .filter(log -> log.getKey().epoch() != it.log().epoch())
        .flatMap(log -> log.getValue().stream())
        .anyMatch(held -> Renewal.isRepeat(it, held.revision()));
  }

  private boolean isBegunAside(RecordId record) {
    return disk.logs.values().stream()
        .flatMap(List::stream)
        .map(Entry::revision)
        .filter(it -> it.isFirst() && it.record().equals(record))
        .anyMatch(it -> disk.aside.get(it.id()) == ContentFault.REPEATED);
  }

  private void append(LogId log, List<Entry> fresh, List<KeptAside> aside, Head head) {
    fuse.write(
        () -> {
          disk.log(log).addAll(fresh);
          aside.forEach(it -> disk.aside.put(it.revision(), it.fault()));
          if (!fresh.isEmpty()) {
            Set<Long> heads = disk.heads.computeIfAbsent(log, it -> new HashSet<>());
            heads.add(head.number());
          }
        });
  }

  @Override
  public Prefix commitPrefix(LogTip before, List<Entry> entries, List<Head> heads) {
    var sound =
        Admission.longest(before, entries, heads, publicKey(before.log().device()), it -> {});
    Outcome landed =
        sound
            .head()
            .map(head -> commit(before, entries.subList(0, sound.count()), head))
            .orElseGet(() -> new Outcome(before.number(), List.of()));
    return new Prefix(landed, sound.why());
  }

  @Override
  public Optional<Head> headFrom(LogId log, long number) {
    return disk.heads.getOrDefault(log, Set.of()).stream()
        .filter(it -> it >= number)
        .min(Long::compare)
        .map(it -> sign(log, it));
  }

  private Head sign(LogId log, long number) {
    DeviceKey key = devices.get(log.device());
    Entry entry = disk.log(log).get((int) number - 1);
    return java.util.Objects.requireNonNull(key).sign(entry.revision());
  }

  @Override
  public List<Entry> entries(LogId log, long from, long to) {
    return List.copyOf(disk.log(log).subList((int) from - 1, (int) to));
  }

  @Override
  public Waiting waiting(DeviceId device, Hello hello) {
    return (isNarrow ? new Feeds(feeds, 1) : new Feeds(feeds)).waiting(device, hello);
  }
}
