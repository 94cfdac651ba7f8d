package retex.agent.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.contract.DeviceId;
import retex.contract.Seal;
import retex.refusal.RefusedException;

class VaultTest {

  private static final char[] MINE = "four words of mine".toCharArray();
  private static final char[] YOURS = "four words of yours".toCharArray();

  private static final Path FULL = Path.of("/dev/full"); // takes nothing: no space left

  @TempDir private Path folder;
  private final SomeClock clock = new SomeClock(Instant.parse("2026-02-03T04:05:06Z"));
  private Vault vault = new Vault("", false, clock, SomeLaptop.CHEAP);

  @BeforeEach
  void open() {
    vault = start();
  }

  @AfterEach
  void close() {
    vault.close();
  }

  @Test
  void each_user_opens_with_a_passphrase_of_their_own_until_taken_away() {
    vault.open(MINE);
    vault.slots().add(MINE, "Second", YOURS);
    again();
    assertThat(vault.open(YOURS)).isEqualTo("Second");

    vault.slots().remove(MINE, "Second");
    again();

    refused(VaultRefusal.PASSPHRASE_WRONG, () -> vault.open(YOURS));
    assertThat(vault.open(MINE)).isEqualTo("user");
    refused(VaultRefusal.LAST_USER, () -> vault.slots().remove(MINE, "user"));
  }

  @Test
  void a_changed_passphrase_ends_the_one_before_and_no_other() {
    vault.open(MINE);
    vault.slots().add(MINE, "Second", YOURS);

    vault.slots().change(MINE, "another of mine".toCharArray());
    again();

    refused(VaultRefusal.PASSPHRASE_WRONG, () -> vault.open(MINE));
    assertThat(vault.open(YOURS)).isEqualTo("Second");
    assertThat(vault.open("another of mine".toCharArray())).isEqualTo("user");
  }

  @Test
  void parameters_of_each_slot_are_recorded_beside_it() throws IOException {
    vault = start(new KeyCost.Beans().keyCost());
    vault.open(MINE);

    assertThat(Files.readString(folder.resolve("slots.json")))
        .contains(
            "\"function\":\"argon2id\"", "\"passes\":3", "\"lanes\":4", "\"memoryKib\":65536");
    again();
    assertThat(vault.open(MINE)).isEqualTo("user");
    refused(VaultRefusal.PASSPHRASE_WRONG, () -> vault.open(YOURS));
  }

  @Test
  void wrong_tries_make_wait_also_after_a_new_start_and_a_clock_set_back() {
    vault.open(MINE);
    again();
    for (int i = 0; i < 5; i++) {
      refused(VaultRefusal.PASSPHRASE_WRONG, () -> vault.open(YOURS));
    }
    again();
    refused(VaultRefusal.TRIES_THROTTLED, () -> vault.open(MINE));

    clock.now = clock.now.minus(Duration.ofDays(365));
    refused(VaultRefusal.TRIES_THROTTLED, () -> vault.open(MINE));

    clock.now = clock.now.plus(Duration.ofSeconds(2));
    vault.open(MINE);
    again();
    vault.open(MINE); // the right one forgets the wrong ones
  }

  @Test
  void another_user_of_the_system_makes_others_wait_and_never_the_owner() {
    vault.open(MINE);
    vault.slots().add(MINE, "Second", YOURS);
    again();
    char[] guess = "four words of nobody".toCharArray();
    for (int i = 0; i < 5; i++) {
      refused(VaultRefusal.PASSPHRASE_WRONG, () -> vault.open(guess, Asker.ANOTHER));
    }
    refused(VaultRefusal.TRIES_THROTTLED, () -> vault.open(YOURS, Asker.ANOTHER));

    assertThat(vault.open(MINE)).isEqualTo("user");
    refused(VaultRefusal.TRIES_THROTTLED, () -> vault.open(YOURS, Asker.ANOTHER));
    clock.now = clock.now.plus(Duration.ofSeconds(2));
    assertThat(vault.open(YOURS, Asker.ANOTHER)).isEqualTo("Second");
  }

  @Test
  void another_user_who_mistypes_on_the_users_page_makes_no_owner_wait() {
    vault.open(MINE);
    var users = new Users(vault);
    for (int i = 0; i < 5; i++) {
      refused(
          VaultRefusal.PASSPHRASE_WRONG,
          () -> users.remove(Asker.ANOTHER, "four words of nobody", "Second"));
    }

    assertThat(vault.open(MINE)).isEqualTo("user");
  }

  @Test
  void a_folder_that_was_left_open_to_others_is_closed_to_them() throws IOException {
    assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
    vault.open(MINE);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));

    vault.makeFolder();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
  }

  @Test
  void another_user_of_the_system_sets_no_first_passphrase() {
    refused(VaultRefusal.FIRST_BY_ANOTHER, () -> vault.open(YOURS, Asker.ANOTHER));

    assertThat(vault.exists()).isFalse();
  }

  @Test
  void guesses_made_side_by_side_count_each() throws Exception {
    vault.open(MINE);
    ExecutorService guessers = Executors.newFixedThreadPool(8);
    var wrong = new AtomicInteger();
    for (int i = 0; i < 24; i++) {
      guessers.execute(
          () -> {
            try {
              vault.check(YOURS, Asker.OWNER);
            } catch (RefusedException e) {
              if (e.refusal().code() == VaultRefusal.PASSPHRASE_WRONG) {
                wrong.incrementAndGet();
              }
            }
          });
    }
    guessers.shutdown();
    assertThat(guessers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();

    assertThat(wrong).hasValue(5);
  }

  @Test
  void new_passphrases_that_tell_of_others_are_not_set_without_end() {
    vault.open(MINE);
    var users = new Users(vault);
    String own = new String(MINE);
    for (int i = 0; i < 5; i++) {
      users.change(Asker.OWNER, own, "four words, number " + i, "four words, number " + i);
      own = "four words, number " + i;
    }
    String now = own;

    refused(
        VaultRefusal.NEW_THROTTLED,
        () -> users.add(Asker.OWNER, now, "Second", "four words of yours", "four words of yours"));

    clock.now = clock.now.plus(Duration.ofDays(2));
    assertThat(users.add(Asker.OWNER, now, "Second", "four words of yours", "four words of yours"))
        .isEqualTo("users.added");
  }

  @Test
  void wrong_tries_count_on_a_full_disk_too() throws IOException {
    assumeTrue(Files.exists(FULL));
    vault.open(MINE);
    for (int i = 0; i < 5; i++) {
      Files.createSymbolicLink(folder.resolve("tries.next"), FULL);
      refused(VaultRefusal.PASSPHRASE_WRONG, () -> vault.open(YOURS));
    }

    refused(VaultRefusal.TRIES_THROTTLED, () -> vault.open(MINE));
  }

  @Test
  void a_damaged_count_makes_wait_once_and_not_for_good() throws IOException {
    vault.open(MINE);
    Files.writeString(folder.resolve("tries"), "?");

    refused(VaultRefusal.TRIES_THROTTLED, () -> vault.open(MINE));
    clock.now = clock.now.plus(Duration.ofSeconds(2));
    vault.open(MINE);
  }

  @Test
  void a_damaged_page_is_noticed_and_the_last_good_copy_put_back() throws Exception {
    vault.open(MINE);
    write("before the copy");
    vault.snapshot();
    again();
    damage();

    refused(VaultRefusal.STORE_DAMAGED, () -> vault.open(MINE));
    assertThat(vault.isOpen()).isFalse();
    assertThat(vault.lastCopy(MINE, Asker.OWNER)).isPresent();
    assertThat(vault.isPutBack()).isFalse();
    vault.restore(MINE, Asker.OWNER);

    assertThat(vault.isPutBack()).isTrue();
    assertThat(read()).isEqualTo("before the copy");
    assertThat(Files.list(folder.resolve("damaged"))).isNotEmpty();
  }

  @Test
  void a_copy_put_back_is_told_after_a_crash_until_headquarters_told_what_it_lacks()
      throws Exception {
    vault.open(MINE);
    vault.snapshot();
    again();
    damage();
    vault.restore(MINE, Asker.OWNER);

    again(); // as after a crash: nothing but the folder is left
    assertThat(vault.restored()).contains(clock.now);
    vault.caughtUp();
    again();
    assertThat(vault.restored()).isEmpty();
  }

  @Test
  void a_store_that_is_gone_is_damage_and_never_the_beginning_of_another_one() throws Exception {
    vault.open(MINE);
    write("before the copy");
    vault.snapshot();
    vault.close();
    Files.delete(folder.resolve("retex.db"));

    for (boolean isEmpty : List.of(false, true)) {
      if (isEmpty) {
        Files.createFile(folder.resolve("retex.db"));
      }
      vault = start();
      refused(VaultRefusal.STORE_DAMAGED, () -> vault.open(MINE));
      assertThat(vault.lastCopy(MINE, Asker.OWNER)).isPresent();
      var command = new Vault(folder.toString(), true, clock, SomeLaptop.CHEAP);
      refused(VaultRefusal.STORE_DAMAGED, () -> command.open(MINE));
    }
    vault.restore(MINE, Asker.OWNER);

    assertThat(read()).isEqualTo("before the copy");
    assertThat(vault.restored()).contains(clock.now);
  }

  @Test
  void a_copy_whose_way_into_its_place_was_cut_short_is_there_at_the_next_opening()
      throws Exception {
    vault.open(MINE);
    write("before the copy");
    vault.snapshot();
    vault.close();
    Path copy = copies().get(0);
    Files.copy(copy, folder.resolve("retex.db.next"));
    Files.createDirectories(folder.resolve("damaged"));
    Files.move(folder.resolve("retex.db"), folder.resolve("damaged/retex.db"));

    vault = start();
    var command = new Vault(folder.toString(), true, clock, SomeLaptop.CHEAP);
    refused(VaultRefusal.STORE_DAMAGED, () -> command.open(MINE));
    vault.open(MINE);

    assertThat(read()).isEqualTo("before the copy");
    assertThat(folder.resolve("retex.db.next")).doesNotExist();
  }

  @Test
  void a_copy_that_was_cut_short_itself_is_no_store() throws Exception {
    vault.open(MINE);
    write("before the copy");
    vault.snapshot();
    vault.close();
    byte[] whole = Files.readAllBytes(copies().get(0));
    Files.write(folder.resolve("retex.db.next"), java.util.Arrays.copyOf(whole, whole.length / 2));
    Files.delete(folder.resolve("retex.db"));

    vault = start();
    refused(VaultRefusal.STORE_DAMAGED, () -> vault.open(MINE));
    vault.restore(MINE, Asker.OWNER);

    assertThat(read()).isEqualTo("before the copy");
  }

  @Test
  void a_copy_holds_no_key_and_no_plain_text() throws Exception {
    vault.open(MINE);
    write("a sentence that nobody may read");
    vault.snapshot();

    Path copy = Files.list(folder.resolve("snapshots")).findFirst().orElseThrow();
    String bytes =
        new String(Files.readAllBytes(copy), java.nio.charset.StandardCharsets.ISO_8859_1);
    assertThat(bytes).doesNotContain("SQLite format", "a sentence", "argon2id");
  }

  @Test
  void what_was_deleted_is_overwritten_where_it_stood(@TempDir Path work) throws Exception {
    vault.open(MINE);
    write("what stays on the page");
    try (Connection connection = vault.connection();
        Statement statement = connection.createStatement()) {
      statement.execute("insert into probe values ('a sentence that nobody may read')");
      assertThat(Decrypted.holding(vault, folder, "nobody may read", work)).isNotEmpty();

      statement.execute("delete from probe where text like 'a sentence%'");
    }

    assertThat(Decrypted.holding(vault, folder, "nobody may read", work)).isEmpty();
    assertThat(Decrypted.holding(vault, folder, "what stays", work)).isNotEmpty();
  }

  @Test
  void a_store_written_anew_keeps_its_copy_until_another_one_could_be_taken() throws Exception {
    vault.open(MINE);
    write("one");
    vault.snapshot();
    Path old = copies().get(0);
    Path inTheWay = Files.createDirectories(folder.resolve("snapshots/next/in-the-way"));
    clock.now = clock.now.plusSeconds(60);

    assertThat(vault.rewrite()).isFalse();
    assertThat(copies()).containsExactly(old);

    Files.delete(inTheWay);
    assertThat(vault.rewrite()).isTrue();
    assertThat(copies()).hasSize(1).doesNotContain(old);
    assertThat(vault.rewrite()).isTrue(); // within the same moment
    assertThat(copies()).hasSize(1);
  }

  @Test
  void a_store_that_somebody_reads_is_not_written_anew() throws Exception {
    vault.open(MINE);
    write("one");
    try (Connection reader = vault.connection();
        Statement statement = reader.createStatement()) {
      statement.execute("begin deferred");
      try (var rows = statement.executeQuery("select text from probe")) {
        assertThat(rows.next()).isTrue();
        assertThat(vault.rewrite()).isFalse();
      }
      statement.execute("rollback");
    }

    assertThat(vault.rewrite()).isTrue();
  }

  @Test
  void a_restored_store_that_is_sound_is_left_alone() throws Exception {
    vault.open(MINE);
    write("one");
    vault.snapshot();
    write("two");
    again();

    vault.restore(MINE, Asker.OWNER);

    assertThat(read()).isEqualTo("two");
  }

  @Test
  void headquarters_lets_this_laptop_in_again_and_no_other() throws IOException {
    Seal.Pair headquarters = Seal.pair();
    var device = DeviceId.parse("00112233445566778899aabbccddeeff");
    vault.open(MINE);
    refused(VaultRefusal.ESCROW_MISSING, () -> new Escrows(vault).request(folder.resolve("r")));
    new Escrows(vault).seal(device, headquarters.publicKey());
    again();

    Path request = folder.resolve("request.json");
    new Escrows(vault).request(request);
    Path answer = answer(headquarters, request);
    refused(
        VaultRefusal.RECOVERY_UNFIT,
        () -> new Escrows(vault).answer(request, "a new one of mine".toCharArray()));
    new Escrows(vault).answer(answer, "a new one of mine".toCharArray());

    refused(VaultRefusal.PASSPHRASE_WRONG, () -> vault.open(MINE));
    vault.open("a new one of mine".toCharArray());
    assertThat(folder.resolve("recovery.key")).doesNotExist();
  }

  @Test
  void a_laptop_that_slept_is_noticed_and_a_clock_that_was_set_back_is_no_sleep() {
    var before = new IdleLock.Moment(1_000_000, 0);

    assertThat(new IdleLock.Moment(1_002_000, 2_000_000_000L).sleptSince(before)).isFalse();
    assertThat(new IdleLock.Moment(4_600_000, 2_000_000_000L).sleptSince(before)).isTrue();
    assertThat(new IdleLock.Moment(1_008_000, 2_000_000_000L).sleptSince(before)).isTrue();
    assertThat(new IdleLock.Moment(1_040_000, 40_000_000_000L).sleptSince(before)).isTrue();
    assertThat(new IdleLock.Moment(1_022_000, 22_000_000_000L).sleptSince(before)).isFalse();
    assertThat(new IdleLock.Moment(-30_000_000, 2_000_000_000L).sleptSince(before)).isFalse();
  }

  private static Path answer(Seal.Pair headquarters, Path request) throws IOException {
    var json = new com.fasterxml.jackson.databind.ObjectMapper().readTree(request.toFile());
    var hex = java.util.HexFormat.of();
    byte[] laptop =
        json.get("laptop").asText().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    byte[] key =
        Seal.open(
            headquarters.privateKey(),
            Seal.ESCROW,
            laptop,
            hex.parseHex(json.get("sealed").asText()));
    byte[] sealed =
        Seal.to(hex.parseHex(json.get("answerTo").asText()), Seal.RECOVERY, laptop, key);
    Path answer = request.resolveSibling("answer.json");
    Files.writeString(
        answer,
        "{\"laptop\":\"%s\",\"sealed\":\"%s\"}"
            .formatted(json.get("laptop").asText(), hex.formatHex(sealed)));
    return answer;
  }

  private Vault start() {
    return start(SomeLaptop.CHEAP);
  }

  private Vault start(KeyCost cost) {
    return new Vault(folder.toString(), false, clock, cost);
  }

  private void again() {
    vault.close();
    vault = start();
  }

  private void write(String text) throws SQLException {
    try (Connection connection = vault.connection();
        Statement statement = connection.createStatement()) {
      statement.execute("create table if not exists probe (text text)");
      statement.execute("delete from probe");
      statement.execute("insert into probe values ('" + text + "')");
    }
  }

  private String read() throws SQLException {
    try (Connection connection = vault.connection();
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery("select text from probe")) {
      return rows.getString(1);
    }
  }

  private List<Path> copies() throws IOException {
    try (var all = Files.list(folder.resolve("snapshots"))) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private void damage() throws IOException {
    try (var file = new RandomAccessFile(folder.resolve("retex.db").toFile(), "rw")) {
      file.seek(file.length() / 2);
      int old = file.read();
      file.seek(file.length() / 2);
      file.write(old ^ 1);
    }
  }

  private static void refused(
      VaultRefusal code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(call)
        .matches(it -> it.refusal().code() == code, "is refused as " + code);
  }

  private static final class SomeClock extends Clock {
    private Instant now;

    SomeClock(Instant now) {
      this.now = now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
