package retex.exchange;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import retex.bundle.BundleFile;
import retex.bundle.Handing;
import retex.contract.DeviceKey;

/**
 * Laptops that carry the bundles of others over lines of their own, which they cannot read: cut in
 * the middle, crashed and put back on either side, two with the same bundle, spoilt on the way.
 */
final class Couriers {

  private static final int MOST_STEPS = 4_000;

  private final Sticks sticks;
  private final MemoryHeadquarters server;
  private final Fuse serverFuse;
  private final Random random;
  private final Mutation mutation;
  private final List<DeviceKey> laptops;
  private final List<MemoryPouch> pouches;
  private final List<Crossing> calls = new ArrayList<>();
  private final Map<String, Crossing> heard = new HashMap<>(); // by headquarters, by their names

  Couriers(
      Sticks sticks,
      MemoryHeadquarters server,
      Fuse laptopFuse,
      Fuse serverFuse,
      Random random,
      Mutation mutation,
      List<DeviceKey> laptops,
      Path folder) {
    this.sticks = sticks;
    this.server = server;
    this.serverFuse = serverFuse;
    this.random = random;
    this.mutation = mutation;
    this.laptops = laptops;
    this.pouches =
        Stream.of("one", "other")
            .map(it -> new MemoryPouch(folder.resolve(it), laptopFuse, random))
            .toList();
  }

  /** What went wrong, or empty. */
  Optional<String> wrong() {
    return pouches.stream().flatMap(it -> it.wrong().stream()).findFirst();
  }

  private MemoryPouch any() {
    return pouches.get(random.nextInt(pouches.size()));
  }

  /** Something happens to a courier; a crash of headquarters is thrown on. */
  void step() {
    MemoryPouch pouch = any();
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> atCourier(pouch, () -> sticks.any().ifPresent(pouch::carry));
      case 3 -> pouch.answers().forEach(sticks::returned);
      case 4 -> {
        if (random.nextInt(4) == 0) {
          pouch.spoil();
        } else {
          pouch.keepBackup();
        }
      }
      case 5 -> {
        if (random.nextInt(4) == 0) {
          leave(pouch);
          pouch.restore();
        }
      }
      case 6 -> leave(pouch);
      default -> {
        for (int i = random.nextInt(12); i >= 0; i--) {
          cross(pouch);
        }
      }
    }
  }

  /** One word crosses, of a call that stands or begins. */
  private void cross(MemoryPouch pouch) {
    if (of(pouch).isEmpty()) {
      List<BundleFile> up = pouch.up();
      if (!up.isEmpty()) {
        call(pouch, up.get(random.nextInt(up.size())), true);
      }
    }
    List<Crossing> able = calls.stream().filter(Crossing::canGoUp).toList();
    if (!able.isEmpty() && random.nextBoolean()) {
      goUp(able.get(random.nextInt(able.size())));
    }
    of(pouch).ifPresent(it -> atCourier(pouch, () -> goOn(pouch, it)));
    calls.removeIf(Crossing::isSilent);
  }

  private void goOn(MemoryPouch pouch, Crossing it) {
    it.step();
    if (it.end().equals(Optional.of(Handing.End.ANEW))) {
      call(pouch, it.bundle(), false);
    }
  }

  private void goUp(Crossing it) {
    try {
      it.goUp();
    } catch (Fuse.Failed failed) {
      it.headquartersLeaves();
    }
  }

  private Optional<Crossing> of(MemoryPouch pouch) {
    return calls.stream().filter(it -> it.isOf(pouch) && !it.isGone()).findFirst();
  }

  private void call(MemoryPouch pouch, BundleFile bundle, boolean isFirst) {
    String name = pouches.indexOf(pouch) + " " + bundle.id().hex();
    var store = new MemoryArrival(name, server, sticks, pouch, serverFuse, mutation, laptops);
    var it = new Crossing(bundle, pouch, store, mutation, 200 + random.nextInt(800), isFirst);
    Optional.ofNullable(heard.put(name, it)).ifPresent(Crossing::headquartersLeaves);
    calls.add(it);
  }

  private void leave(MemoryPouch pouch) {
    of(pouch).ifPresent(it -> it.cut(random.nextBoolean()));
  }

  private void atCourier(MemoryPouch pouch, Runnable work) {
    try {
      work.run();
    } catch (Fuse.Crash | Fuse.Failed stopped) {
      of(pouch).ifPresent(Crossing::leave);
    }
  }

  /** Headquarters has crashed, or is started anew: what was not forced may be lost or spoilt. */
  void headquartersLeaves() {
    calls.forEach(Crossing::headquartersLeaves);
    Mail mail = server.disk().mail;
    for (String name : List.copyOf(mail.unforced)) {
      byte[] bytes = mail.coming.getOrDefault(name, new byte[0]);
      if (bytes.length > 0 && random.nextBoolean()) {
        byte[] kept = Arrays.copyOf(bytes, random.nextInt(bytes.length));
        mail.coming.put(name, random.nextBoolean() ? kept : Arrays.copyOf(kept, bytes.length));
      }
    }
    mail.unforced.clear();
  }

  /** Some take these bundles along, and hand over all that they have, over lines that are cut. */
  Optional<String> bring(List<byte[]> bundles) {
    bundles.forEach(it -> any().carry(it));
    for (int i = 0; i < MOST_STEPS; i++) {
      List<MemoryPouch> loaded = pouches.stream().filter(it -> !it.up().isEmpty()).toList();
      if (loaded.isEmpty()) {
        pouches.forEach(it -> it.answers().forEach(sticks::returned));
        return wrong();
      }
      MemoryPouch pouch = loaded.get(random.nextInt(loaded.size()));
      if (random.nextInt(40) == 0) {
        leave(pouch);
      } else {
        cross(pouch);
      }
    }
    return wrong().or(() -> Optional.of("couriers are never rid of what they carry"));
  }
}
