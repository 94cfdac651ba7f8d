package retex.agent.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.agent.web.WebRefusal;
import retex.refusal.RefusedException;

/** Copies of a store, and what becomes of them once something in it was erased. */
class SnapshotsTest {

  private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");
  private static final int MOST = 5;

  @TempDir private Path folder;
  private EncryptedConnections connections;
  private Snapshots snapshots;

  @BeforeEach
  void copied() throws SQLException {
    connections = new EncryptedConnections(store(), new byte[32]);
    snapshots = new Snapshots(store());
    try (Connection connection = connections.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create table word (said text)");
    }
    for (int i = 0; i < MOST + 1; i++) {
      snapshots.take(connections, NOW.plus(Duration.ofMinutes(i)));
    }
  }

  @Test
  void the_newest_five_are_kept() {
    assertThat(snapshots.all()).hasSize(MOST);
    assertThat(Snapshots.taken(snapshots.all().get(0))).isEqualTo(NOW.plusSeconds(60 * MOST));
  }

  @Test
  void a_copy_taken_after_the_clock_was_set_back_is_the_newest() {
    Instant earlier = NOW.minus(Duration.ofDays(365));

    snapshots.take(connections, earlier);
    snapshots.take(connections, earlier);

    assertThat(snapshots.all()).hasSize(MOST);
    assertThat(snapshots.all().subList(0, 2))
        .extracting(Snapshots::taken)
        .containsExactly(earlier, earlier);
    assertThat(snapshots.lastGood(connections)).contains(snapshots.all().get(0));
  }

  @Test
  void a_copy_of_an_earlier_version_without_a_number_is_older_than_any_with_one()
      throws IOException {
    Path newest = snapshots.all().get(0);
    Path ahead = newest.resolveSibling("retex-20990101-000000-000.db");
    Files.copy(newest, ahead);
    assertThat(snapshots.all()).endsWith(ahead);

    snapshots.take(connections, NOW);

    assertThat(snapshots.all()).hasSize(MOST).doesNotContain(ahead);
    assertThat(Snapshots.taken(snapshots.all().get(0))).isEqualTo(NOW);
  }

  @Test
  void one_is_put_in_the_place_of_all_and_nothing_that_lay_beside_the_store_is_left()
      throws IOException {
    List<Path> beside =
        List.of(
            folder.resolve("retex.db.next"),
            folder.resolve("retex.db.next.part"),
            folder.resolve("retex.db.before-upgrade.next"),
            Files.createDirectories(folder.resolve("damaged")).resolve("retex.db"));
    for (Path file : beside) {
      Files.write(file, new byte[] {1});
    }
    Instant later = NOW.plus(Duration.ofDays(1));

    assertThat(snapshots.anew(connections, later)).isTrue();

    assertThat(snapshots.all()).extracting(Snapshots::taken).containsExactly(later);
    assertThat(beside).noneMatch(Files::exists);
  }

  @Test
  void that_is_so_also_where_the_clock_was_set_back_or_stands_still() {
    Instant earlier = NOW.minus(Duration.ofDays(365));

    assertThat(snapshots.anew(connections, earlier)).isTrue();
    assertThat(snapshots.all()).extracting(Snapshots::taken).containsExactly(earlier);

    assertThat(snapshots.anew(connections, earlier)).isTrue();
    assertThat(snapshots.all()).extracting(Snapshots::taken).containsExactly(earlier);
  }

  @Test
  void on_a_full_disk_the_newest_stays_until_another_one_could_be_taken() {
    Path newest = snapshots.all().get(0);

    assertThat(onDisk(copies -> 0).anew(connections, NOW.plus(Duration.ofDays(1)))).isFalse();

    assertThat(snapshots.all()).containsExactly(newest);
  }

  @Test
  void on_a_full_disk_none_is_put_back_and_the_damaged_store_stays() throws IOException {
    byte[] store = Files.readAllBytes(store());
    Path copy = snapshots.all().get(0);

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> onDisk(copies -> 0).restore(copy, NOW))
        .matches(it -> it.refusal().code() == WebRefusal.DISK_FULL);

    assertThat(store()).hasBinaryContent(store);
    assertThat(folder.resolve("damaged")).doesNotExist();
    assertThat(folder.resolve("retex.db.next")).doesNotExist();
  }

  @Test
  void one_that_cannot_be_copied_leaves_the_damaged_store_in_its_place() throws IOException {
    byte[] store = Files.readAllBytes(store());
    Files.createDirectories(folder.resolve("retex.db.next.part/in-the-way"));

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> snapshots.restore(snapshots.all().get(0), NOW));

    assertThat(store()).hasBinaryContent(store);
    assertThat(snapshots.isStoreThere()).isTrue();
  }

  @Test
  void the_older_ones_make_room_for_it() {
    Instant later = NOW.plus(Duration.ofDays(1));

    assertThat(onDisk(copies -> copies > 1 ? 0 : Long.MAX_VALUE).anew(connections, later)).isTrue();

    assertThat(snapshots.all()).extracting(Snapshots::taken).containsExactly(later);
  }

  @Test
  void none_goes_where_room_is_not_what_was_missing() throws IOException {
    List<Path> before = snapshots.all();
    Files.createDirectories(folder.resolve("snapshots/next/in-the-way"));

    assertThat(snapshots.anew(connections, NOW.plus(Duration.ofDays(1)))).isFalse();

    assertThat(snapshots.all()).isEqualTo(before);
  }

  @Test
  void one_that_cannot_be_deleted_saves_no_other() throws IOException {
    List<Path> before = snapshots.all();
    Path stuck = before.get(1);
    Files.delete(stuck);
    Files.createDirectories(stuck.resolve("in-the-way"));
    Instant later = NOW.plus(Duration.ofDays(1));

    assertThat(snapshots.anew(connections, later)).isFalse();

    assertThat(snapshots.all()).hasSize(2).contains(stuck);
  }

  /** On a disk that has {@code room} beside so many copies. */
  private Snapshots onDisk(IntToLongFunction room) {
    return new Snapshots(store(), any -> room.applyAsLong(snapshots.all().size()));
  }

  private Path store() {
    return folder.resolve("retex.db");
  }
}
