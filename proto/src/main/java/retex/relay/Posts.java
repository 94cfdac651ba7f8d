package retex.relay;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import retex.contract.DeviceId;
import retex.contract.FileHash;
import retex.refusal.RefusedException;

/**
 * What headquarters does with files of teams. One waits until the laptop says that it has it; only
 * between laptops of one mission, and neither from nor for one that was revoked. Refuses senders
 * and receivers that may not speak, as {@link PostStore#requireWelcome}. Safe for use by several
 * threads; a crash leaves a file that waits, or a beginning that goes on.
 */
public final class Posts {

  private final PostStore store;
  private final PostParts parts;
  private final Limits limits;
  private final Map<DeviceId, Long> turns = new ConcurrentHashMap<>(); // of senders, the newest
  private final Set<String> said =
      ConcurrentHashMap.newKeySet(); // names, and not passed over since
  private long turn;

  public Posts(PostStore store, PostParts parts, Limits limits) {
    this.store = store;
    this.parts = parts;
    this.limits = limits;
  }

  /** Why a file is not taken. */
  public enum No {
    /** It is larger than any file of a team. */
    TOO_LARGE,
    /** None of those it names may get it. */
    NOBODY,
    /** Its sender has no mission. */
    MISSION_MISSING,
    /** Too much waits already. */
    FULL,
    /** What came is not what the hash says. */
    HASH_WRONG,
    /** Its sender has begun a newer call. */
    OUT_OF_TURN
  }

  /** How many bytes of a file have come, and which turn its sender has with it. */
  public record Begun(long here, long turn) {}

  /** Why a file would not be taken now; nothing is kept of it. */
  public Optional<No> no(Posted post) {
    DeviceId sender = post.sender();
    store.requireWelcome(sender);
    if (post.size() < 1 || post.size() > limits.largest()) {
      return Optional.of(No.TOO_LARGE);
    }
    if (store.mission(sender).isEmpty()) {
      return Optional.of(No.MISSION_MISSING);
    }
    List<DeviceId> welcome = welcome(post);
    if (welcome.isEmpty()) {
      return Optional.of(No.NOBODY);
    }
    String topic = post.topic();
    boolean isFull =
        store.bytes(sender, topic) + post.size() > limits.mostOfSender()
            || store.allBytes() + post.size() > limits.mostOfAll()
            || store.freeBytes() - post.size() < limits.free()
            || welcome.stream()
                .anyMatch(it -> store.count(sender, it, topic) >= limits.mostTopics());
    return isFull ? Optional.of(No.FULL) : Optional.empty();
  }

  /**
   * A sender begins with a file. Whatever else of its came and was not finished is thrown away; and
   * what still arrives of an earlier call of its changes nothing: it might take the place of what
   * came since.
   */
  public synchronized Begun begun(Posted post) {
    DeviceId sender = post.sender();
    turns.put(sender, ++turn);
    parts.of(sender).stream().filter(it -> !it.equals(post.file())).forEach(it -> drop(sender, it));
    return new Begun(parts.length(sender, post.file()), turn);
  }

  /** Adds bytes; false, and nothing is added, where they do not follow or go beyond the size. */
  public boolean append(Posted post, Begun at, long offset, byte[] bytes) {
    store.requireWelcome(post.sender());
    return isInTurn(post, at)
        && offset + bytes.length <= post.size()
        && parts.append(post.sender(), post.file(), offset, bytes);
  }

  private boolean isInTurn(Posted post, Begun at) {
    return turns.getOrDefault(post.sender(), 0L) == at.turn();
  }

  /**
   * It has come: from now on it waits for those of its recipients that may get it, in place of what
   * they had not fetched about the same; on disk when the call returns.
   */
  public synchronized Optional<No> keep(Posted post, Begun at) {
    if (!isInTurn(post, at)) {
      return Optional.of(No.OUT_OF_TURN);
    }
    Optional<No> no = no(post);
    if (no.isPresent()) {
      return no;
    }
    DeviceId sender = post.sender();
    FileHash file = post.file();
    if (parts.length(sender, file) != post.size() || parts.whole(sender, file).isEmpty()) {
      parts.drop(sender, file);
      return Optional.of(No.HASH_WRONG);
    }
    parts.force(sender, file);
    List<Post> before = store.about(sender, post.topic());
    store.put(post, welcome(post));
    for (Post it : before) {
      said.remove(it.item());
      drop(sender, it.file());
    }
    return no;
  }

  /**
   * Of files that a laptop was told are here, those that were lost: with a copy that was put back,
   * or by this disk before anybody fetched them.
   */
  public synchronized List<FileHash> lacking(DeviceId sender, List<FileHash> posted) {
    store.requireWelcome(sender);
    return posted.stream().filter(it -> !isHad(sender, it)).toList();
  }

  private boolean isHad(DeviceId sender, FileHash file) {
    return store.isRemembered(sender, file)
        && store.of(sender, file).stream().allMatch(it -> parts.length(sender, file) == it.size());
  }

  /** Those it names that get nothing from its sender. */
  public List<DeviceId> leftOut(Posted post) {
    List<DeviceId> welcome = welcome(post);
    return post.recipients().stream().filter(it -> !welcome.contains(it)).toList();
  }

  /**
   * A laptop has everything up to a file on its disk; a name that is none of its changes nothing.
   * What is before that file is taken for had only where this process has said it: a server that
   * was put back from a copy may find one before it that it passed over after the copy was made.
   * What is said once more the laptop knows by its hash.
   */
  public synchronized void had(DeviceId recipient, String item) {
    store.requireWelcome(recipient);
    store
        .find(item, recipient)
        .ifPresent(
            last ->
                store.waiting(recipient, 0).stream()
                    .filter(
                        it -> it.item().equals(item) || it.number() < last.number() && isSaid(it))
                    .forEach(this::forget));
  }

  /**
   * The next file that waits for a laptop behind a number; one that it may not get now is passed
   * over, and waits: its mission may be put right in a moment, and its sender was told that it is
   * kept. A laptop's word of having what is behind it is no word about this one.
   */
  public synchronized Optional<Post> next(DeviceId recipient, long after) {
    store.requireWelcome(recipient);
    for (Post it : store.waiting(recipient, after)) {
      if (isWelcome(it.sender(), recipient)) {
        said.add(it.item());
        return Optional.of(it);
      }
      said.remove(it.item());
      if (!maySpeak(it.sender())) {
        forget(it); // revoked
      }
    }
    return Optional.empty();
  }

  /** Not one that was passed over, though its recipient may get it again by now. */
  private boolean isSaid(Post it) {
    return said.contains(it.item()) && isWelcome(it.sender(), it.recipient());
  }

  /** Refuses a laptop that may not speak any more. */
  public void requireWelcome(DeviceId device) {
    store.requireWelcome(device);
  }

  /** Its bytes; empty, and it waits no more, where this disk has lost or damaged them. */
  public Optional<byte[]> content(Post it) {
    Optional<byte[]> bytes =
        parts.length(it.sender(), it.file()) == it.size()
            ? parts.whole(it.sender(), it.file())
            : Optional.empty();
    if (bytes.isEmpty()) {
      remove(it);
      store.unremember(it.sender(), it.file()); // its sender may have it yet
    }
    return bytes;
  }

  /** Nobody waits for one any more. */
  public synchronized void forget(Post it) {
    remove(it);
    drop(it.sender(), it.file());
  }

  private void remove(Post it) {
    store.remove(it.item());
    said.remove(it.item());
  }

  /** Bytes that nobody waits for any more go. */
  private void drop(DeviceId sender, FileHash file) {
    if (store.of(sender, file).isEmpty()) {
      parts.drop(sender, file);
    }
  }

  private List<DeviceId> welcome(Posted post) {
    return post.recipients().stream().filter(it -> isWelcome(post.sender(), it)).toList();
  }

  /** Both may speak, and are for the same mission. */
  private boolean isWelcome(DeviceId sender, DeviceId recipient) {
    Optional<String> mission = store.mission(sender);
    return !sender.equals(recipient)
        && mission.isPresent()
        && mission.equals(store.mission(recipient))
        && maySpeak(sender)
        && maySpeak(recipient);
  }

  private boolean maySpeak(DeviceId device) {
    try {
      store.requireWelcome(device);
      return true;
    } catch (RefusedException unknownOrRevoked) {
      return false;
    }
  }
}
