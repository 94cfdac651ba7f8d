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
import retex.relay.Limits;
import retex.relay.Post;
import retex.relay.PostStore;
import retex.relay.Posted;
import retex.relay.Posts;
import retex.server.audit.Audit;
import retex.server.blob.Arriving;
import retex.server.blob.Blobs;
import retex.server.device.DeviceScope;
import retex.server.device.DeviceScopes;
import retex.server.device.Devices;
import retex.team.TeamFile;

/**
 * Sealed files of teams on their way from laptop to laptop: {@link Posts} on this server's store.
 * What nobody fetched goes after thirty days. Safe for use by several threads.
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
  private final Posts posts;

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
    var limits = new Limits(TeamFile.MOST_BYTES, MOST_TOPICS, MOST_OF_SENDER, MOST_OF_ALL, reserve);
    this.posts = new Posts(new Store(), new PostFiles(files), limits);
  }

  /** What may be done with them. */
  public Posts posts() {
    return posts;
  }

  /** What nobody fetched for thirty days goes, and so does a beginning that nobody went on with. */
  @Scheduled(fixedDelay = "6h", initialDelay = "30s")
  public void forget() {
    rows.findByAtLessThan(Micros.of(clock.instant().minus(KEPT)))
        .forEach(it -> posts.forget(it.post()));
    files.forgetOlder(clock.instant().minus(KEPT));
    rows.unrememberBefore(Micros.of(clock.instant().minus(REMEMBERED)));
  }

  private static String name() {
    byte[] name = new byte[16];
    RANDOM.nextBytes(name);
    return HexFormat.of().formatHex(name);
  }

  /** What this server knows of them. */
  private final class Store implements PostStore {

    @Override
    public void requireWelcome(DeviceId device) {
      devices.publicKey(device);
    }

    @Override
    public Optional<String> mission(DeviceId device) {
      return scopes.of(device).map(DeviceScope::mission);
    }

    @Override
    public long count(DeviceId sender, DeviceId recipient, String topic) {
      return rows.count(sender.hex(), recipient.hex(), topic);
    }

    @Override
    public long bytes(DeviceId sender, String topic) {
      return rows.bytes(sender.hex(), topic);
    }

    @Override
    public long allBytes() {
      return rows.allBytes();
    }

    @Override
    public long freeBytes() {
      try {
        return Files.getFileStore(folder).getUsableSpace();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void put(Posted post, List<DeviceId> welcome) {
      String sender = post.sender().hex();
      String hash = post.file().hex();
      long at = Micros.of(clock.instant());
      transactions.executeWrite(
          status -> {
            for (DeviceId it : welcome) {
              String to = it.hex();
              rows.replace(sender, to, post.topic());
              long number = rows.nextNumber();
              rows.save(
                  new PostRow(name(), number, sender, to, post.topic(), hash, post.size(), at));
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
    }

    @Override
    public List<Post> about(DeviceId sender, String topic) {
      return posts(rows.findBySenderAndTopic(sender.hex(), topic));
    }

    @Override
    public List<Post> of(DeviceId sender, FileHash file) {
      return posts(rows.findBySenderAndSha256(sender.hex(), file.hex()));
    }

    @Override
    public List<Post> waiting(DeviceId recipient, long after) {
      return posts(rows.findByRecipientAndNumberGreaterThanOrderByNumber(recipient.hex(), after));
    }

    private static List<Post> posts(List<PostRow> rows) {
      return rows.stream().map(PostRow::post).toList();
    }

    @Override
    public Optional<Post> find(String item, DeviceId recipient) {
      return rows.findByItemAndRecipient(item, recipient.hex()).map(PostRow::post);
    }

    @Override
    public void remove(String item) {
      rows.deleteById(item);
    }

    @Override
    public boolean isRemembered(DeviceId sender, FileHash file) {
      return rows.isRemembered(sender.hex(), file.hex());
    }

    @Override
    public void unremember(DeviceId sender, FileHash file) {
      rows.unremember(sender.hex(), file.hex());
    }
  }
}
