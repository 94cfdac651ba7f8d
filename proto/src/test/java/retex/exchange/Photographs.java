package retex.exchange;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import retex.contract.FileHash;
import retex.delivery.Landing;

/**
 * Photographs that follow records, in calls of their own: cut at any chunk, with what was sent
 * arriving behind a newer call, of two laptops that have the same ones; crashes that spoil what was
 * not forced, bits that flip, photographs that a laptop has lost.
 */
final class Photographs {

  private static final int MOST_ROUNDS = 60;

  private final List<Computer> laptops;
  private final MemoryLanding files;
  private final Landing landing;
  private final Fuse laptopFuse;
  private final Random random;
  private final Mutation mutation;
  private final List<Delivering> calls = new ArrayList<>();
  private final Set<FileHash> safe = new HashSet<>(); // as laptops think
  private int past; // times that headquarters was put back
  private Optional<String> wrong = Optional.empty();
  private long now;

  Photographs(
      List<Computer> laptops,
      MemoryHeadquarters server,
      Fuse laptopFuse,
      Fuse serverFuse,
      Random random,
      Mutation mutation,
      Map<FileHash, byte[]> taken) {
    this.laptops = laptops;
    this.files = new MemoryLanding(server, serverFuse, random, mutation, taken);
    this.landing = new Landing(files, files, Delivering.MEASURES);
    this.laptopFuse = laptopFuse;
    this.random = random;
    this.mutation = mutation;
  }

  /** Something happens to photographs; a crash of headquarters is thrown on. */
  void step() {
    now += random.nextInt(400);
    Computer laptop = laptops.get(random.nextInt(laptops.size()));
    switch (random.nextInt(16)) {
      case 0 -> of(laptop).ifPresent(it -> it.cut(random.nextInt(4)));
      case 1 -> {
        if (random.nextInt(6) == 0) {
          files.spoil();
        }
      }
      case 2 -> {
        if (random.nextInt(6) == 0) {
          lose(laptop);
        }
      }
      default -> {
        for (int i = random.nextInt(12); i >= 0; i--) {
          cross(laptop);
        }
      }
    }
  }

  /** Its disk damages a photograph, which nobody can read from then on. */
  private void lose(Computer laptop) {
    List<FileHash> held = List.copyOf(laptop.disk.album.held.keySet());
    if (!held.isEmpty()) {
      laptop.disk.album.held.remove(held.get(random.nextInt(held.size())));
    }
  }

  /** One word crosses, of a call that stands or begins. */
  private void cross(Computer laptop) {
    if (of(laptop).isEmpty() && random.nextInt(4) == 0) {
      atLaptop(laptop, () -> calls.add(call(laptop)));
    }
    List<Delivering> able = calls.stream().filter(Delivering::canGoUp).toList();
    if (!able.isEmpty() && random.nextBoolean()) {
      goUp(able.get(random.nextInt(able.size())));
    }
    of(laptop).ifPresent(it -> atLaptop(laptop, it::step));
    forget();
  }

  private void goUp(Delivering call) {
    call.goUp();
    wrong = wrong.or(call::wrong);
  }

  private void forget() {
    calls.forEach(it -> wrong = wrong.or(it::wrong));
    calls.removeIf(Delivering::isSilent);
  }

  private Delivering call(Computer laptop) {
    int begun = past;
    var store =
        new MemoryOutgoing(laptop, laptopFuse, mutation, it -> noteSafe(laptop, it, begun == past));
    return new Delivering(laptop, store, files, landing, mutation, () -> now);
  }

  /**
   * What a laptop takes for safe: of a record that headquarters has lost, or does not have yet, it
   * asks for no photograph either, until the log was healed.
   */
  private void noteSafe(Computer laptop, FileHash file, boolean isOfNow) {
    if (isOfNow && files.isNamed(laptop.key.device(), file)) {
      safe.add(file);
      check();
    }
  }

  private void check() {
    safe.stream()
        .filter(it -> !files.holds(it) || !files.album().isWhole(it))
        .findFirst()
        .ifPresent(it -> wrong = Optional.of("a photograph is acknowledged and not here: " + it));
  }

  private Optional<Delivering> of(Computer laptop) {
    return calls.stream().filter(it -> it.isOf(laptop) && !it.isGone()).findFirst();
  }

  private void atLaptop(Computer laptop, Runnable work) {
    try {
      work.run();
    } catch (Fuse.Crash | Fuse.Failed stopped) {
      leave(laptop);
    }
  }

  /** A laptop's program ends; what it remembers is gone. */
  void leave(Computer laptop) {
    of(laptop).ifPresent(Delivering::leave);
    laptop.arrivedWrong.clear();
  }

  /** Headquarters has crashed, or is started anew. */
  void headquartersLeaves() {
    calls.forEach(Delivering::headquartersLeaves);
    files.crash();
    check();
  }

  /** Headquarters was put back: what laptops were told before says nothing any more. */
  void restored() {
    past++;
    safe.clear();
  }

  /** The link is good: every laptop brings what it has, while what was under way still arrives. */
  Optional<String> settle() {
    for (int round = 0; round < MOST_ROUNDS && wrong.isEmpty(); round++) {
      boolean isQuiet = true;
      Collections.shuffle(laptops, random);
      for (Computer laptop : laptops) {
        of(laptop).ifPresent(Delivering::leave);
        var call = call(laptop);
        while (!call.isGone() && call.wrong().isEmpty()) {
          lateArrival();
          if (call.canGoUp()) {
            goUp(call);
          }
          call.step();
        }
        wrong = wrong.or(call::wrong);
        isQuiet &= !call.isOfUse();
      }
      if (isQuiet && calls.isEmpty()) {
        check();
        return wrong.or(this::missing);
      }
    }
    return wrong.or(() -> Optional.of("photographs do not settle"));
  }

  private void lateArrival() {
    List<Delivering> able = calls.stream().filter(Delivering::canGoUp).toList();
    if (!able.isEmpty() && random.nextInt(3) == 0) {
      goUp(able.get(0));
    }
    calls.removeIf(it -> it.isGone() && !it.canGoUp());
  }

  /**
   * A photograph that a laptop has, which a record at headquarters names and headquarters lacks.
   */
  private Optional<String> missing() {
    for (Computer laptop : laptops) {
      for (FileHash file : laptop.disk.album.held.keySet()) {
        if (files.isNamed(laptop.key.device(), file)
            && !(files.holds(file) && files.album().isWhole(file))) {
          return Optional.of(
              "a photograph is not sent: " + laptop.disk.album.fates.get(file) + " " + file);
        }
      }
    }
    return Optional.empty();
  }
}
