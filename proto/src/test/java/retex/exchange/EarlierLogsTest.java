package retex.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import retex.contract.DeviceKey;
import retex.contract.Entry;
import retex.contract.LogId;
import retex.contract.LogTip;
import retex.contract.LogWriter;
import retex.contract.Payload;
import retex.contract.SomeLog;

/** What a restored server lost of an earlier epoch is noticed, whoever took its place. */
class EarlierLogsTest {

  private static final DeviceKey KEY = SomeLog.key(1);
  private static final LogId FIRST = new LogId(KEY.device(), 1);

  private final Fuse fuse = new Fuse(new Random(1));
  private final MemoryHeadquarters server =
      new MemoryHeadquarters(List.of(KEY), fuse, Mutation.NONE);
  private final Disk here = new Disk();
  private int written;

  @Test
  void an_epoch_that_a_copy_has_filled_to_the_same_number_is_healed() {
    Disk copy = forkedLaptopAndItsCopyBehindARestore();
    write(copy, 3);
    assertThat(talk(copy, Optional.empty()).isDone()).isTrue();
    assertThat(server.disk().log(FIRST)).hasSameSizeAs(here.log(FIRST));

    Laptop talked = talk(here, Optional.empty());

    assertThat(talked.lacking()).containsExactly(1);
    assertThat(talk(here, Optional.of(1)).isDone()).isTrue();
    assertThat(talk(here, Optional.empty()).lacking()).as("healed").isEmpty();
    assertThat(said(server.disk())).containsAll(said(here)).containsAll(said(copy));
  }

  @Test
  void an_epoch_that_is_shorter_than_it_was_is_sent_again() {
    forkedLaptopAndItsCopyBehindARestore();

    assertThat(talk(here, Optional.empty()).lacking()).containsExactly(1);
    assertThat(talk(here, Optional.of(1)).isDone()).isTrue();

    assertThat(server.disk().log(FIRST)).isEqualTo(here.log(FIRST));
    assertThat(talk(here, Optional.empty()).lacking()).isEmpty();
  }

  /** The laptop is in its second epoch; the server knows half of the first, as the copy does. */
  private Disk forkedLaptopAndItsCopyBehindARestore() {
    write(here, 3);
    talk(here, Optional.empty());
    Disk copy = here.copy();
    Disk backup = server.disk().copy();
    write(here, 3);
    talk(here, Optional.empty());
    var store = new MemoryLaptop(here, KEY, fuse, Mutation.NONE, Optional.empty());
    store.open(store.tip());
    write(here, 1);
    assertThat(talk(here, Optional.empty()).lacking()).as("all is there").isEmpty();
    server.restore(backup);
    return copy;
  }

  private void write(Disk disk, int count) {
    for (int i = 0; i < count; i++) {
      List<Entry> log = disk.log(new LogId(KEY.device(), disk.epoch));
      LogTip tip =
          log.isEmpty()
              ? LogTip.empty(new LogId(KEY.device(), disk.epoch))
              : LogTip.at(log.get(log.size() - 1).revision());
      log.add(
          LogWriter.first(
              tip,
              "evaluator",
              SomeLog.INSTRUMENT,
              SomeLog.AT.plusSeconds(written),
              SomeLog.evaluation("remark " + written++)));
    }
  }

  private static List<Payload> said(Disk disk) {
    return disk.logs.values().stream().flatMap(List::stream).map(Entry::payload).toList();
  }

  private Laptop talk(Disk disk, Optional<Integer> past) {
    var store = new MemoryLaptop(disk, KEY, fuse, Mutation.NONE, past);
    try (var call = new Call(store, server, Mutation.NONE, () -> 0)) {
      call.begin(false, past.isPresent());
      while (!call.laptop().isOver() && (call.canGoUp() || call.canGoDown())) {
        if (call.canGoUp()) {
          call.goUp();
        }
        if (call.canGoDown()) {
          call.goDown();
        }
      }
      return call.laptop();
    }
  }
}
