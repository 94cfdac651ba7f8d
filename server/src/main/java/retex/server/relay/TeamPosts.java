package retex.server.relay;

import io.micronaut.context.annotation.Property;
import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import retex.contract.DeviceId;
import retex.contract.FileHash;
import retex.contract.Micros;
import retex.refusal.RefusedException;
import retex.server.audit.Audit;
import retex.server.blob.Arriving;
import retex.server.blob.Blobs;
import retex.server.device.DeviceScope;
import retex.server.device.DeviceScopes;
import retex.server.device.Devices;
import retex.team.TeamFile;

/**
 * Sealed files of teams on their way from laptop to laptop. One waits until the laptop says that it
 * has it, thirty days at most; only between laptops of one mission, and neither from nor for one
 * that was revoked. Refuses senders and receivers that may not speak as {@link Devices} does. Safe
 * for use by several threads; a crash leaves a file that waits, or a beginning that goes on.
 */
@Singleton
public final class TeamPosts {

  private static final int MOST_TOPICS = 10; // of one laptop for one other
  private static final long MOST_OF_SENDER = 64 << 20; // bytes
  private static final long MOST_OF_ALL = 512 << 20; // bytes
  private static final Duration KEPT = Duration.ofDays(30);
  private static final Duration REMEMBERED = Duration.ofDays(60); // a laptop asks for thirty
  private static final SecureRandom RANDOM = new SecureRandom();

  private final PostRows rows;
  private final Devices devices;
  private final DeviceScopes scopes;
  private final Audit audit;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;
  private final Arriving files;
  private final Path folder;
  private final long reserve;

  TeamPosts(
      PostRows rows,
      Devices devices,
      DeviceScopes scopes,
      Audit audit,
      TransactionOperations<Connection> transactions,
      Clock clock,
      Blobs blobs,
      @Property(name = "retex.data") String data,
      @Property(name = "retex.bundle-reserve", defaultValue = "67108864") long reserve) {
    this.rows = rows;
    this.devices = devices;
    this.scopes = scopes;
    this.audit = audit;
    this.transactions = transactions;
    this.clock = clock;
    this.files = Arriving.apart(data, "team-posts", blobs);
    this.folder = Path.of(data);
    this.reserve = reserve;
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
    HASH_WRONG
  }

  /** Why a file would not be taken now; nothing is kept of it. */
  public Optional<No> no(Posted post) {
    devices.publicKey(post.sender());
    String sender = post.sender().hex();
    if (post.size() < 1 || post.size() > TeamFile.MOST_BYTES) {
      return Optional.of(No.TOO_LARGE);
    }
    if (scopes.of(post.sender()).isEmpty()) {
      return Optional.of(No.MISSION_MISSING);
    }
    List<DeviceId> welcome = welcome(post);
    if (welcome.isEmpty()) {
      return Optional.of(No.NOBODY);
    }
    boolean isFull =
        rows.bytes(sender, post.topic()) + post.size() > MOST_OF_SENDER
            || rows.allBytes() + post.size() > MOST_OF_ALL
            || freeBytes() - post.size() < reserve
            || welcome.stream()
                .anyMatch(it -> rows.count(sender, it.hex(), post.topic()) >= MOST_TOPICS);
    return isFull ? Optional.of(No.FULL) : Optional.empty();
  }

  /**
   * How many bytes of a file have come. Whatever else of its sender's came and was not finished is
   * thrown away.
   */
  public synchronized long begun(Posted post) {
    String sender = post.sender().hex();
    String coming = post.file().hex();
    files.of(sender).stream().filter(it -> !it.equals(coming)).forEach(it -> drop(sender, it));
    return files.length(sender, coming);
  }

  /** Adds bytes; false, and nothing is added, where they do not follow or go beyond the size. */
  public boolean append(Posted post, long offset, byte[] bytes) {
    devices.publicKey(post.sender());
    return offset + bytes.length <= post.size()
        && files.append(post.sender().hex(), post.file().hex(), offset, bytes);
  }

  /**
   * It has come: from now on it waits for those of its recipients that may get it, in place of what
   * they had not fetched about the same; on disk when the call returns.
   */
  public synchronized Optional<No> keep(Posted post) {
    Optional<No> no = no(post);
    if (no.isPresent()) {
      return no;
    }
    String sender = post.sender().hex();
    String hash = post.file().hex();
    if (files.length(sender, hash) != post.size() || files.whole(sender, hash).isEmpty()) {
      files.drop(sender, hash);
      return Optional.of(No.HASH_WRONG);
    }
    files.force(sender, hash);
    put(post, welcome(post));
    return no;
  }

  private void put(Posted post, List<DeviceId> welcome) {
    String sender = post.sender().hex();
    String hash = post.file().hex();
    List<PostRow> before = rows.findBySenderAndTopic(sender, post.topic());
    long at = Micros.of(clock.instant());
    transactions.executeWrite(
        status -> {
          for (DeviceId it : welcome) {
            String to = it.hex();
            rows.replace(sender, to, post.topic());
            long number = rows.nextNumber();
            rows.save(
                new PostRow(name(), number, sender, to, post.topic(), hash, post.size(), at, 0));
          }
          rows.remember(sender, hash, at);
          audit.write(
              "device:" + sender,
              "team.posted",
              sender,
              Map.of(
                  "recipients",
                  Integer.toString(welcome.size()),
                  "bytes",
                  Long.toString(post.size())));
          return welcome;
        });
    before.forEach(it -> drop(sender, it.sha256()));
  }

  /**
   * Of files that a laptop was told are here, those that were lost: with a copy that was put back,
   * or by this disk before anybody fetched them.
   */
  public synchronized List<FileHash> lacking(DeviceId sender, List<FileHash> posted) {
    devices.publicKey(sender);
    return posted.stream().filter(it -> !isHad(sender.hex(), it.hex())).toList();
  }

  private boolean isHad(String sender, String hash) {
    return rows.isRemembered(sender, hash)
        && rows.findBySenderAndSha256(sender, hash).stream()
            .allMatch(it -> files.length(sender, hash) == it.size());
  }

  /** Those it names that get nothing from its sender. */
  public List<DeviceId> leftOut(Posted post) {
    List<DeviceId> welcome = welcome(post);
    return post.recipients().stream().filter(it -> !welcome.contains(it)).toList();
  }

  /**
   * A laptop has everything up to a file on its disk; a name that is none of its changes nothing.
   */
  public synchronized void had(DeviceId recipient, String item) {
    devices.publicKey(recipient);
    rows.findByItemAndRecipient(item, recipient.hex())
        .ifPresent(
            last ->
                rows.findByRecipientAndNumberGreaterThanOrderByNumber(recipient.hex(), 0).stream()
                    .filter(
                        it -> it.item().equals(item) || it.number() < last.number() && isSent(it))
                    .forEach(this::forget));
  }

  /**
   * The next file that waits for a laptop behind a number; one that it may not get now is passed
   * over, and waits: its mission may be put right in a moment, and its sender was told that it is
   * kept. That is on disk before what is behind it is sent, so that a laptop's word of having that
   * is not taken for a word about this one, whatever happens between.
   */
  public synchronized Optional<Waiting> next(DeviceId recipient, long after) {
    devices.publicKey(recipient);
    for (PostRow row :
        rows.findByRecipientAndNumberGreaterThanOrderByNumber(recipient.hex(), after)) {
      DeviceId sender = DeviceId.parse(row.sender());
      if (isWelcome(sender, recipient)) {
        pass(row, 0);
        return Optional.of(
            new Waiting(
                row.item(), row.number(), sender, FileHash.parse(row.sha256()), row.size()));
      }
      if (maySpeak(sender)) {
        pass(row, 1);
      } else {
        forget(row); // revoked
      }
    }
    return Optional.empty();
  }

  private void pass(PostRow row, int passedOver) {
    if (row.passedOver() != passedOver) {
      rows.pass(row.item(), passedOver);
    }
  }

  /** Not one that was passed over, though its recipient may get it again by now. */
  private boolean isSent(PostRow row) {
    return !row.isPassedOver()
        && isWelcome(DeviceId.parse(row.sender()), DeviceId.parse(row.recipient()));
  }

  /** Refuses a laptop that may not speak any more. */
  public void requireWelcome(DeviceId device) {
    devices.publicKey(device);
  }

  /** Its bytes; empty, and it waits no more, where this disk has lost or damaged them. */
  public Optional<byte[]> content(Waiting it) {
    String sender = it.sender().hex();
    Optional<byte[]> bytes =
        files.length(sender, it.file().hex()) == it.size()
            ? files.whole(sender, it.file().hex())
            : Optional.empty();
    if (bytes.isEmpty()) {
      rows.deleteById(it.item());
      rows.unremember(sender, it.file().hex()); // its sender may have it yet
    }
    return bytes;
  }

  /** What nobody fetched for thirty days goes, and so does a beginning that nobody went on with. */
  @Scheduled(fixedDelay = "6h", initialDelay = "30s")
  public synchronized void forget() {
    rows.findByAtLessThan(Micros.of(clock.instant().minus(KEPT))).forEach(this::forget);
    files.forgetOlder(clock.instant().minus(KEPT));
    rows.unrememberBefore(Micros.of(clock.instant().minus(REMEMBERED)));
  }

  private List<DeviceId> welcome(Posted post) {
    return post.recipients().stream().filter(it -> isWelcome(post.sender(), it)).toList();
  }

  /** Both may speak, and are for the same mission. */
  private boolean isWelcome(DeviceId sender, DeviceId recipient) {
    Optional<String> mission = scopes.of(sender).map(DeviceScope::mission);
    return !sender.equals(recipient)
        && mission.isPresent()
        && mission.equals(scopes.of(recipient).map(DeviceScope::mission))
        && maySpeak(sender)
        && maySpeak(recipient);
  }

  private boolean maySpeak(DeviceId device) {
    try {
      devices.publicKey(device);
      return true;
    } catch (RefusedException unknownOrRevoked) {
      return false;
    }
  }

  private void forget(PostRow row) {
    rows.deleteById(row.item());
    drop(row.sender(), row.sha256());
  }

  /** Bytes that nobody waits for any more go. */
  private synchronized void drop(String sender, String hash) {
    if (!rows.existsBySenderAndSha256(sender, hash)) {
      files.drop(sender, hash);
    }
  }

  private long freeBytes() {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name() {
    byte[] name = new byte[16];
    RANDOM.nextBytes(name);
    return HexFormat.of().formatHex(name);
  }
}
