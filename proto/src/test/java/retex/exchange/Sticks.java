package retex.exchange;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import retex.bundle.Answer;
import retex.bundle.BundleFile;
import retex.bundle.BundleRefusal;
import retex.bundle.HeadquartersBundles;
import retex.bundle.HeadquartersBundles.Greeting;
import retex.bundle.Intake;
import retex.bundle.LaptopBundles;
import retex.bundle.LaptopFiles;
import retex.bundle.MemoryFiles;
import retex.contract.DeviceKey;
import retex.contract.Entry;
import retex.contract.LogId;
import retex.contract.Seal;
import retex.contract.SomeLog;
import retex.refusal.RefusalCode;
import retex.refusal.RefusedException;
import retex.wire.FrameEncoder;

/**
 * Bundles on sticks between laptops and headquarters: in any order, again, late or never, damaged
 * on the way, of strangers. Their seals and names are of chance, on which nothing rests.
 */
final class Sticks implements AutoCloseable {

  private static final Seal.Pair SERVER = SomeLog.key(90).sealing();
  private static final Seal.Pair ANOTHER = SomeLog.key(91).sealing();
  private static final DeviceKey STRANGER = SomeLog.key(9);
  private static final int ALL = 1 << 20; // bytes of a part
  private static final int MOST_ROUNDS = 3;
  private static final Path MEMORY = Path.of("/dev/shm"); // quicker than a disk, where it is
  private static final long YEARS = 50L * 365 * 86_400;

  private final MemoryHeadquarters server;
  private final Fuse laptopFuse;
  private final Fuse serverFuse;
  private final Random random;
  private final Mutation mutation;
  private final LongSupplier clock;
  private final Path folder;
  private final List<Stick> up = new ArrayList<>();
  private final List<Stick> down = new ArrayList<>();
  private final Map<String, Stick> made = new HashMap<>(); // that couriers may carry, by name
  private final Set<String> stopped = new HashSet<>(); // bundles whose log goes on no further
  private final Map<ByteString, Stick> answers = new HashMap<>(); // that couriers were given
  private final Optional<Couriers> couriers;
  private Optional<String> wrong = Optional.empty();

  Sticks(
      MemoryHeadquarters server,
      Fuse laptopFuse,
      Fuse serverFuse,
      Random random,
      Mutation mutation,
      LongSupplier clock,
      List<DeviceKey> carriedFor) {
    this.server = server;
    this.laptopFuse = laptopFuse;
    this.serverFuse = serverFuse;
    this.random = random;
    this.mutation = mutation;
    this.clock = clock;
    try {
      this.folder =
          Files.isWritable(MEMORY)
              ? Files.createTempDirectory(MEMORY, "retex-sticks")
              : Files.createTempDirectory("retex-sticks");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.couriers =
        carriedFor.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Couriers(
                    this, server, laptopFuse, serverFuse, random, mutation, carriedFor, folder));
  }

  /** A bundle, and the key of the laptop that wrote it or whom it is for; the entries in it. */
  private record Stick(byte[] bytes, DeviceKey key, long serial, List<Entry> entries) {}

  /** What went wrong, or empty. */
  Optional<String> wrong() {
    return wrong.or(() -> couriers.flatMap(Couriers::wrong));
  }

  /** Those who carry bundles over links of their own, in worlds where there are any. */
  Optional<Couriers> couriers() {
    return couriers;
  }

  /** Some bundle, which stays on its stick, too. */
  Optional<byte[]> any() {
    return up.isEmpty() ? Optional.empty() : Optional.of(up.get(random.nextInt(up.size())).bytes());
  }

  /** Headquarters takes what a courier brought. */
  void takeCarried(Path file) {
    BundleFile bundle = BundleFile.at(file);
    String name = bundle.id().hex();
    byte[] bytes = MemoryIntake.bytes(file);
    if (intake().take(bundle).stopped().isPresent()) {
      stopped.add(name);
    }
    if (!made.containsKey(name) || !Arrays.equals(made.get(name).bytes(), bytes)) {
      wrong = Optional.of("an altered bundle is taken from a courier");
    }
  }

  /**
   * Whether all of a bundle is at headquarters, or waits there, or its log can go on no further.
   */
  boolean isThere(String name) {
    Disk disk = server.disk();
    return stopped.contains(name)
        || disk.mail.waiting.keySet().stream().anyMatch(it -> it.endsWith(name))
        || made.get(name).entries().stream()
            .allMatch(it -> disk.log(it.revision().log()).contains(it));
  }

  byte[] answered(DeviceKey key) {
    Stick answer = answer(key);
    answers.put(ByteString.copyFrom(answer.bytes()), answer);
    return answer.bytes();
  }

  /** A courier is back with an answer, and has it still. */
  void returned(byte[] answer) {
    Optional.ofNullable(answers.get(ByteString.copyFrom(answer)))
        .filter(it -> !down.contains(it))
        .ifPresent(down::add);
  }

  /** A laptop writes what waits, or what lies behind its last export, in parts; some are lost. */
  void export(Computer laptop) {
    boolean goesOn = random.nextInt(3) == 0;
    up.addAll(parts(laptop, goesOn, size()).stream().filter(it -> random.nextInt(6) > 0).toList());
  }

  private List<Stick> parts(Computer laptop, boolean goesOn, int most) {
    var parts = new ArrayList<Stick>();
    MemoryLaptop store = store(laptop);
    Mail mail = laptop.disk.mail;
    long acknowledged = store.acknowledged();
    long underWay = mail.epoch == laptop.disk.epoch ? mail.exported : 0;
    boolean goes = goesOn || mutation == Mutation.LAPTOP_NEVER_EXPORTS_TWICE;
    long after = goes ? Math.max(acknowledged, Math.min(underWay, end(store))) : acknowledged;
    var writing = writing(store, SERVER);
    boolean isLast = false;
    while (!isLast) {
      long from = after;
      laptopFuse.write(() -> mail.make(now()));
      Optional<Written> written = written(writing, mail.made, from, most);
      if (written.isEmpty()) {
        return parts;
      }
      after = written.get().part().last();
      long upTo = after;
      laptopFuse.write(
          () -> {
            mail.epoch = laptop.disk.epoch;
            mail.exported = upTo;
            if (mutation == Mutation.LAPTOP_TAKES_WHAT_IT_EXPORTED_FOR_ACKNOWLEDGED) {
              laptop.disk.acknowledged.put(laptop.disk.epoch, upTo);
            }
          });
      List<Entry> log = laptop.disk.log(new LogId(laptop.key.device(), laptop.disk.epoch));
      var entries = List.copyOf(log.subList((int) from, (int) upTo));
      var part = new Stick(written.get().bytes(), laptop.key, mail.made, entries);
      parts.add(part);
      if (couriers.isPresent()) {
        made.put(BundleFile.at(written(part.bytes())).id().hex(), part);
      }
      isLast = written.get().part().isLast();
    }
    return parts;
  }

  /** Of a part, in bytes: one for all, or several. */
  private int size() {
    return random.nextInt(3) == 0 ? ALL : 1_200 + random.nextInt(1_200);
  }

  private static long end(MemoryLaptop store) {
    return store.tip().number();
  }

  private LaptopBundles writing(MemoryLaptop store, Seal.Pair to) {
    return new LaptopBundles(
        store, store, LaptopFiles.NONE, to.publicKey(), "simulation", FrameEncoder::quick);
  }

  private record Written(byte[] bytes, LaptopBundles.Part part) {}

  private Optional<Written> written(LaptopBundles writing, long serial, long after, int most) {
    var out = new ByteArrayOutputStream();
    try {
      var part = writing.write(out, serial, after, new LaptopBundles.Room(most, most));
      return Optional.of(new Written(out.toByteArray(), part));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RefusedException refused) {
      if (refused.refusal().code() != BundleRefusal.BUNDLE_SIZE_TOO_SMALL) {
        wrong = Optional.of("not exported: " + refused.refusal());
      }
      return Optional.empty();
    }
  }

  /** Some stick comes to headquarters, and may come again; its answer goes back. */
  void arrive() {
    if (random.nextInt(8) == 0) {
      refuse(strange());
    }
    if (up.isEmpty()) {
      return;
    }
    Stick it = up.get(random.nextInt(up.size()));
    if (random.nextInt(5) == 0) {
      refuse(altered(it.bytes()));
    }
    if (random.nextBoolean()) {
      up.remove(it);
    }
    Optional<RefusalCode> unused = take(it);
    if (random.nextInt(3) > 0) {
      down.add(answer(it.key()));
    }
  }

  /** Empty where it landed, or waits; else why it did not. */
  private Optional<RefusalCode> take(Stick it) {
    try {
      return intake()
          .take(BundleFile.at(written(it.bytes())))
          .stopped()
          .map(stop -> stop.why().code());
    } catch (RefusedException refused) {
      wrong = Optional.of("a sound bundle is refused: " + refused.refusal());
      return Optional.of(refused.refusal().code());
    }
  }

  private Stick answer(DeviceKey to) {
    Intake intake = intake();
    Greeting greeting = intake.greeting(to.device());
    Mail mail = server.disk().mail;
    long before = mail.answered.getOrDefault(to.device(), 0L);
    long serial =
        mutation == Mutation.HEADQUARTERS_COUNTS_ITS_ANSWERS_ALONE
            ? before + 1
            : Intake.serial(before, greeting, now());
    serverFuse.write(() -> mail.answered.put(to.device(), serial));
    var out = new ByteArrayOutputStream();
    try {
      intake.answer(out, greeting, serial);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Stick(out.toByteArray(), to, serial, List.of());
  }

  /** Headquarters' programs are started anew for each. */
  private Intake intake() {
    return new Intake(
        server,
        new HeadquartersBundles(
            server, server, new MemoryFiles(), SERVER, opening -> FrameEncoder.quick()),
        new MemoryIntake(server, serverFuse, mutation, folder));
  }

  /** Some answer comes to a laptop: its own or another's, an older one, again, or altered. */
  void take(Computer laptop) {
    if (down.isEmpty()) {
      return;
    }
    Stick it = down.get(random.nextInt(down.size()));
    if (random.nextInt(5) == 0) {
      mustRefuse(() -> open(altered(it.bytes()), laptop));
    }
    Optional<RefusalCode> unused = take(it, laptop);
  }

  /** Empty where it was taken; else why it was not. */
  private Optional<RefusalCode> take(Stick it, Computer laptop) {
    Mail before = laptop.disk.mail;
    BundleRefusal expected =
        !it.key().device().equals(laptop.key.device())
            ? BundleRefusal.BUNDLE_FOR_ANOTHER_LAPTOP
            : it.serial() <= before.heard
                ? BundleRefusal.BUNDLE_REPLAYED
                : BundleRefusal.BUNDLE_LOG_DIFFERS;
    boolean isNew = expected == BundleRefusal.BUNDLE_LOG_DIFFERS;
    try {
      laptop.disk.together(
          () -> {
            Answer answer = open(it.bytes(), laptop);
            MemoryLaptop store = store(laptop);
            Answer.Taken taken = answer.take(store, LaptopFiles.NONE);
            laptopFuse.write(() -> laptop.disk.mail.heard = answer.serial());
          });
      if (!isNew) {
        wrong = Optional.of("an answer is taken that is " + expected);
      }
      return Optional.empty();
    } catch (RefusedException refused) {
      if (refused.refusal().code() != expected) {
        wrong = Optional.of("an answer is refused: " + refused.refusal());
      }
      return Optional.of(refused.refusal().code());
    }
  }

  private Answer open(byte[] bytes, Computer laptop) {
    long heard = mutation == Mutation.LAPTOP_TAKES_AN_ANSWER_AGAIN ? 0 : laptop.disk.mail.heard;
    return Answer.open(BundleFile.at(written(bytes)), store(laptop), SERVER.publicKey(), heard);
  }

  private MemoryLaptop store(Computer laptop) {
    return laptop.store(mutation, laptopFuse, Optional.empty(), Age.SAME);
  }

  /** Of a laptop that nobody enrolled, for another server, or going the other way. */
  private byte[] strange() {
    if (!down.isEmpty() && random.nextInt(3) == 0) {
      return down.get(random.nextInt(down.size())).bytes();
    }
    boolean isStranger = random.nextBoolean();
    var laptop = new Computer(isStranger ? STRANGER : SomeLog.key(1), new Disk());
    var writing = writing(store(laptop), isStranger ? SERVER : ANOTHER);
    return written(writing, 1, 0, ALL).orElseThrow().bytes();
  }

  private byte[] altered(byte[] bytes) {
    byte[] altered = bytes.clone();
    if (random.nextInt(3) == 0) {
      return Arrays.copyOf(altered, random.nextInt(altered.length));
    }
    altered[random.nextInt(altered.length)] ^= (byte) (1 << random.nextInt(8));
    return altered;
  }

  private void refuse(byte[] bytes) {
    Mail mail = server.disk().mail;
    int before = server.disk().revisions().size();
    int waiting = mail.waiting.size();
    int spoke = mail.greetings.size();
    mustRefuse(() -> intake().take(BundleFile.at(written(bytes))));
    if (server.disk().revisions().size() != before
        || mail.waiting.size() != waiting
        || mail.greetings.size() != spoke) {
      wrong = Optional.of("something was done for a bundle that is refused");
    }
  }

  private void mustRefuse(Runnable work) {
    try {
      work.run();
      wrong = Optional.of("a bundle is taken that is not whole or not for us");
    } catch (RefusedException refused) {
      if (!(refused.refusal().code() instanceof BundleRefusal)) {
        wrong = Optional.of("refused as " + refused.refusal());
      }
    }
  }

  /** All that is still on its way comes at last, in any order. */
  Optional<String> comeLate(List<Computer> laptops) {
    Collections.shuffle(up, random);
    Collections.shuffle(down, random);
    Optional<String> brought =
        couriers.flatMap(it -> it.bring(up.stream().map(Stick::bytes).toList()));
    if (brought.isPresent()) {
      return brought;
    }
    up.forEach(this::take);
    down.forEach(it -> laptops.forEach(laptop -> take(it, laptop)));
    return wrong;
  }

  /** Where there is no link, sticks alone bring all sides to one state, but for logs that part. */
  Optional<String> settle(List<Computer> laptops) {
    for (int round = 0; round < MOST_ROUNDS; round++) {
      for (Computer laptop : laptops) {
        boolean isAlone = laptops.stream().filter(it -> it.key.equals(laptop.key)).count() == 1;
        boolean mustAgree = isAlone && round == MOST_ROUNDS - 1; // of copies one speaks for all
        Optional<String> unsettled = there(laptop, mustAgree);
        if (unsettled.isPresent()) {
          return unsettled;
        }
      }
    }
    return wrong;
  }

  private Optional<String> there(Computer laptop, boolean mustAgree) {
    List<Stick> parts = new ArrayList<>(parts(laptop, false, size()));
    Collections.shuffle(parts, random);
    if (parts.isEmpty()) {
      return wrong;
    }
    var log = new LogId(laptop.key.device(), laptop.disk.epoch);
    boolean hasPlace = server.disk().log(log).size() >= store(laptop).acknowledged();
    boolean parted = false;
    Optional<String> brought =
        couriers.flatMap(it -> it.bring(parts.stream().map(Stick::bytes).toList()));
    if (brought.isPresent()) {
      return brought;
    }
    for (Stick it : parts) {
      parted |= couriers.isPresent() ? isStopped(it) : take(it).isPresent();
    }
    boolean isThere = Collections.indexOfSubList(server.disk().log(log), laptop.disk.log(log)) == 0;
    if (!parted && hasPlace && !isThere) {
      return Optional.of("all parts came, and not all has landed");
    }
    parted |= take(news(laptop), laptop).isPresent();
    if (!mustAgree || parted || wrong.isPresent()) {
      return wrong;
    }
    if (!laptop.isQuiet() || !server.disk().log(log).equals(laptop.disk.log(log))) {
      return Optional.of("sticks alone do not settle");
    }
    return laptop
        .disk
        .drawer
        .differs(server.disk().shelf, laptop.key.device(), laptop.disk.revisions())
        .map(it -> "by sticks: " + it);
  }

  private boolean isStopped(Stick it) {
    return stopped.contains(BundleFile.at(written(it.bytes())).id().hex());
  }

  /** The newest answer that a courier has brought, or one from headquarters' own hand. */
  private Stick news(Computer laptop) {
    return couriers.isEmpty()
        ? answer(laptop.key)
        : down.stream()
            .filter(it -> it.key().equals(laptop.key))
            .max(Comparator.comparing(Stick::serial))
            .orElseThrow();
  }

  /** The clock of whoever counts: sometimes years off. */
  private long now() {
    long off = random.nextInt(10) == 0 ? random.nextLong(-YEARS, YEARS) : 0;
    return Math.max(0, clock.getAsLong() + off);
  }

  Path written(byte[] bytes) {
    return MemoryIntake.written(folder.resolve("stick"), bytes);
  }

  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(Sticks::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
