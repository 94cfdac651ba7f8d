package retex.exchange;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import retex.contract.Classification;
import retex.contract.DeviceKey;
import retex.contract.Entry;
import retex.contract.Evaluation;
import retex.contract.LogId;
import retex.contract.LogTip;
import retex.contract.LogVerifier;
import retex.contract.LogWriter;
import retex.contract.RecordId;
import retex.contract.SomeLog;
import retex.contract.UnitRef;

/**
 * Laptops, some of them copies of one another, headquarters, and the calls between them, driven by
 * one seed: entries, dialling, slow and lost messages, cuts, crashes in the middle of a write,
 * backups put back on either side, clocks that jump. Then the link returns and everything must
 * agree.
 */
final class World implements AutoCloseable {

  private static final List<DeviceKey> KEYS = List.of(SomeLog.key(1), SomeLog.key(2));
  private static final int STEPS = 75;
  private static final int MOST_LAPTOPS = 4;
  private static final int MOST_ROUNDS = 12;

  private final Random random;
  private final Mutation mutation;
  private final Fuse laptopFuse;
  private final Fuse serverFuse;
  private final MemoryHeadquarters server;
  private final List<Computer> laptops = new ArrayList<>();
  private final List<Call> calls = new ArrayList<>();
  private final Set<String> acknowledged = new HashSet<>();
  private Disk serverBackup = new Disk();
  private boolean copied;
  private boolean restored;
  private long now;
  private int tokens;

  World(long seed, Mutation mutation) {
    this.random = new Random(seed);
    this.mutation = mutation;
    this.laptopFuse = new Fuse(random);
    this.serverFuse = new Fuse(random);
    this.server = new MemoryHeadquarters(KEYS, serverFuse, mutation);
    KEYS.forEach(key -> laptops.add(new Computer(key, new Disk())));
  }

  /** What went wrong, or empty. */
  Optional<String> run() {
    laptopFuse.set(0.01);
    serverFuse.set(0.01);
    for (int i = 0; i < STEPS; i++) {
      step();
    }
    laptopFuse.set(0);
    serverFuse.set(0);
    calls.forEach(Call::close);
    calls.clear();
    return settle().or(this::check);
  }

  private void step() {
    now += random.nextInt(400);
    int dice = random.nextInt(100);
    Computer laptop = laptops.get(random.nextInt(laptops.size()));
    if (dice < 22) {
      write(laptop);
    } else if (dice < 36) {
      dial(laptop);
    } else if (dice < 90) {
      carry();
    } else if (dice < 94) {
      randomCall().ifPresent(call -> hangUp(call));
    } else if (dice < 96) {
      laptop.backup = laptop.disk.copy();
      serverBackup = random.nextInt(3) == 0 ? server.disk().copy() : serverBackup;
    } else if (dice < 97) {
      leave(laptop);
      laptop.disk = laptop.backup.copy();
    } else if (dice < 98 && laptops.size() < MOST_LAPTOPS) {
      copied = true;
      laptops.add(new Computer(laptop.key, laptop.disk.copy()));
    } else if (dice < 99) {
      restartServer();
      restored = true;
      server.restore(serverBackup);
    } else {
      restartServer();
    }
  }

  private void write(Computer laptop) {
    var id = new LogId(laptop.key.device(), laptop.disk.epoch);
    List<Entry> log = laptop.disk.log(id);
    LogTip tip = log.isEmpty() ? LogTip.empty(id) : LogTip.at(log.get(log.size() - 1).revision());
    var at = SomeLog.AT.plusSeconds(random.nextInt(1_000_000)); // a clock that jumps
    var first = log.stream().filter(it -> it.revision().isFirst()).findFirst();
    if (first.isPresent() && random.nextInt(4) == 0) {
      Entry before = last(log, first.get());
      log.add(
          LogWriter.next(
              tip,
              before.revision().record(),
              List.of(before.revision().id()),
              "evaluator",
              SomeLog.INSTRUMENT,
              at,
              evaluation(++tokens)));
    } else {
      log.add(LogWriter.first(tip, "evaluator", SomeLog.INSTRUMENT, at, evaluation(++tokens)));
    }
    laptop.grown();
  }

  private static Entry last(List<Entry> log, Entry first) {
    return log.stream()
        .filter(it -> it.revision().record().equals(first.revision().record()))
        .reduce((one, other) -> other)
        .orElseThrow();
  }

  private static Evaluation evaluation(int token) {
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
        List.of(),
        List.of(),
        "");
  }

  private void dial(Computer laptop) {
    if (laptop.call.filter(it -> !it.laptopIsGone()).isPresent()) {
      return;
    }
    var call = new Call(laptop.store(mutation, laptopFuse), server, mutation, () -> now);
    laptop.call = Optional.of(call);
    calls.add(call);
    guarded(laptop, () -> call.begin(random.nextBoolean(), false));
  }

  private void carry() {
    randomCall()
        .ifPresent(
            call -> {
              for (int i = random.nextInt(6); i >= 0; i--) {
                if (call.canGoUp() && (random.nextBoolean() || !call.canGoDown())) {
                  guardedServer(call::goUp);
                } else if (call.canGoDown()) {
                  guarded(owner(call), call::goDown);
                }
              }
            });
    calls.removeIf(Call::isOver);
    noteAcknowledged();
  }

  private void hangUp(Call call) {
    switch (random.nextInt(3)) {
      case 0 -> call.cut();
      case 1 -> call.laptopLeaves();
      default -> call.headquartersLeaves();
    }
    calls.removeIf(Call::isOver);
  }

  private void leave(Computer laptop) {
    laptop.call.ifPresent(Call::laptopLeaves);
    laptop.call = Optional.empty();
  }

  private void restartServer() {
    calls.forEach(Call::headquartersLeaves);
  }

  private void guarded(Computer laptop, Runnable work) {
    try {
      work.run();
    } catch (Fuse.Crash crash) {
      leave(laptop);
    }
  }

  private void guardedServer(Runnable work) {
    try {
      work.run();
    } catch (Fuse.Crash crash) {
      restartServer();
    }
  }

  private Computer owner(Call call) {
    return laptops.stream()
        .filter(it -> it.call.filter(mine -> mine == call).isPresent())
        .findFirst()
        .orElse(laptops.get(0));
  }

  private Optional<Call> randomCall() {
    return calls.isEmpty()
        ? Optional.empty()
        : Optional.of(calls.get(random.nextInt(calls.size())));
  }

  /** Remembers what each laptop believes to be safe. */
  private void noteAcknowledged() {
    for (Computer laptop : laptops) {
      laptop.disk.acknowledged.forEach(
          (epoch, upTo) ->
              laptop.disk.log(new LogId(laptop.key.device(), epoch)).stream()
                  .limit(upTo)
                  .forEach(it -> acknowledged.add(it.payload().reference())));
    }
  }

  /** The link is good: every laptop synchronises until nothing changes any more. */
  private Optional<String> settle() {
    for (int round = 0; round < MOST_ROUNDS; round++) {
      boolean quiet = true;
      Collections.shuffle(laptops, random);
      for (Computer laptop : laptops) {
        Optional<String> wrong = synchronise(laptop);
        if (wrong.isPresent()) {
          return wrong;
        }
        quiet &= laptop.isQuiet();
      }
      if (quiet) {
        noteAcknowledged();
        return Optional.empty();
      }
    }
    return Optional.of("does not settle");
  }

  private Optional<String> synchronise(Computer laptop) {
    for (int call = 0; call < MOST_ROUNDS; call++) {
      Laptop talked = talk(laptop, Optional.empty());
      if (talked.isDone()) {
        for (int epoch : talked.lacking()) {
          Laptop healed = talk(laptop, Optional.of(epoch));
          if (!healed.isDone()) {
            return Optional.of("not healed: " + healed.stopped().map(it -> it.getCode().name()));
          }
        }
        return Optional.empty();
      }
      if (!talked.isToBeginAgain()) {
        return Optional.of("stopped: " + talked.stopped().map(it -> it.getCode().name()));
      }
    }
    return Optional.of("forks without end");
  }

  private Laptop talk(Computer laptop, Optional<Integer> past) {
    var store = new MemoryLaptop(laptop.disk, laptop.key, laptopFuse, mutation, past);
    try (var call = new Call(store, server, mutation, () -> ++now)) {
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

  private Optional<String> check() {
    Map<String, Integer> stored = new HashMap<>();
    for (Map.Entry<LogId, List<Entry>> log : server.disk().logs.entrySet()) {
      LogTip tip = LogTip.empty(log.getKey());
      for (Entry entry : log.getValue()) {
        try {
          tip = LogVerifier.follow(tip, entry);
        } catch (RuntimeException broken) {
          return Optional.of("order: " + entry);
        }
        stored.merge(entry.payload().reference(), 1, Integer::sum);
      }
    }
    for (Map.Entry<String, Integer> it : stored.entrySet()) {
      // a copy may have begun a record anew because of entries that a restored server has forgotten
      if (it.getValue() > 1 && !(copied && restored)) {
        return Optional.of("stored twice: " + it.getKey());
      }
    }
    if (!restored && !stored.keySet().containsAll(acknowledged)) {
      return Optional.of("acknowledged and on no disk");
    }
    for (Computer laptop : laptops) {
      Optional<String> lost = laptop.firstNotIn(stored.keySet());
      if (lost.isPresent()) {
        return Optional.of(
            (acknowledged.contains(lost.get()) ? "acknowledged and lost: " : "not sent: ")
                + lost.get());
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    calls.forEach(Call::close);
  }

  /** One laptop, or a copy of one. */
  private static final class Computer {
    private final DeviceKey key;
    private Disk disk;
    private Disk backup;
    private Optional<Call> call = Optional.empty();

    Computer(DeviceKey key, Disk disk) {
      this.key = key;
      this.disk = disk;
      this.backup = disk.copy();
    }

    MemoryLaptop store(Mutation mutation, Fuse fuse) {
      return new MemoryLaptop(disk, key, fuse, mutation, Optional.empty());
    }

    void grown() {
      call.filter(it -> !it.laptopIsGone()).ifPresent(it -> it.laptop().grown());
    }

    boolean isQuiet() {
      long tip = disk.log(new LogId(key.device(), disk.epoch)).size();
      return disk.acknowledged.getOrDefault(disk.epoch, 0L) == tip;
    }

    /**
     * The first entry here that headquarters does not hold; forked epochs count up to the fork. One
     * that a copy pushed out of a restored server is left alone where headquarters holds a revision
     * of its record from a later epoch (docs/sync.md): to append it again would bring back a record
     * as it was before, or one that was withdrawn.
     */
    Optional<String> firstNotIn(Set<String> stored) {
      for (Map.Entry<LogId, List<Entry>> log : disk.logs.entrySet()) {
        for (Entry entry : log.getValue()) {
          if (!stored.contains(entry.payload().reference())
              && !isRevisedIn(stored, log.getKey().epoch(), entry.revision().record())) {
            return Optional.of(entry.payload().reference());
          }
        }
      }
      return Optional.empty();
    }

    private boolean isRevisedIn(Set<String> stored, int epoch, RecordId record) {
      return disk.logs.entrySet().stream()
          .filter(log -> log.getKey().epoch() > epoch)
          .flatMap(log -> log.getValue().stream())
          .anyMatch(
              it ->
                  it.revision().record().equals(record)
                      && stored.contains(it.payload().reference()));
    }
  }
}
