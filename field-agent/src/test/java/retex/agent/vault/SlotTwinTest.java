package retex.agent.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import retex.refusal.RefusedException;

/** A laptop whose key slots are lost or damaged. */
class SlotTwinTest {

  private static final char[] MINE = "four words of mine".toCharArray();
  private static final char[] NEXT = "four more words of mine".toCharArray();
  private static final Path FULL = Path.of("/dev/full"); // takes nothing: no space left

  @TempDir private Path folder;
  private Path slots;
  private Path twin;
  private Vault vault = new Vault("", false, Clock.systemUTC(), SomeLaptop.CHEAP);

  @BeforeEach
  void open() {
    slots = folder.resolve("slots.json");
    twin = folder.resolve("slots-twin.json");
    again();
    vault.open(MINE);
    again();
  }

  @AfterEach
  void close() {
    vault.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"version\":3,\"slo"})
  void a_file_that_is_missing_or_damaged_is_made_again_from_its_twin(String left) throws Exception {
    byte[] whole = Files.readAllBytes(slots);
    for (Path one : List.of(slots, twin)) {
      if (left.isEmpty()) {
        Files.delete(one);
      } else {
        Files.writeString(one, left);
      }
      again();

      assertThat(vault.open(MINE)).isEqualTo("user");
      assertThat(slots).hasBinaryContent(whole);
      assertThat(twin).hasBinaryContent(whole);
    }
  }

  @Test
  void a_passphrase_that_was_ended_is_not_brought_back_by_a_twin() throws IOException {
    assumeTrue(Files.exists(FULL));
    Files.createSymbolicLink(folder.resolve("slots-twin.json.next"), FULL);
    vault.slots().change(MINE, NEXT);
    assertThat(twin).doesNotExist(); // rather than one of before

    again();
    assertThat(vault.open(NEXT)).isEqualTo("user");
    Files.delete(slots);
    again();

    refused(VaultRefusal.PASSPHRASE_WRONG, () -> vault.open(MINE));
    assertThat(vault.open(NEXT)).isEqualTo("user");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "z"})
  void a_file_that_is_damaged_and_still_json_is_made_again_from_its_twin(String digit)
      throws IOException {
    byte[] whole = Files.readAllBytes(slots);
    String text = Files.readString(slots);
    int at = text.indexOf("wrapped\":\"") + "wrapped\":\"".length();
    String other = text.substring(at, at + 1).equals(digit) ? "1" : digit;
    Files.writeString(slots, text.substring(0, at) + other + text.substring(at + 1));
    again();

    assertThat(vault.open(MINE)).isEqualTo("user");
    assertThat(slots).hasBinaryContent(whole);
    assertThat(twin).hasBinaryContent(whole);
  }

  @Test
  void the_last_good_slots_stay_where_no_others_can_be_written() throws IOException {
    assumeTrue(Files.exists(FULL));
    Files.writeString(slots, "{\"version\":3,\"slo");
    Files.createSymbolicLink(folder.resolve("slots.json.next"), FULL);

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> vault.slots().change(MINE, NEXT));

    again();
    assertThat(vault.open(MINE)).isEqualTo("user");
  }

  @Test
  void slots_that_a_version_before_wrote_count_more_than_an_older_twin() throws IOException {
    byte[] older = Files.readAllBytes(twin);
    vault.slots().change(MINE, NEXT);
    String written = Files.readString(slots);
    Files.writeString(slots, written.substring(0, written.lastIndexOf('}') + 1));
    Files.write(twin, older);
    again();

    refused(VaultRefusal.PASSPHRASE_WRONG, () -> vault.open(MINE));
    assertThat(vault.open(NEXT)).isEqualTo("user");
    assertThat(slots).hasContent(written);
    assertThat(twin).hasContent(written);
  }

  @Test
  void no_twin_is_made_where_the_store_does_not_open() throws IOException {
    Files.delete(twin);
    Files.write(folder.resolve("retex.db"), new byte[8192]);

    refused(VaultRefusal.STORE_DAMAGED, () -> vault.open(MINE));
    assertThat(twin).doesNotExist(); // a version before may go on, and knows of none
  }

  @Test
  void users_who_are_added_at_the_same_time_are_all_there() {
    List<String> names = List.of("First", "Second", "Third");

    names.parallelStream()
        .forEach(
            name ->
                new Vault(folder.toString(), true, Clock.systemUTC(), SomeLaptop.CHEAP)
                    .slots()
                    .add(MINE, name, ("four words of " + name).toCharArray()));

    assertThat(vault.slots().users()).containsAll(names);
  }

  @Test
  void a_store_without_slots_is_no_first_start() throws IOException {
    vault.open(MINE);
    again();
    Files.delete(slots);
    Files.delete(twin);
    assertThat(vault.exists()).isTrue(); // no first passphrase is asked for

    refused(VaultRefusal.SLOTS_MISSING, () -> vault.open(NEXT));
    assertThat(slots).doesNotExist();

    Files.delete(folder.resolve("retex.db"));
    assertThat(Files.list(folder.resolve("snapshots"))).isNotEmpty();
    refused(VaultRefusal.SLOTS_MISSING, () -> vault.open(NEXT));
  }

  private void again() {
    vault.close();
    vault = new Vault(folder.toString(), false, Clock.systemUTC(), SomeLaptop.CHEAP);
  }

  private static void refused(VaultRefusal code, Runnable work) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(work::run)
        .satisfies(it -> assertThat(it.refusal().code()).isEqualTo(code));
  }
}
