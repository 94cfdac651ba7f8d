package retex.agent.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.mc.SQLiteMCChacha20Config;
import retex.contract.DeviceId;
import retex.contract.Seal;
import retex.refusal.RefusedException;

/** After the order nothing under the data folder opens any more, whatever was going on. */
class KeyDestructionTest {

  private static final char[] MINE = "four words of mine".toCharArray();
  private static final char[] YOURS = "four words of yours".toCharArray();

  @TempDir private Path folder;
  private Vault vault = start();

  private Vault start() {
    return new Vault(
        folder == null ? "" : folder.toString(), false, Clock.systemUTC(), SomeLaptop.CHEAP);
  }

  @BeforeEach
  void aDaysUse() throws SQLException, IOException {
    vault = start();
    vault.open(MINE);
    vault.slots().add(MINE, "Second", YOURS);
    try (Connection connection = vault.connection();
        Statement statement = connection.createStatement()) {
      statement.execute("create table word (said text)");
      statement.execute("insert into word (said) values ('the bridge at kilometre nine')");
    }
    Escrows escrows = new Escrows(vault);
    escrows.seal(DeviceId.parse("00112233445566778899aabbccddeeff"), Seal.pair().publicKey());
    escrows.request(folder.resolveSibling("request.json"));
    vault.snapshot();
    vault.close();
    vault = start();
    vault.open(YOURS);
  }

  @AfterEach
  void close() {
    vault.close();
  }

  @Test
  void nothing_under_the_data_folder_opens_with_a_passphrase_afterwards_copies_included()
      throws IOException {
    assertThat(stores()).hasSizeGreaterThan(1); // the store and at least one copy

    vault.condemn(DestructionOrder.HANDED_OVER);
    vault.destroy();

    assertThat(vault.isOpen()).isFalse();
    assertNothingOpens();
    refused(VaultRefusal.KEYS_GONE_HANDED_OVER, () -> vault.open(MINE));
    vault = start();
    refused(VaultRefusal.KEYS_GONE_HANDED_OVER, () -> vault.open(YOURS));
    refused(VaultRefusal.KEYS_GONE_HANDED_OVER, () -> vault.restore(MINE, Asker.OWNER));
    refused(VaultRefusal.KEYS_GONE_HANDED_OVER, () -> vault.slots().escrow());
    assertNothingOpens(); // nor was a new key made for the old store
  }

  @Test
  void a_crash_before_the_order_is_on_the_disk_leaves_everything_readable() {
    vault.close();
    vault = start();

    assertThat(vault.open(MINE)).isEqualTo("user");
    assertThat(vault.destroyed()).isEmpty();
  }

  @Test
  void a_crash_behind_the_order_is_finished_by_whoever_opens_next() throws IOException {
    vault.condemn(DestructionOrder.STOLEN);
    assertThat(folder.resolve("slots.json")).exists();
    assertThat(vault.isOpen()).isFalse();

    vault = start();
    refused(VaultRefusal.KEYS_GONE_STOLEN, () -> vault.open(MINE));

    assertNothingOpens();
  }

  @RepeatedTest(3)
  void all_who_carry_the_order_out_at_once_find_it_done() throws Exception {
    vault.condemn(DestructionOrder.STOLEN);
    int many = 8;
    var start = new CyclicBarrier(many);
    ExecutorService threads = Executors.newFixedThreadPool(many);
    try {
      List<Future<?>> ends = new ArrayList<>();
      for (int i = 0; i < many; i++) {
        ends.add(
            threads.submit(
                () -> {
                  start.await();
                  vault.destroy();
                  return null;
                }));
      }
      for (Future<?> end : ends) {
        end.get();
      }
    } finally {
      threads.shutdownNow();
    }

    assertNothingOpens();
  }

  @Test
  void a_slot_file_that_cannot_be_removed_saves_no_other_and_the_laptop_locks() throws IOException {
    Files.delete(folder.resolve("slots.json"));
    Files.createDirectory(folder.resolve("slots.json"));
    assertThat(folder.resolve("recovery.key")).exists();
    vault.condemn(DestructionOrder.STOLEN);

    assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(vault::destroy);

    assertThat(folder.resolve("recovery.key")).doesNotExist();
    refused(VaultRefusal.VAULT_LOCKED, vault::dataKey);
    var sessions = new Sessions(new Peers());
    var browser = new SomeKnock(sessions.begin(new SomeKnock("")));
    assertThat(sessions.admit(browser)).isTrue();
    var lock = new IdleLock(vault, sessions, Clock.systemUTC(), Duration.ofMinutes(10), false);
    assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(lock::look);
    assertThat(sessions.admit(browser)).isFalse();
  }

  @Test
  void another_process_that_has_the_store_open_is_locked_by_the_order() {
    Vault beside = start();
    beside.open(MINE);

    vault.condemn(DestructionOrder.STOLEN);
    vault.destroy();

    assertThat(beside.isOpen()).isFalse();
    refused(VaultRefusal.KEYS_GONE_STOLEN, () -> beside.slots().users());
    beside.close();
  }

  @Test
  void an_order_is_not_changed_by_a_second_one_and_a_damaged_one_still_stands() throws IOException {
    vault.condemn(DestructionOrder.STOLEN);
    vault.condemn(DestructionOrder.HANDED_OVER);
    assertThat(vault.destroyed()).contains(DestructionOrder.STOLEN);

    Files.write(folder.resolve("destroyed"), new byte[] {0, 1, 2});

    refused(VaultRefusal.KEYS_GONE_STOLEN, () -> vault.open(MINE));
    assertNothingOpens();
  }

  /** No file holds a slot, and no store opens plainly or with a passphrase as its key. */
  private void assertNothingOpens() throws IOException {
    for (Path file : files()) {
      String text = Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
      assertThat(text)
          .as(file.toString())
          .doesNotContain("wrapped", "argon2id", "sealed", "kilometre nine");
    }
    assertThat(folder.resolve("slots.json")).doesNotExist();
    assertThat(folder.resolve("recovery.key")).doesNotExist();
    for (Path store : stores()) {
      for (char[] passphrase : List.of(MINE, YOURS, new char[0])) {
        assertThatExceptionOfType(SQLException.class)
            .as(store.toString())
            .isThrownBy(() -> read(store, new String(passphrase)));
      }
    }
  }

  private static void read(Path store, String passphrase) throws SQLException {
    var properties =
        passphrase.isEmpty()
            ? new java.util.Properties()
            : SQLiteMCChacha20Config.getDefault().withKey(passphrase).build().toProperties();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store, properties);
        Statement statement = connection.createStatement()) {
      statement.execute("select count(*) from sqlite_master");
    }
  }

  private List<Path> stores() throws IOException {
    return files().stream().filter(it -> it.toString().endsWith(".db")).toList();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static void refused(VaultRefusal code, Runnable work) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(work::run)
        .satisfies(it -> assertThat(it.refusal().code()).isEqualTo(code));
  }
}
