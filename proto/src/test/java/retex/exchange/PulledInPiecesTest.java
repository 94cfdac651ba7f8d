package retex.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import retex.contract.DeviceKey;
import retex.contract.Entry;
import retex.contract.LogId;
import retex.contract.LogTip;
import retex.contract.LogWriter;
import retex.contract.SomeLog;
import retex.proto.sync.v1.ExchangeRequest;
import retex.proto.sync.v1.ExchangeResponse;

/** A laptop put back from an old copy, over a link that is cut each time after one piece. */
class PulledInPiecesTest {

  private static final DeviceKey KEY = SomeLog.key(1);
  private static final LogId LOG = new LogId(KEY.device(), 1);
  private static final int PIECES = 5;

  private final Fuse fuse = new Fuse(new Random(1));
  private final MemoryHeadquarters server =
      new MemoryHeadquarters(List.of(KEY), fuse, Mutation.NONE);
  private Disk disk = new Disk();

  @Test
  void each_piece_that_came_back_is_kept_so_that_no_cut_costs_more_than_one() {
    Disk copy = disk.copy();
    for (int i = 0; i < PIECES; i++) {
      write();
      talk(Integer.MAX_VALUE); // each leaves a signed head at headquarters
    }
    List<Entry> lost = List.copyOf(disk.log(LOG));
    disk = copy;

    for (int call = 1; call <= PIECES; call++) {
      talk(1);

      assertThat(disk.log(LOG)).isEqualTo(lost.subList(0, call));
      assertThat(disk.acknowledged).containsEntry(1, (long) call);
    }
    talk(Integer.MAX_VALUE);
    write();
    talk(Integer.MAX_VALUE);

    assertThat(disk.epoch).as("no fork").isEqualTo(1);
    assertThat(server.disk().log(LOG)).hasSize(PIECES + 1);
  }

  private void write() {
    List<Entry> log = disk.log(LOG);
    LogTip tip = log.isEmpty() ? LogTip.empty(LOG) : LogTip.at(log.get(log.size() - 1).revision());
    log.add(
        LogWriter.first(
            tip,
            "evaluator",
            SomeLog.INSTRUMENT,
            SomeLog.AT.plusSeconds(tip.number()),
            SomeLog.evaluation("remark " + tip.number())));
  }

  /** One conversation, cut behind so many pieces of its own log. */
  private void talk(int pieces) {
    Queue<ExchangeRequest> up = new ArrayDeque<>();
    Queue<ExchangeResponse> down = new ArrayDeque<>();
    var store = new MemoryLaptop(disk, KEY, fuse, Mutation.NONE, Optional.empty());
    int heard = 0;
    try (var there = new Headquarters(KEY.device(), server, server, down::add, () -> {});
        var here = new Laptop(store, store, up::add, () -> {}, () -> 0, 0)) {
      here.begin(false, false);
      while (!here.isOver() && heard < pieces && !(up.isEmpty() && down.isEmpty())) {
        if (!up.isEmpty()) {
          there.heard(up.remove());
        } else {
          ExchangeResponse message = down.remove();
          here.heard(message);
          heard += message.hasOwn() ? 1 : 0;
        }
      }
      here.ended();
    }
  }
}
