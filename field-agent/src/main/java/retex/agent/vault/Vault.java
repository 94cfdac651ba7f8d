package retex.agent.vault;

import static retex.agent.vault.VaultRefusal.COPY_MISSING;
import static retex.agent.vault.VaultRefusal.STORE_DAMAGED;
import static retex.agent.vault.VaultRefusal.VAULT_LOCKED;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micronaut.context.annotation.Property;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The laptop's encrypted store. Starts locked: every use of the database is refused with {@code
 * VAULT_LOCKED} until a passphrase has opened it. The first passphrase ever given makes the store.
 * A store that is damaged is not opened; the last good copy of it is offered instead. Safe for use
 * by several threads.
 */
@Singleton
public final class Vault {

  private static final Logger LOG = LoggerFactory.getLogger(Vault.class);

  private final Path folder;
  private final boolean isCommand;
  private final KeySlots slots;
  private final KeyDestruction destruction;
  private final Passphrases passphrases;
  private final Snapshots snapshots;
  private final PutBack putBack;
  private final Clock clock;
  private final List<Runnable> whenLocked = new CopyOnWriteArrayList<>();
  private final AtomicReference<Open> open = new AtomicReference<>();

  Vault(
      @Property(name = "retex.data") String folder,
      @Property(name = "retex.command", defaultValue = "false") boolean isCommand,
      Clock clock,
      KeyCost keyCost) {
    this.folder = Path.of(folder);
    this.isCommand = isCommand;
    this.slots = new KeySlots(slotFile(), keyCost, new SecureRandom());
    this.destruction = new KeyDestruction(this.folder);
    this.snapshots = new Snapshots(store());
    this.passphrases = new Passphrases(this.folder, slots, snapshots, clock);
    this.putBack = new PutBack(this.folder.resolve("put-back"));
    this.clock = clock;
  }

  /** Whether a passphrase has been set for this folder. */
  public boolean exists() {
    return passphrases.wereSet();
  }

  /** Whether it can be used: opened, and not ended by an order since, by whatever process. */
  public boolean isOpen() {
    return open.get() != null && !destruction.isOrdered();
  }

  /** Why the key slots of this laptop are gone; empty while they are there. */
  public Optional<DestructionOrder> destroyed() {
    return destruction.ordered();
  }

  /**
   * Writes the order to destroy the key slots. From then on nothing is signed here and nobody opens
   * the store again; {@link #destroy} carries it out.
   */
  public void condemn(DestructionOrder order) {
    destruction.order(order, clock.instant());
  }

  /** Destroys the key slots, where that was ordered, and locks the store. */
  public void destroy() {
    if (destruction.isOrdered()) {
      try {
        destruction.finish();
      } finally {
        close();
      }
    }
  }

  /** Refuses where the key slots are to go, or have gone. */
  void refuseWhereCondemned() {
    destruction.refuseWhereOrdered();
  }

  /** Makes the folder of this laptop, where there is none, for its owner alone. */
  public void makeFolder() {
    passphrases.makeFolder();
  }

  /** The folder that holds everything this laptop writes. */
  public Path folder() {
    return folder;
  }

  /**
   * Opens the store, and makes it first where there is none. Opening an open store again checks the
   * passphrase and changes nothing. Answers whose passphrase it was.
   */
  public String open(char[] passphrase) {
    return open(passphrase, Asker.OWNER);
  }

  /** The same for a user of this system. */
  synchronized String open(char[] passphrase, Asker asker) {
    KeySlots.Opened opened = unwrap(passphrase, asker);
    try {
      if (!isOpen()) {
        open.set(connect(opened.dataKey()));
      }
      slots.mend(); // not before: where it does not open, a version that knows no twin may go on
      return opened.user();
    } finally {
      Arrays.fill(opened.dataKey(), (byte) 0);
      System.gc(); // the 64 MiB that the key took go back to the laptop, not into the heap for good
    }
  }

  /** When the copy was taken that {@link #restore} would put back. */
  synchronized Optional<Instant> lastCopy(char[] passphrase, Asker asker) {
    KeySlots.Opened opened = unwrap(passphrase, asker);
    return snapshots.lastGood(connections(opened.dataKey())).map(Snapshots::taken);
  }

  /**
   * Puts the last good copy in the place of a damaged store, which is kept beside, and opens it.
   */
  synchronized void restore(char[] passphrase, Asker asker) {
    KeySlots.Opened opened = unwrap(passphrase, asker);
    EncryptedConnections connections = connections(opened.dataKey());
    if (!isOpen()) {
      snapshots.finish(connections, clock.instant());
    }
    if (!isOpen() && !connections.isSound()) {
      Path copy =
          snapshots.lastGood(connections).orElseThrow(() -> COPY_MISSING.at("").asException());
      snapshots.refuseWithoutRoom(copy);
      putBack.note(Snapshots.taken(copy));
      snapshots.restore(copy, clock.instant());
      LOG.warn("vault.restored taken={}", Snapshots.taken(copy));
    }
    open(passphrase, asker);
  }

  /**
   * When the copy was taken that was put back since the agent began, or of which headquarters has
   * not told yet what it lacks; empty where none was.
   */
  public Optional<Instant> restored() {
    return putBack.taken();
  }

  /**
   * A number that is another one after anything was written to the open store, by this process or
   * by another; now and then also after nothing. Takes no lock.
   */
  public long changes() {
    try (Connection connection = connection();
        Statement statement = connection.createStatement()) {
      return (number(statement, "pragma data_version") << 32) // what others wrote
          + number(statement, "select total_changes()"); // what this connection, the only one, did
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long number(Statement statement, String question) throws SQLException {
    try (ResultSet said = statement.executeQuery(question)) {
      said.next();
      return said.getLong(1);
    }
  }

  /**
   * Brings what the write-ahead log holds into the store, so that no save has to: one of some 500
   * would take ten times as long. The log stays as small as it is, for writing over what is on disk
   * is faster than making the file longer.
   */
  synchronized void settle() {
    if (!isOpen()) {
      return;
    }
    try (Connection connection = connection();
        Statement statement = connection.createStatement()) {
      statement.execute("pragma wal_checkpoint(passive)");
    } catch (SQLException e) {
      LOG.warn("vault.not_settled code={}", e.getErrorCode()); // the next save that must, will
    }
  }

  /**
   * Whether the store was put back from a copy, and headquarters has not told yet what of this
   * laptop's log the copy lacks.
   */
  public boolean isPutBack() {
    return putBack.isThere();
  }

  /** Headquarters has told everything that it has of this laptop's log. */
  public void caughtUp() {
    putBack.clear();
  }

  /** Takes a copy of the open store. */
  synchronized void snapshot() {
    Open now = open.get();
    if (now != null) {
      snapshots.take(now.connections(), clock.instant());
    }
  }

  /**
   * Writes the open store anew, so that its free pages hold nothing of what was deleted, and puts a
   * new copy in the place of all that were taken; damaged files that were kept beside go, too.
   * False where the store was in use, or no copy could be taken; then it may be tried again.
   */
  public synchronized boolean rewrite() {
    Open now = opened();
    try (Connection connection = now.connections().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("pragma busy_timeout = 2000"); // milliseconds; it is tried again
      statement.execute("vacuum");
      if (number(statement, "pragma wal_checkpoint(truncate)") != 0) { // busy: said, not thrown
        LOG.info("vault.rewrite_waits");
        return false;
      }
    } catch (SQLException e) {
      LOG.info("vault.rewrite_waits");
      return false;
    }
    return snapshots.anew(now.connections(), clock.instant());
  }

  /** Locks the store; what runs in it finishes first. */
  @PreDestroy
  public synchronized void close() {
    Open now = open.getAndSet(null);
    if (now != null) {
      now.pool().close();
      Arrays.fill(now.dataKey(), (byte) 0);
      whenLocked.forEach(Runnable::run);
    }
  }

  /**
   * Has something done each time the store was locked: what is kept of its content is forgotten.
   */
  public void whenLocked(Runnable forget) {
    whenLocked.add(forget);
  }

  /** The slots of the users of this laptop. */
  KeySlots slots() {
    refuseWhereCondemned();
    return slots;
  }

  /** Checks a passphrase as often as the throttle lets. */
  void check(char[] passphrase, Asker asker) {
    Arrays.fill(unwrap(passphrase, asker).dataKey(), (byte) 0);
  }

  /** Counts a passphrase that is to be set; refused with {@code NEW_THROTTLED}. */
  void countNew() {
    passphrases.countNew();
  }

  /** Forgets wrong tries, once headquarters has let its laptop in again. */
  void forgive() {
    passphrases.forgive();
  }

  /** A key of its own for what a step keeps beside the store; refused while it is locked. */
  public byte[] key(String purpose) {
    byte[] dataKey = dataKey();
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(dataKey, "HmacSHA256"));
      return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every Java platform has HmacSHA256
    } finally {
      Arrays.fill(dataKey, (byte) 0);
    }
  }

  /** A copy of the open store's key, for the escrow alone. */
  byte[] dataKey() {
    return opened().dataKey().clone();
  }

  /** Whether a data key is this store's. */
  boolean isKey(byte[] dataKey) {
    return connections(dataKey).isSound();
  }

  /** A connection to the open store; refused with {@code VAULT_LOCKED} while it is locked. */
  Connection connection() throws SQLException {
    Open now = opened();
    try {
      return now.pool().getConnection();
    } catch (SQLException e) {
      if (open.get() != now) {
        throw VAULT_LOCKED.at("").asException(); // it was locked meanwhile
      }
      throw e;
    }
  }

  private Open opened() {
    Open now = open.get();
    if (now == null) {
      throw VAULT_LOCKED.at("").asException();
    }
    return now;
  }

  private KeySlots.Opened unwrap(char[] passphrase, Asker asker) {
    refuseWhereCondemned();
    return passphrases.open(passphrase, asker);
  }

  private Open connect(byte[] dataKey) {
    EncryptedConnections connections = connections(dataKey);
    if (!isCommand) {
      snapshots.finish(connections, clock.instant());
    }
    connections.checkNotPlain();
    boolean isNew = !snapshots.isStoreThere();
    if (isNew ? snapshots.hadStore() : snapshots.isUnfinished()) {
      throw STORE_DAMAGED.at("").asException(); // never a new one in the place of one that was lost
    }
    if (!isNew && !isCommand && !connections.isSound()) {
      throw STORE_DAMAGED.at("").asException();
    }
    if (!isNew && !isCommand) {
      snapshots.take(connections, clock.instant());
    }
    new Upgrade(store()).run(connections, "classpath:db/migration/agent");
    var config = new HikariConfig();
    config.setDataSource(connections);
    config.setPoolName("vault");
    config.setMaximumPoolSize(1); // one writer; a laptop has one user, and readers never starve
    return new Open(new HikariDataSource(config), connections, dataKey.clone());
  }

  private EncryptedConnections connections(byte[] dataKey) {
    return new EncryptedConnections(store(), dataKey);
  }

  private Path store() {
    return folder.resolve("retex.db");
  }

  private Path slotFile() {
    return folder.resolve("slots.json");
  }

  /** The open store. */
  private record Open(HikariDataSource pool, EncryptedConnections connections, byte[] dataKey) {

    @Override
    public String toString() {
      return "Open[]";
    }
  }
}
