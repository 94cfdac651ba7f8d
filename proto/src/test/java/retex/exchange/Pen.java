package retex.exchange;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import retex.contract.Attachment;
import retex.contract.Classification;
import retex.contract.Entry;
import retex.contract.Evaluation;
import retex.contract.LogId;
import retex.contract.LogTip;
import retex.contract.LogWriter;
import retex.contract.SomeLog;
import retex.contract.UnitRef;

/** What evaluators write, by clocks that are years off at times; nothing is said twice. */
final class Pen {

  private static final long YEARS = 50L * 365 * 86_400; // seconds

  private final Random random;
  private final Random decay;
  private final Optional<Camera> camera;
  private int tokens;

  /** {@code decay}: of disks; {@code camera}: where records name photographs. */
  Pen(Random random, Random decay, Optional<Camera> camera) {
    this.random = random;
    this.decay = decay;
    this.camera = camera;
  }

  /** Appends an entry to a laptop's log; now and then its disk damages one. */
  void write(Computer laptop) {
    var id = new LogId(laptop.key.device(), laptop.disk.epoch);
    List<Entry> log = laptop.disk.log(id);
    LogTip tip = log.isEmpty() ? LogTip.empty(id) : LogTip.at(log.get(log.size() - 1).revision());
    long wrong = random.nextInt(10) == 0 ? random.nextLong(-YEARS, YEARS) : 0;
    var at = SomeLog.AT.plusSeconds(wrong + random.nextInt(1_000_000)); // a clock that jumps
    if (!log.isEmpty() && random.nextInt(4) == 0) {
      Entry before = last(log, log.get(random.nextInt(log.size())));
      log.add(
          LogWriter.next(
              tip,
              before.revision().record(),
              List.of(before.revision().id()),
              "evaluator",
              SomeLog.INSTRUMENT,
              at,
              evaluation(++tokens, photographs(laptop))));
    } else {
      log.add(
          LogWriter.first(
              tip, "evaluator", SomeLog.INSTRUMENT, at, evaluation(++tokens, photographs(laptop))));
    }
    if (laptop.disk.damaged.isEmpty() && decay.nextInt(60) == 0) {
      laptop.disk.damaged = Optional.of(log.get(log.size() - 1).revision().id());
    }
    laptop.grown();
  }

  private static Entry last(List<Entry> log, Entry one) {
    return log.stream()
        .filter(it -> it.revision().record().equals(one.revision().record()))
        .reduce((before, after) -> after)
        .orElseThrow();
  }

  private List<Attachment> photographs(Computer laptop) {
    return camera.map(it -> it.photographs(laptop.disk)).orElse(List.of());
  }

  private static Evaluation evaluation(int token, List<Attachment> photographs) {
    return new Evaluation(
        UnitRef.coded("U-001"),
        "",
        LocalDate.EPOCH.plusDays(9),
        LocalDate.EPOCH.plusDays(9),
        "en",
        Classification.CONFIDENTIAL,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        "t" + token,
        Optional.empty(),
        List.of(),
        photographs,
        List.of(),
        "");
  }
}
