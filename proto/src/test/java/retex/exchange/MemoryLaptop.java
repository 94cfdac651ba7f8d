package retex.exchange;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import retex.contract.DeviceKey;
import retex.contract.Entry;
import retex.contract.EpochOpening;
import retex.contract.Head;
import retex.contract.LogId;
import retex.contract.LogTip;
import retex.contract.LogWriter;
import retex.contract.RecordId;
import retex.contract.Renewal;
import retex.contract.Revision;
import retex.proto.sync.v1.Hello;
import retex.proto.sync.v1.Letters;
import retex.proto.sync.v1.Reference;
import retex.proto.sync.v1.ReferenceContent;

/** A laptop's store on a {@link Disk}, for one log: the present one, or an earlier epoch. */
final class MemoryLaptop implements LaptopStore, LaptopInbox {

  private final Disk disk;
  private final DeviceKey key;
  private final Fuse fuse;
  private final Mutation mutation;
  private final Optional<Integer> past;
  private final Age age;
  private LogId id; // of the log that was written when this was made: it may be succeeded meanwhile

  MemoryLaptop(Disk disk, DeviceKey key, Fuse fuse, Mutation mutation, Optional<Integer> past) {
    this(disk, key, fuse, mutation, past, Age.SAME);
  }

  /** {@code age}: a program that is older asks nothing of earlier logs. */
  MemoryLaptop(
      Disk disk, DeviceKey key, Fuse fuse, Mutation mutation, Optional<Integer> past, Age age) {
    this.age = age;
    this.disk = disk;
    this.key = key;
    this.fuse = fuse;
    this.mutation = mutation;
    this.past = past;
    this.id = new LogId(key.device(), past.orElse(disk.epoch));
  }

  private LogTip end(long number) {
    return number == 0
        ? LogTip.empty(id)
        : LogTip.at(disk.log(id).get((int) number - 1).revision());
  }

  @Override
  public DeviceKey key() {
    return key;
  }

  @Override
  public LogTip tip() {
    return end(past.isPresent() ? acknowledged() : disk.log(id).size());
  }

  @Override
  public Optional<LogTip> at(long number) {
    return number >= 0 && number <= disk.log(id).size()
        ? Optional.of(end(number))
        : Optional.empty();
  }

  @Override
  public List<Entry> after(long number, int atMost) {
    return disk.log(id).stream().skip(number).limit(atMost).map(this::asRead).toList();
  }

  /** Of a payload that the disk has damaged, what it has become. */
  private Entry asRead(Entry it) {
    Revision revision = it.revision();
    return disk.damaged.equals(Optional.of(revision.id()))
        ? LogWriter.next(
            end(revision.number() - 1),
            revision.record(),
            revision.parents(),
            revision.author() + "?",
            revision.instrument(),
            revision.writtenAt(),
            it.payload())
        : it;
  }

  @Override
  public Optional<Head> head(long number) {
    return at(number)
        .filter(it -> number > 0)
        .map(it -> key.sign(disk.log(id).get((int) number - 1).revision()));
  }

  @Override
  public List<Head> heads(long from, long to) {
    return LongStream.rangeClosed(from, Math.min(to, tip().number()))
        .boxed()
        .flatMap(it -> head(it).stream())
        .toList();
  }

  @Override
  public long acknowledged() {
    return disk.acknowledged.getOrDefault(id.epoch(), 0L);
  }

  @Override
  public void acknowledge(long upTo, long known) {
    if (upTo < known && known == acknowledged()) {
      fuse.write(disk.album.fates::clear); // what headquarters had of photographs may be lost, too
    }
    if (past.isEmpty() && (upTo >= acknowledged() || acknowledged() == known)) {
      fuse.write(() -> disk.acknowledged.put(id.epoch(), upTo));
    }
  }

  @Override
  public List<LogTip> earlier() {
    return disk.acknowledged.entrySet().stream()
        .filter(
            it ->
                past.isEmpty()
                    && age != Age.OLD_LAPTOP
                    && it.getKey() < id.epoch()
                    && it.getValue() > 0)
        .map(it -> disk.log(new LogId(key.device(), it.getKey())).get((int) (it.getValue() - 1)))
        .map(it -> LogTip.at(it.revision()))
        .toList();
  }

  @Override
  public Optional<EpochOpening> opening() {
    return Optional.ofNullable(disk.openings.get(id));
  }

  @Override
  public boolean adopt(LogTip before, List<Entry> entries) {
    if (disk.epoch != id.epoch() || !tip().equals(before)) {
      return false;
    }
    if (mutation != Mutation.LAPTOP_TAKES_NOTHING_BACK) {
      fuse.write(
          () -> {
            disk.log(id).addAll(entries);
            hearAnew();
          });
    }
    return true;
  }

  @Override
  public void open(LogTip fork) {
    LogId forked = id;
    var opened = new LogId(key.device(), forked.epoch() + 1);
    if (disk.epoch >= opened.epoch()
        && mutation != Mutation.LAPTOP_BEGINS_A_LOG_ANEW_THAT_ANOTHER_CONVERSATION_HAS_BEGUN) {
      id = new LogId(key.device(), disk.epoch);
      return;
    }
    List<Entry> own = disk.log(forked).stream().skip(fork.number()).toList();
    List<Entry> again = Renewal.of(own, LogTip.empty(opened));
    fuse.write(
        () -> {
          disk.openings.put(opened, EpochOpening.sign(key, opened, fork));
          disk.acknowledged.put(forked.epoch(), fork.number());
          disk.epoch = opened.epoch();
          if (mutation != Mutation.FORKED_LAPTOP_APPENDS_NOTHING_AGAIN) {
            disk.log(opened).addAll(again);
          }
          hearAnew();
        });
    id = opened;
  }

  @Override
  public void reappend(LogTip fork) {
    LogId forked = id;
    var present = new LogId(key.device(), disk.epoch);
    List<Entry> own =
        disk.log(forked).stream()
            .limit(acknowledged())
            .skip(fork.number())
            .filter(it -> !standsLater(forked.epoch(), it.revision().record()))
            .toList();
    List<Entry> log = disk.log(present);
    LogTip tip =
        log.isEmpty() ? LogTip.empty(present) : LogTip.at(log.get(log.size() - 1).revision());
    List<Entry> again = Renewal.of(own, tip, later(forked.epoch()));
    fuse.write(
        () -> {
          log.addAll(again);
          disk.acknowledged.put(forked.epoch(), fork.number());
          hearAnew();
        });
  }

  private void hearAnew() {
    if (mutation != Mutation.LAPTOP_HOLDS_LETTERS_ABOUT_WHAT_IT_HAD_LOST) {
      disk.drawer.hearAnew();
    }
  }

  private boolean standsLater(int epoch, RecordId record) {
    return later(epoch).stream().anyMatch(it -> it.record().equals(record));
  }

  private List<Revision> later(int epoch) {
    return disk.logs.entrySet().stream()
        .filter(log -> log.getKey().epoch() > epoch)
        .flatMap(log -> log.getValue().stream())
        .map(Entry::revision)
        .toList();
  }

  @Override
  public void describe(Hello.Builder hello) {
    disk.drawer.describe(hello);
  }

  @Override
  public boolean keep(Reference reference, ReferenceContent content) {
    if (!disk.drawer.follows(reference)) {
      return disk.drawer.isAt(reference);
    }
    boolean removes = mutation != Mutation.LAPTOP_KEEPS_WHAT_IT_MAY_NO_LONGER_HOLD;
    if (mutation == Mutation.LAPTOP_KEEPS_THE_CURSOR_BEFORE_THE_PIECES) {
      fuse.write(() -> disk.drawer.moveTo(reference));
      fuse.write(() -> disk.drawer.keep(reference, content, removes));
    } else {
      fuse.write(
          () -> {
            disk.drawer.keep(reference, content, removes);
            disk.drawer.moveTo(reference);
          });
    }
    return true;
  }

  @Override
  public boolean keep(Letters letters, long heldBefore) {
    if (!disk.drawer.follows(letters, heldBefore)) {
      return false;
    }
    boolean forgets = mutation != Mutation.LAPTOP_KEEPS_WHAT_HEADQUARTERS_FORGOT;
    fuse.write(() -> disk.drawer.keep(letters, heldBefore, disk.revisions(), forgets));
    return true;
  }
}
