package retex.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import retex.contract.DeviceKey;
import retex.contract.Entry;
import retex.contract.LogId;
import retex.contract.SomeLog;

/** A conversation whose laptop has another one meanwhile. */
class ElderConversationTest {

  private static final DeviceKey KEY = SomeLog.key(1);
  private static final LogId LOG = new LogId(KEY.device(), 1);

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void takes_nothing_back_once_the_other_has_begun_the_log_anew_and_begins_again() {
    List<Entry> all = SomeLog.log(KEY, 3);
    var disk = new Disk();
    disk.log(LOG).addAll(all.subList(0, 2));
    var fuse = new Fuse(new Random(1));
    var headquarters = new MemoryHeadquarters(List.of(KEY), fuse, Mutation.NONE);
    headquarters.disk().log(LOG).addAll(all);
    headquarters.disk().heads.put(LOG, Set.of(3L));
    var elder = new Call(store(disk, fuse), headquarters, Mutation.NONE, () -> 0);
    elder.begin(false, false);
    while (elder.canGoUp()) {
      elder.goUp();
    }
    elder.goDown(); // where headquarters' log ends: it asks for that
    MemoryLaptop other = store(disk, fuse);
    other.open(other.at(1).orElseThrow());

    while (elder.canGoUp() || elder.canGoDown()) {
      if (elder.canGoUp()) {
        elder.goUp();
      } else {
        elder.goDown();
      }
    }

    assertThat(elder.laptop().isOver()).isTrue();
    assertThat(elder.laptop().isToBeginAgain()).isTrue(); // no cut line: the next hello succeeds
    assertThat(disk.log(LOG)).isEqualTo(all.subList(0, 2));
    assertThat(disk.log(new LogId(KEY.device(), 2))).hasSize(1);
    elder.close();
  }

  private static MemoryLaptop store(Disk disk, Fuse fuse) {
    return new MemoryLaptop(disk, KEY, fuse, Mutation.NONE, Optional.empty());
  }
}
