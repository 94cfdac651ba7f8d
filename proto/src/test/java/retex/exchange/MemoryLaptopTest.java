package retex.exchange;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import retex.contract.DeviceKey;
import retex.contract.Entry;
import retex.contract.LogTip;
import retex.contract.LogWriter;
import retex.contract.SomeLog;

/** The laptop of the simulation. */
class MemoryLaptopTest extends LaptopStoreContract {

  private final DeviceKey key = SomeLog.key(3);
  private final Disk disk = new Disk();
  private final Fuse fuse = new Fuse(new Random(1));

  @Override
  protected LaptopStore present() {
    return new MemoryLaptop(disk, key, fuse, Mutation.NONE, Optional.empty());
  }

  @Override
  protected LaptopStore past(int epoch) {
    return new MemoryLaptop(disk, key, fuse, Mutation.NONE, Optional.of(epoch));
  }

  @Override
  protected Entry submit(String remark) {
    return written(
        LogWriter.first(
            present().tip(),
            "evaluator",
            SomeLog.INSTRUMENT,
            SomeLog.AT,
            SomeLog.evaluation(remark)));
  }

  @Override
  protected Entry revise(Entry before, String remark) {
    LogTip tip = present().tip();
    var revision = before.revision();
    return written(
        LogWriter.next(
            tip,
            revision.record(),
            List.of(revision.id()),
            "evaluator",
            SomeLog.INSTRUMENT,
            SomeLog.AT,
            SomeLog.evaluation(remark)));
  }

  private Entry written(Entry entry) {
    disk.log(entry.revision().log()).add(entry);
    return entry;
  }
}
