package retex.exchange;

import com.google.protobuf.ByteString;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import retex.contract.DeviceKey;
import retex.contract.Entry;
import retex.contract.LogId;
import retex.contract.LogTip;
import retex.contract.LogWriter;
import retex.contract.Payload;
import retex.contract.SomeLog;
import retex.proto.sync.v1.ExchangeRequest;
import retex.proto.sync.v1.ExchangeResponse;
import retex.proto.sync.v1.Letter;
import retex.proto.sync.v1.LetterKind;

/** A laptop and headquarters in memory, for tests of other ways between them than a link. */
public final class SomeSides {

  private final DeviceKey key;
  private final Disk laptop = new Disk();
  private final Fuse fuse = new Fuse(new Random(1));
  private final MemoryHeadquarters headquarters;
  private Disk backup = new Disk();

  public SomeSides(DeviceKey key) {
    this.key = key;
    this.headquarters = new MemoryHeadquarters(List.of(key), fuse, Mutation.NONE);
  }

  public LaptopStore store() {
    return new MemoryLaptop(laptop, key, fuse, Mutation.NONE, Optional.empty());
  }

  public LaptopInbox inbox() {
    return new MemoryLaptop(laptop, key, fuse, Mutation.NONE, Optional.empty());
  }

  public HeadquartersStore headquarters() {
    return headquarters;
  }

  public HeadquartersOutbox outbox() {
    return headquarters;
  }

  /** Appends evaluations to the laptop's log. */
  public void write(int count) {
    for (int i = 0; i < count; i++) {
      write(SomeLog.evaluation("remark " + store().tip().number()));
    }
  }

  /** Appends a record to the laptop's log. */
  public Entry write(Payload payload) {
    LogTip tip = store().tip();
    Entry entry =
        LogWriter.first(
            tip, "evaluator", SomeLog.INSTRUMENT, SomeLog.AT.plusSeconds(tip.number()), payload);
    laptop.log(tip.log()).add(entry);
    return entry;
  }

  public List<Entry> laptopLog() {
    return List.copyOf(laptop.log(new LogId(key.device(), laptop.epoch)));
  }

  public List<Entry> headquartersLog() {
    return List.copyOf(headquarters.disk().log(new LogId(key.device(), laptop.epoch)));
  }

  /** Headquarters returns an entry, by its place in the log. */
  public void judge(int at, String remark) {
    var revision = headquartersLog().get(at).revision();
    var box = headquarters.disk().shelf.box(key.device());
    box.add(
        Letter.newBuilder()
            .setNumber(box.size() + 1L)
            .setRecordId(ByteString.copyFrom(revision.record().bytes()))
            .setRevision(ByteString.copyFrom(revision.id().bytes()))
            .setKind(LetterKind.LETTER_KIND_RETURNED)
            .setRemark(remark)
            .build());
  }

  public void backUp() {
    backup = headquarters.disk().copy();
  }

  /** Headquarters as it was at the last backup. */
  public void restore() {
    headquarters.restore(backup);
  }

  /** One whole conversation over a link. */
  public void synchronise() {
    Queue<ExchangeRequest> up = new ArrayDeque<>();
    Queue<ExchangeResponse> down = new ArrayDeque<>();
    boolean[] complete = new boolean[1];
    var inbox = inbox();
    try (var there =
            new Headquarters(key.device(), headquarters, headquarters, down::add, () -> {});
        var here = new Laptop(store(), inbox, up::add, () -> complete[0] = true, () -> 0, 0)) {
      here.begin(false, false);
      while (!here.isOver()) {
        if (!up.isEmpty()) {
          there.heard(up.remove());
        } else if (!down.isEmpty()) {
          here.heard(down.remove());
        } else {
          here.ended();
        }
      }
    }
  }
}
