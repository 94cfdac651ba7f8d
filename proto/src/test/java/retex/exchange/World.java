package retex.exchange;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import retex.contract.Classification;
import retex.contract.DeviceKey;
import retex.contract.Entry;
import retex.contract.Evaluation;
import retex.contract.LogId;
import retex.contract.LogTip;
import retex.contract.LogWriter;
import retex.contract.SomeLog;
import retex.contract.UnitRef;
import retex.proto.sync.v1.SyncRefusal;

/**
 * Laptops, some of them copies of one another, headquarters, and the calls between them, driven by
 * one seed: entries, dialling, slow and lost messages, cuts, crashes in the middle of a write,
 * writes that fail, backups put back on either side, programs of different ages, clocks that jump;
 * in every fourth world laptops that speak twice at once, and links that headquarters alone has
 * yet; in every fourth links that are full while much comes down and records go up; and what
 * headquarters' people change for laptops meanwhile. Then the link returns and everything must
 * agree.
 */
final class World implements AutoCloseable {

  private static final List<DeviceKey> KEYS = List.of(SomeLog.key(1), SomeLog.key(2));
  private static final int STEPS = 75;
  private static final int MOST_LAPTOPS = 4;
  private static final int MOST_AT_ONCE = 2;
  private static final int ENDS = 4;
  private static final long YEARS = 50L * 365 * 86_400; // seconds

  private final Random random;
  private final Random decay;
  private final Mutation mutation;
  private final Fuse laptopFuse;
  private final Fuse serverFuse;
  private final MemoryHeadquarters server;
  private final List<Computer> laptops = new ArrayList<>();
  private final Office office;
  private final List<Call> calls = new ArrayList<>();
  private final Set<String> acknowledged = new HashSet<>();
  private final boolean isCrowded; // laptops lose links, and speak twice at once
  private Disk serverBackup = new Disk();
  private boolean copied;
  private boolean restored;
  private boolean lost;
  private boolean flooded;
  private long now;
  private int tokens;

  World(long seed, Mutation mutation) {
    this.random = new Random(seed);
    this.decay = new Random(~seed);
    this.isCrowded = seed % 4 == 3;
    this.mutation = mutation;
    this.laptopFuse = new Fuse(random);
    this.serverFuse = new Fuse(random);
    this.server = new MemoryHeadquarters(KEYS, serverFuse, mutation);
    this.office = new Office(random, KEYS);
    if (seed % 4 == 1) {
      server.narrow();
      office.stock(server.disk().shelf);
    }
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
    calls.forEach(it -> end(it, isCrowded ? random.nextInt(ENDS) : 0));
    calls.removeIf(Call::isOver);
    if (lost) {
      return Optional.of("a word that no server should say");
    }
    if (flooded) {
      return Optional.of("answers wait behind all that comes down");
    }
    var link = new GoodLink(laptops, server, calls, office, random, mutation, this::write);
    return link.settle(Age.atFirst(random)).or(this::check);
  }

  private void step() {
    now += random.nextInt(400);
    int dice = random.nextInt(100);
    Computer laptop = laptops.get(random.nextInt(laptops.size()));
    if (dice < 22) {
      write(laptop);
    } else if (dice < 36) {
      dial(laptop);
    } else if (dice < 84) {
      carry();
    } else if (dice < 90) {
      office.work(server.disk());
      List.copyOf(calls).forEach(call -> guardedServer(call, call::wake));
      calls.stream().filter(it -> it.isUntold() && random.nextInt(4) == 0).forEach(Call::close);
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
              evaluation(++tokens)));
    } else {
      log.add(LogWriter.first(tip, "evaluator", SomeLog.INSTRUMENT, at, evaluation(++tokens)));
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
    List<Call> there = laptop.calls();
    int most = isCrowded ? MOST_AT_ONCE : 1;
    if (!there.isEmpty() && (there.size() >= most || random.nextInt(3) > 0)) {
      return;
    }
    Age age = Age.any(random);
    Optional<Integer> lacking =
        there.stream().flatMap(it -> it.laptop().lacking().stream()).findFirst();
    MemoryLaptop store = laptop.store(mutation, laptopFuse, lacking, age);
    boolean plain = random.nextInt(8) == 0;
    var call = new Call(store, server, mutation, () -> now, age, plain);
    laptop.calls.add(call);
    calls.add(call);
    guarded(laptop, () -> call.begin(random.nextBoolean(), lacking.isPresent()));
  }

  private void carry() {
    randomCall()
        .ifPresent(
            call -> {
              for (int i = random.nextInt(6); i >= 0; i--) {
                if (call.canGoUp() && (random.nextBoolean() || !call.canGoDown())) {
                  guardedServer(call, call::goUp);
                } else if (call.canGoDown()) {
                  guarded(owner(call), call::goDown);
                  guardedServer(call, call::goOn);
                  lost |= call.laptop().isLost() || isWrong(call.laptop());
                  flooded |= call.isFlooded();
                }
              }
            });
    calls.removeIf(Call::isOver);
    noteAcknowledged();
  }

  /** A refusal without a name, or of a batch in its place. */
  private static boolean isWrong(Laptop laptop) {
    return laptop
        .stopped()
        .filter(
            it ->
                it.getCode() == SyncRefusal.SYNC_REFUSAL_UNSPECIFIED
                    || it.getCode() == SyncRefusal.SYNC_REFUSAL_OUT_OF_TURN && it.getNumber() > 0)
        .isPresent();
  }

  private void hangUp(Call call) {
    end(call, random.nextInt(isCrowded ? ENDS : ENDS - 1));
    calls.removeIf(Call::isOver);
  }

  private void end(Call call, int how) {
    switch (how) {
      case 0 -> call.cut();
      case 1 -> call.laptopLeaves();
      case 2 -> call.headquartersLeaves();
      default -> call.laptopIsLost(random.nextInt(8));
    }
  }

  private void leave(Computer laptop) {
    laptop.calls().forEach(Call::laptopLeaves);
    laptop.calls.clear();
  }

  private void restartServer() {
    calls.forEach(Call::headquartersLeaves);
  }

  private void guarded(Computer laptop, Runnable work) {
    try {
      work.run();
    } catch (Fuse.Crash | Fuse.Failed stopped) {
      leave(laptop);
    }
  }

  private void guardedServer(Call call, Runnable work) {
    try {
      work.run();
    } catch (Fuse.Crash crash) {
      restartServer();
    } catch (Fuse.Failed failed) {
      call.headquartersLeaves(); // the others go on
    }
  }

  private Computer owner(Call call) {
    return laptops.stream()
        .filter(it -> it.calls.contains(call))
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

  private Optional<String> check() {
    noteAcknowledged();
    var stored = new Stored(server.disk());
    Optional<String> wrong = stored.wrong(copied && restored);
    if (wrong.isPresent()) {
      return wrong;
    }
    if (!restored && !stored.kept().containsAll(acknowledged)) {
      return Optional.of("acknowledged and on no disk");
    }
    for (Computer laptop : laptops) {
      Optional<String> missing = laptop.firstNotIn(stored.kept());
      if (missing.isPresent()) {
        return Optional.of(
            (acknowledged.contains(missing.get()) ? "acknowledged and lost: " : "not sent: ")
                + missing.get());
      }
      Optional<String> differs =
          laptop.disk.drawer.differs(
              server.disk().shelf, laptop.key.device(), laptop.disk.revisions());
      if (differs.isPresent()) {
        return differs;
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    calls.forEach(Call::close);
  }
}
