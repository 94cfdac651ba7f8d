package retex.exchange;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import retex.proto.sync.v1.EntryRefused;
import retex.proto.sync.v1.SyncRefusal;
import retex.refusal.RefusedException;
import retex.wire.Opening;

/**
 * The link is good again: every laptop synchronises until nothing changes any more, while what
 * conversations that it has lost had sent still arrives. Then lines stand, and what comes crosses.
 */
final class GoodLink {

  private static final int MOST_ROUNDS = 12;
  private static final int MOST_NEWS = 3;

  private final List<Computer> laptops;
  private final MemoryHeadquarters server;
  private final List<Call> elder;
  private final Office office;
  private final Random random;
  private final Mutation mutation;
  private final Consumer<Computer> write;
  private final Fuse fuse;
  private long now;
  private int arrived;

  /** {@code elder}: conversations that laptops have lost; {@code write}: appends to a log. */
  GoodLink(
      List<Computer> laptops,
      MemoryHeadquarters server,
      List<Call> elder,
      Office office,
      Random random,
      Mutation mutation,
      Consumer<Computer> write) {
    this.laptops = laptops;
    this.server = server;
    this.elder = elder;
    this.office = office;
    this.random = random;
    this.mutation = mutation;
    this.write = write;
    this.fuse = new Fuse(random);
  }

  /** What goes wrong until all agree, or empty; {@code first} is how programs differ at first. */
  Optional<String> settle(Age first) {
    return untilQuiet(first)
        .or(() -> first == Age.SAME ? Optional.empty() : untilQuiet(Age.SAME))
        .or(this::lateArrivals)
        .or(() -> random.nextInt(12) == 0 ? stand() : Optional.empty());
  }

  private Optional<String> untilQuiet(Age age) {
    for (int round = 0; round < MOST_ROUNDS; round++) {
      boolean quiet = true;
      Collections.shuffle(laptops, random);
      for (Computer laptop : laptops) {
        Optional<String> wrong = synchronise(laptop, age);
        if (wrong.isPresent()) {
          return wrong;
        }
        quiet &= laptop.isQuiet();
      }
      if (quiet) {
        return Optional.empty();
      }
    }
    return Optional.of("does not settle");
  }

  /** What is still under way arrives; headquarters learns that those laptops are gone. */
  private Optional<String> lateArrivals() {
    int before = arrived;
    while (!elder.isEmpty()) {
      arrive();
    }
    return arrived > before ? untilQuiet(Age.SAME) : Optional.empty();
  }

  private void arrive() {
    Call call = elder.get(random.nextInt(elder.size()));
    if (call.canGoUp()) {
      arrived++;
      call.goUp();
      call.wake();
    } else {
      call.close();
      elder.remove(call);
    }
  }

  private Optional<String> synchronise(Computer laptop, Age age) {
    for (int round = 0; round < MOST_ROUNDS; round++) {
      int before = arrived;
      var calls = new Calls(laptop, age);
      var all = new Synchronisation(calls);
      try {
        all.run();
      } catch (IllegalStateException stopped) {
        if (isMended(laptop, calls.last) || arrived > before && calls.isToTryAgain()) {
          continue;
        }
        return Optional.of(stopped.getMessage());
      }
      if (all.lacking().isEmpty()) {
        return Optional.empty();
      }
      Optional<Laptop> unhealed = all.unhealed().map(it -> it.call().laptop());
      if (unhealed.filter(it -> isMended(laptop, Optional.of(it))).isEmpty() && arrived == before) {
        return Optional.of(
            "not healed: " + unhealed.flatMap(Laptop::stopped).map(EntryRefused::getCode));
      }
    }
    return Optional.of("mended without end");
  }

  /** Whether what stopped it was a damaged payload, which is good now or lies behind. */
  private boolean isMended(Computer laptop, Optional<Laptop> talked) {
    return talked
        .filter(
            it ->
                it.isOver()
                    ? laptop.isMended(it, server.disk())
                    : laptop.isDamagedWithin(server.disk()))
        .isPresent();
  }

  /**
   * A line of each laptop stands, and persons synchronise beside it; then one record comes on each,
   * and something is new at headquarters. It crosses at once where the line did not end.
   */
  private Optional<String> stand() {
    List<Call> lines = laptops.stream().map(this::line).toList();
    try {
      carry(lines);
      for (int i = random.nextInt(MOST_NEWS); i >= 0; i--) {
        write.accept(laptops.get(random.nextInt(laptops.size())));
        Optional<String> wrong = synchronise(laptops.get(random.nextInt(laptops.size())), Age.SAME);
        if (wrong.isPresent()) {
          return wrong;
        }
        office.work(server.disk());
        lines.forEach(Call::wake);
        lines.forEach(it -> it.laptop().grown());
        carry(lines);
      }
      return stuck(lines);
    } finally {
      lines.forEach(Call::close);
    }
  }

  private Optional<String> stuck(List<Call> lines) {
    for (int i = 0; i < lines.size(); i++) {
      Laptop line = lines.get(i).laptop();
      Computer laptop = laptops.get(i);
      if (!line.isOver() && !laptop.isQuiet()) {
        return Optional.of("a line stands and brings nothing");
      }
    }
    return untilQuiet(Age.SAME);
  }

  private Call line(Computer laptop) {
    MemoryLaptop store = laptop.store(mutation, fuse, Optional.empty(), Age.SAME);
    var call = new Call(store, server, mutation, () -> ++now, Age.SAME, false);
    call.begin(true, false);
    return call;
  }

  private void carry(List<Call> lines) {
    boolean isAny = true;
    while (isAny) {
      isAny = false;
      for (Call call : lines) {
        isAny |= call.canGoUp() || call.canGoDown();
        if (call.canGoUp() && random.nextBoolean()) {
          call.goUp();
        }
        if (call.canGoDown() && random.nextBoolean()) {
          call.goDown();
          call.goOn();
        }
      }
    }
  }

  /** Calls over a good link. */
  private final class Calls implements Synchronisation.Calls {
    private final Computer laptop;
    private final Age age;
    private Optional<Laptop> last = Optional.empty();

    Calls(Computer laptop, Age age) {
      this.laptop = laptop;
      this.age = age;
    }

    @Override
    public Synchronisation.Call present(int opening) {
      return talk(Optional.empty(), opening);
    }

    @Override
    public Synchronisation.Call earlier(int epoch, int opening) {
      return talk(Optional.of(epoch), opening);
    }

    @Override
    public RefusedException endless() {
      throw new IllegalStateException("forks without end");
    }

    /** Where an elder conversation brought something meanwhile: the next one finds it. */
    boolean isToTryAgain() {
      return last.flatMap(Laptop::stopped)
          .filter(
              it ->
                  it.getCode() == SyncRefusal.SYNC_REFUSAL_FORK
                      || it.getCode() == SyncRefusal.SYNC_REFUSAL_OUT_OF_TURN
                          && it.getNumber() == 0)
          .isPresent();
    }

    private Talked talk(Optional<Integer> past, int opening) {
      boolean plain =
          opening == Opening.NONE
              && mutation != Mutation.LAPTOP_REPEATS_A_HELLO_THAT_AN_OLD_SERVER_REFUSED;
      MemoryLaptop store = laptop.store(mutation, fuse, past, age);
      try (var call = new Call(store, server, mutation, () -> ++now, age, plain)) {
        call.begin(false, past.isPresent());
        while (!call.laptop().isOver() && (call.canGoUp() || call.canGoDown())) {
          if (!elder.isEmpty() && random.nextInt(3) == 0) {
            arrive();
          }
          if (call.canGoUp()) {
            call.goUp();
          }
          if (call.canGoDown()) {
            call.goDown();
            call.goOn();
          }
        }
        last = Optional.of(call.laptop());
        return new Talked(call.laptop());
      }
    }
  }

  private record Talked(Laptop laptop) implements Synchronisation.Call {

    @Override
    public RefusedException refusal() {
      throw new IllegalStateException("stopped: " + laptop.stopped().map(EntryRefused::getCode));
    }
  }
}
