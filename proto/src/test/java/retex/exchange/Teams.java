package retex.exchange;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import retex.contract.DeviceId;
import retex.contract.FileHash;
import retex.contract.SomeLog;
import retex.exchange.Bag.Came;
import retex.exchange.Bag.Fate;
import retex.exchange.Bag.Going;
import retex.proto.sync.v1.FetchResponse;
import retex.relay.Allotment;
import retex.relay.Asking;
import retex.relay.Limits;
import retex.relay.Mailing;
import retex.relay.Posts;
import retex.relay.TeamLine.Ended;
import retex.relay.TeamLine.How;

/**
 * Laptops of a team that hand each other files by way of headquarters: cut at any word, with what
 * was sent arriving behind a newer call, while others speak; crashes and backups on either side, a
 * disk at headquarters that spoils a file, missions that change, a laptop that is revoked.
 */
final class Teams {

  private static final int MEMBERS = 3;
  private static final int TOPICS = 2;
  private static final int LEAST = 8; // bytes: no two are the same
  private static final int LARGEST = 300;
  private static final int LEAST_ROUNDS = 3;
  private static final int MOST_ROUNDS = 20;
  private static final Limits LIMITS = new Limits(LARGEST, 2, 3L * LARGEST / 2, 4L * LARGEST, 0);

  private static final Asking NEVER =
      new Asking() {
        @Override
        public boolean isDue() {
          return false;
        }

        @Override
        public void asked() {}
      };

  private static final Mailing.Watch WATCH =
      new Mailing.Watch() {
        @Override
        public void crosses(long done, long bytes) {}

        @Override
        public void rests() {}
      };

  private final MemoryPosts store;
  private final Posts posts;
  private final Fuse laptopFuse;
  private final Random random;
  private final Mutation mutation;
  private final Runnable crashed;
  private final List<Member> members;
  private final List<TeamCall<?>> calls = new ArrayList<>();
  private final Map<DeviceId, TeamCall<?>> newest = new HashMap<>(); // fetches, at headquarters
  private final Map<FileHash, Shared> shared = new LinkedHashMap<>();
  private final Set<Owed> owed = new HashSet<>();
  private final Map<DeviceId, Set<FileHash>> had = new HashMap<>(); // ever, by whom
  private Optional<String> wrong = Optional.empty();
  private boolean isHealthy = true; // nothing was put back, or spoilt
  private boolean isSettling;
  private int depth; // laptops that speak at once
  private int versions;
  private int restored;

  /** {@code crashed}: headquarters' process is gone. */
  Teams(
      MemoryHeadquarters server,
      Fuse laptopFuse,
      Fuse serverFuse,
      Random random,
      Mutation mutation,
      Runnable crashed) {
    this.store = new MemoryPosts(server, serverFuse, random, mutation);
    this.posts = new Posts(store, store, LIMITS);
    this.laptopFuse = laptopFuse;
    this.random = random;
    this.mutation = mutation;
    this.crashed = crashed;
    this.members =
        Stream.iterate(1, it -> it + 1)
            .limit(MEMBERS)
            .map(it -> new Member(SomeLog.key(20 + it)))
            .toList();
    members.forEach(it -> store.rack().missions.put(it.device(), "MINELD"));
  }

  /** What a laptop has for others, and which of them it is. */
  private record Shared(DeviceId sender, String topic, int version) {

    boolean isNoOlder(Shared other) {
      return sender.equals(other.sender) && topic.equals(other.topic) && version >= other.version;
    }
  }

  /** A file that a laptop was told waits for another. */
  private record Owed(FileHash file, DeviceId to) {}

  Posts posts() {
    return posts;
  }

  Optional<String> wrong() {
    return wrong;
  }

  void fails(String why) {
    wrong = wrong.or(() -> Optional.of(why));
  }

  private Member any() {
    return members.get(random.nextInt(members.size()));
  }

  /** Something happens to files of a team. */
  void step() {
    Member it = any();
    switch (random.nextInt(16)) {
      case 0, 1, 2, 3, 4 -> atLaptop(it, () -> share(it));
      case 5 -> rarely(it);
      case 6 -> it.backup = random.nextInt(3) > 0 ? it.bag.copy() : it.backup;
      case 7 -> it.restart();
      case 8 -> late();
      case 9 -> atLaptop(it, () -> sendAgain(it));
      default -> run(it);
    }
    check();
  }

  private void rarely(Member it) {
    switch (random.nextInt(20)) {
      case 0 -> {
        if (store.rack().revoked.isEmpty()) {
          store.rack().revoked.add(it.device());
        }
      }
      case 1, 2 -> {
        store.spoil();
        isHealthy = false;
      }
      case 3, 4 -> restore(it);
      case 5, 6, 7, 8, 9, 10 -> mission(it);
      default -> {}
    }
  }

  /** What it had written since is known to nobody, and no older file is owed any more. */
  private void restore(Member it) {
    noteHad();
    it.restore();
    owed.removeIf(one -> shared.get(one.file()).sender().equals(it.device()));
    isHealthy = false;
  }

  private void mission(Member it) {
    String mission = List.of("MINELD", "MINELD", "MINELD", "MINNOR", "").get(random.nextInt(5));
    store.rack().missions.put(it.device(), mission);
  }

  private void share(Member it) {
    String topic = "%032x".formatted(random.nextInt(TOPICS));
    byte[] content = new byte[LEAST + random.nextInt(LARGEST - LEAST)];
    random.nextBytes(content);
    FileHash file = FileHash.ofContent(content);
    shared.putIfAbsent(file, new Shared(it.device(), topic, ++versions));
    List<DeviceId> others =
        members.stream().filter(o -> !o.equals(it)).map(Member::device).toList();
    laptopFuse.write(
        () ->
            it.bag.going.put(topic, new Going(file, content, others, Fate.WAITING, ++it.bag.acts)));
  }

  /** A person sees that some get nothing. */
  private void sendAgain(Member it) {
    laptopFuse.write(
        () ->
            it.bag.going.replaceAll(
                (topic, one) ->
                    one.fate() == Fate.PARTLY || one.fate() == Fate.REFUSED
                        ? new Going(
                            one.file(), one.content(), one.to(), Fate.WAITING, ++it.bag.acts)
                        : one));
  }

  /** It does what it has to do over a line, as long as that leads. */
  private void run(Member it) {
    int turns = random.nextInt(60);
    int[] left = {random.nextInt(5) == 0 ? turns : 100_000};
    long most = random.nextInt(6) == 0 ? 1 + random.nextInt(LARGEST) : Long.MAX_VALUE;
    boolean stays = random.nextInt(4) == 0;
    if (stays) {
      left[0] = turns;
    }
    run(it, new Mailing.Terms(new Purse(most), () -> left[0]-- > 0, stays, WATCH));
  }

  private void run(Member it, Mailing.Terms terms) {
    depth++;
    atLaptop(
        it,
        () -> {
          var line = new TeamLink(it, this);
          try {
            new Mailing(bag(it), line, TeamLink.MEASURES, asking(it), terms).run();
          } catch (Ended | Mailing.Stopped another) {
            return; // time it goes on
          }
        });
    depth--;
    noteHad();
  }

  private MemoryBag bag(Member it) {
    int begun = restored;
    return new MemoryBag(
        it, laptopFuse, random, mutation, (file, out) -> told(it, file, out, begun == restored));
  }

  private Asking asking(Member it) {
    return mutation == Mutation.LAPTOP_NEVER_ASKS_WHAT_HEADQUARTERS_HAS_LOST ? NEVER : it;
  }

  /** Its bytes. */
  private static final class Purse implements Allotment {
    private long left;

    Purse(long left) {
      this.left = left;
    }

    @Override
    public long left() {
      return left;
    }

    @Override
    public void spend(long bytes) {
      left -= bytes;
    }
  }

  private void atLaptop(Member it, Runnable work) {
    try {
      work.run();
    } catch (Fuse.Crash crash) {
      it.restart();
    } catch (Fuse.Failed failed) {
      return; // its program goes on
    }
  }

  /** A laptop takes a file for kept, for all but those left out. */
  private void told(Member it, FileHash file, List<DeviceId> leftOut, boolean isOfNow) {
    if (isOfNow) {
      members.stream()
          .map(Member::device)
          .filter(to -> !to.equals(it.device()) && !leftOut.contains(to))
          .forEach(to -> owed.add(new Owed(file, to)));
      check();
    }
  }

  void begin(TeamCall<?> call) {
    calls.add(call);
  }

  /** Headquarters hears a fetch: of a laptop's the newest alone goes on. */
  void fetches(Member it, TeamCall<?> call) {
    newest.put(it.device(), call);
  }

  boolean isNewest(TeamCall<?> call) {
    return newest.containsValue(call);
  }

  void says(Member it, FetchResponse word, Consumer<FetchResponse> link) {
    if (word.hasPiece()) {
      Map<DeviceId, String> missions = store.rack().missions;
      var sender = DeviceId.of(word.getPiece().getSender().toByteArray());
      String mission = missions.getOrDefault(sender, "");
      if (mission.isEmpty() || !mission.equals(missions.get(it.device()))) {
        fails("a file of a team goes to another mission");
      }
      if (store.isRevoked(sender) || store.isRevoked(it.device())) {
        fails("a file of a team goes from or to a laptop that was revoked");
      }
    }
    link.accept(word);
  }

  void leave(TeamCall<?> call) {
    call.leave(random.nextInt(8));
    calls.removeIf(TeamCall::isSilent);
  }

  void goUp(TeamCall<?> call) {
    try {
      call.goUp();
    } catch (Fuse.Crash crash) {
      crashed.run();
    }
  }

  /** What goes on beside a call. */
  void happens(Member it) throws Ended {
    int dice = random.nextInt(1_000);
    if (dice < 80) {
      late();
    } else if (isSettling) {
      return;
    } else if (dice < 110) {
      throw new Ended(How.CUT);
    } else if (dice < 115) {
      mission(any());
    } else if (dice < 118) {
      crashed.run();
    } else if (dice < 140 && depth == 1) {
      Member other = any();
      if (!other.equals(it)) {
        run(other);
      }
    }
  }

  /** A word arrives of a call whose laptop is gone. */
  private void late() {
    List<TeamCall<?>> able = calls.stream().filter(it -> it.isGone() && it.canGoUp()).toList();
    if (!able.isEmpty()) {
      goUp(able.get(random.nextInt(able.size())));
      calls.removeIf(TeamCall::isSilent);
    }
  }

  /** Headquarters has crashed, or is started anew. */
  void headquartersLeaves() {
    calls.forEach(TeamCall::headquartersLeaves);
    newest.clear();
    store.crash();
  }

  /** Headquarters was put back. */
  void restored() {
    restored++;
    isHealthy = false;
  }

  private void noteHad() {
    members.forEach(
        it ->
            had.computeIfAbsent(it.device(), any -> new HashSet<>())
                .addAll(it.bag.came.values().stream().map(Came::file).toList()));
  }

  private boolean isHad(Owed one) {
    return had.getOrDefault(one.to(), Set.of()).stream()
        .anyMatch(it -> shared.get(it).isNoOlder(shared.get(one.file())));
  }

  private boolean waits(Owed one) {
    return store.waiting(one.to(), 0).stream()
        .filter(it -> shared.get(it.file()).isNoOlder(shared.get(one.file())))
        .anyMatch(it -> store.isSound(it.sender(), it.file()));
  }

  private boolean maySpeak(Owed one) {
    return !store.isRevoked(one.to()) && !store.isRevoked(shared.get(one.file()).sender());
  }

  private void check() {
    noteHad();
    if (isHealthy) {
      owed.stream()
          .filter(it -> maySpeak(it) && !isHad(it) && !waits(it))
          .findFirst()
          .ifPresent(it -> fails("a file of a team is acknowledged and nowhere"));
    }
  }

  /** Links are good, and all are of one mission again: each has what the others have for it. */
  Optional<String> settle() {
    isSettling = true;
    members.forEach(it -> store.rack().missions.put(it.device(), "MINELD"));
    for (int round = 0; round < MOST_ROUNDS && wrong.isEmpty(); round++) {
      for (Member it : members) {
        it.restart();
        bag(it).again();
        if (round < LEAST_ROUNDS && round % 2 == 0) {
          sendAgain(it);
        }
        run(it, new Mailing.Terms(new Purse(Long.MAX_VALUE), () -> true, false, WATCH));
      }
      while (round >= LEAST_ROUNDS && calls.stream().anyMatch(TeamCall::canGoUp)) {
        late();
      }
      if (round >= LEAST_ROUNDS && isQuiet()) {
        return wrong.or(this::missing);
      }
    }
    return wrong.or(() -> Optional.of("files of a team do not settle"));
  }

  private boolean isQuiet() {
    boolean waits =
        members.stream()
            .filter(it -> !store.isRevoked(it.device()))
            .flatMap(it -> it.bag.going.values().stream())
            .anyMatch(it -> it.fate() == Fate.WAITING);
    boolean isAny =
        store.rack().posts.stream()
            .map(Rack.Waiting::post)
            .anyMatch(it -> !store.isRevoked(it.sender()) && !store.isRevoked(it.recipient()));
    return !waits && !isAny && calls.isEmpty();
  }

  private Optional<String> missing() {
    for (Member it : members) {
      List<FileHash> files = it.bag.came.values().stream().map(Came::file).toList();
      if (files.size() != Set.copyOf(files).size()) {
        return Optional.of("a file of a team is here twice");
      }
    }
    return owed.stream()
        .filter(it -> maySpeak(it) && !isHad(it))
        .findFirst()
        .map(it -> "a file of a team was acknowledged and never came");
  }
}
