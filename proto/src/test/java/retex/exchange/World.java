package retex.exchange;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import retex.contract.DeviceKey;
import retex.contract.LogId;
import retex.contract.SomeLog;
import retex.proto.sync.v1.SyncRefusal;

/**
 * Laptops, some of them copies of one another, headquarters, and the calls between them, driven by
 * one seed: entries, dialling, slow and lost messages, cuts, crashes in the middle of a write,
 * writes that fail, backups put back on either side, programs of different ages, clocks that jump;
 * in every fourth world laptops that speak twice at once, and links that headquarters alone has
 * yet; in every fourth links that are full while much comes down and records go up; and what
 * headquarters' people change for laptops meanwhile; in every fifth photographs behind the records;
 * in every fifteenth bundles on sticks, in half of these nothing else; in every fifteenth files of
 * a team; and every fifteenth begins with logs that have parted. Then the link returns and
 * everything must agree.
 */
final class World implements AutoCloseable {

  private static final List<DeviceKey> KEYS = List.of(SomeLog.key(1), SomeLog.key(2));
  private static final int STEPS = 75;
  private static final int MOST_LAPTOPS = 4;
  private static final int MOST_AT_ONCE = 2;
  private static final int ENDS = 4;

  private final Random random;
  private final Pen pen;
  private final Mutation mutation;
  private final Fuse laptopFuse;
  private final Fuse serverFuse;
  private final MemoryHeadquarters server;
  private final List<Computer> laptops = new ArrayList<>();
  private final Office office;
  private final List<Call> calls = new ArrayList<>();
  private final Set<String> acknowledged = new HashSet<>();
  private final boolean isCrowded; // laptops lose links, and speak twice at once
  private final Optional<Sticks> sticks;
  private final Optional<Photographs> photographs;
  private final Optional<Teams> teams;
  private final boolean isParted; // it begins with logs that have parted, and with copies put back
  private final boolean isCarried; // by couriers, over links of their own
  private final boolean isCutOff; // until the link is good, sticks are all there is
  private Disk serverBackup = new Disk();
  private boolean copied;
  private boolean restored;
  private boolean lost;
  private boolean flooded;
  private long now;

  World(long seed, Mutation mutation) {
    this.random = new Random(seed);
    Optional<Camera> camera =
        seed % 5 == 3 ? Optional.of(new Camera(new Random(seed ^ 0x5eed))) : Optional.empty();
    this.pen = new Pen(random, new Random(~seed), camera);
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
    this.photographs =
        camera.map(
            it ->
                new Photographs(
                    laptops, server, laptopFuse, serverFuse, random, mutation, it.taken()));
    this.teams =
        seed % 15 == 10
            ? Optional.of(
                new Teams(server, laptopFuse, serverFuse, random, mutation, this::restartServer))
            : Optional.empty();
    this.isCarried = seed % 15 == 7;
    this.isCutOff = seed % 30 == 2 || seed % 30 == 7;
    this.isParted = seed % 15 == 4;
    this.sticks =
        seed % 15 == 2 || isCarried
            ? Optional.of(
                new Sticks(
                    server,
                    laptopFuse,
                    serverFuse,
                    random,
                    mutation,
                    () -> now,
                    isCarried ? KEYS : List.of()))
            : Optional.empty();
  }

  /** What went wrong, or empty. */
  Optional<String> run() {
    laptopFuse.set(0.01);
    serverFuse.set(0.01);
    if (isParted) {
      part(laptops.get(0));
    }
    for (int i = isParted ? STEPS / 2 : 0; i < STEPS; i++) {
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
    Optional<String> carried = sticks.flatMap(this::carried);
    if (carried.isPresent()) {
      return carried;
    }
    var link = new GoodLink(laptops, server, calls, office, random, mutation, pen::write);
    return link.settle(Age.atFirst(random))
        .or(() -> sticks.flatMap(it -> it.comeLate(laptops)).or(() -> again(link)))
        .or(() -> photographs.flatMap(Photographs::settle))
        .or(() -> teams.flatMap(Teams::settle))
        .or(this::check);
  }

  private Optional<String> carried(Sticks them) {
    boolean isAlone = random.nextBoolean();
    if (isAlone && random.nextInt(3) == 0) {
      Computer laptop = laptops.get(random.nextInt(laptops.size()));
      leave(laptop);
      laptop.disk = laptop.backup.copy();
    }
    if (isAlone && random.nextInt(3) == 0) {
      restartServer();
      restore();
    }
    Optional<String> wrong = isAlone ? them.settle(laptops) : them.wrong();
    noteAcknowledged();
    return wrong;
  }

  private Optional<String> again(GoodLink link) {
    noteAcknowledged();
    return sticks.isPresent() ? link.settle(Age.SAME) : Optional.empty();
  }

  private void restore() {
    restored = true;
    server.restore(serverBackup);
    photographs.ifPresent(Photographs::restored);
    teams.ifPresent(Teams::restored);
  }

  private void step() {
    now += random.nextInt(400);
    int dice = random.nextInt(100);
    Computer laptop = laptops.get(random.nextInt(laptops.size()));
    if (sticks.isPresent() && random.nextInt(isCarried ? 2 : 4) == 0) {
      courier(laptop, sticks.get());
    } else if (teams.isPresent() && random.nextBoolean()) {
      teams.get().step();
    } else if (photographs.isPresent() && random.nextInt(3) == 0) {
      photograph(photographs.get());
    } else if (dice < 22) {
      pen.write(laptop);
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
      restore();
    } else {
      restartServer();
    }
  }

  /**
   * A log that has parted from its copy's, when that copy and headquarters are put back: what the
   * copy writes from then on takes the place of what had been acknowledged.
   */
  private void part(Computer one) {
    write(one, 3);
    synchronise(one);
    serverBackup = server.disk().copy();
    var other = new Computer(one.key, one.disk.copy());
    copied = laptops.add(other);
    write(one, 3);
    synchronise(one);
    synchronise(other);
    write(other, 2);
    synchronise(other);
    write(one, 2);
    synchronise(one);
    synchronise(one);
    other.disk = other.backup.copy();
    restartServer();
    restore();
    write(other, 5);
    synchronise(other);
  }

  private void write(Computer laptop, int most) {
    for (int i = random.nextInt(most); i >= 0; i--) {
      pen.write(laptop);
    }
  }

  private void synchronise(Computer laptop) {
    leave(laptop);
    dial(laptop);
    List.copyOf(laptop.calls())
        .forEach(call -> guardedServer(call, () -> guarded(laptop, call::finish)));
    noteAcknowledged();
  }

  private void courier(Computer laptop, Sticks them) {
    if (isCarried && random.nextInt(4) > 0) {
      carry(them.couriers().orElseThrow());
      return;
    }
    switch (random.nextInt(7)) {
      case 0, 1 -> guarded(laptop, () -> them.export(laptop));
      case 2, 3, 4 -> {
        try {
          them.arrive();
        } catch (Fuse.Crash crash) {
          restartServer();
        } catch (Fuse.Failed failed) {
          return; // it comes again, or not
        }
      }
      default -> guarded(laptop, () -> them.take(laptop));
    }
    noteAcknowledged();
  }

  private void photograph(Photographs them) {
    try {
      them.step();
    } catch (Fuse.Crash crash) {
      restartServer();
    }
  }

  private void carry(Couriers them) {
    try {
      them.step();
    } catch (Fuse.Crash crash) {
      restartServer();
    }
    noteAcknowledged();
  }

  private void dial(Computer laptop) {
    if (isCutOff) {
      return;
    }
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
    photographs.ifPresent(it -> it.leave(laptop));
  }

  private void restartServer() {
    calls.forEach(Call::headquartersLeaves);
    sticks.flatMap(Sticks::couriers).ifPresent(Couriers::headquartersLeaves);
    photographs.ifPresent(Photographs::headquartersLeaves);
    teams.ifPresent(Teams::headquartersLeaves);
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
    Optional<String> wrong = stored.wrong((copied || sticks.isPresent()) && restored);
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
    sticks.ifPresent(Sticks::close);
  }
}
