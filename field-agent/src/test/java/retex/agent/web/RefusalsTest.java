package retex.agent.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import retex.agent.vault.SomeLaptop;
import retex.agent.vault.Vault;

/** What is said of a disk that fails while the store is open. */
class RefusalsTest {

  private static final String PASSPHRASE = "a passphrase of ours";

  private static final Path FULL = Path.of("/dev/full"); // takes nothing: no space left

  @TempDir private Path folder;
  private ApplicationContext laptop = ApplicationContext.builder().build();
  private SomePages pages;

  @BeforeEach
  void open() {
    laptop =
        SomeLaptop.with(Map.of("retex.data", folder.toString(), "micronaut.server.port", -1))
            .start();
    laptop.getBean(Vault.class).open(PASSPHRASE.toCharArray());
    pages = new SomePages(laptop);
  }

  @AfterEach
  void close() {
    laptop.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "fr"})
  void an_address_without_a_page_is_answered_by_one_that_leads_on(String language)
      throws Exception {
    HttpResponse<String> none = pages.get("/no-such-page?lang=" + language);

    assertThat(none.statusCode()).isEqualTo(404);
    Words words = Words.in(language);
    assertThat(none.body())
        .contains(words.say("unanswered.no-page"), words.say("refused.back"), "href=\"/visits\"");
  }

  @Test
  void damage_met_while_the_store_is_open_is_named_and_mended_by_locking_and_the_last_copy()
      throws Exception {
    pages.post("/drafts", Map.of("instrument", "infantry-battalion@1", "unit", ""));
    for (int i = 0; i < 2; i++) { // the second opening takes a copy of what the first one wrote
      laptop.getBean(Vault.class).close();
      laptop.getBean(Vault.class).open(PASSPHRASE.toCharArray());
    }
    damage();

    for (String language : List.of("en", "fr")) {
      HttpResponse<String> met = pages.get("/?lang=" + language);
      assertThat(met.statusCode()).isEqualTo(500);
      assertThat(met.body())
          .contains(Words.in(language).say(WebRefusal.DAMAGE_MET.at("").asException().refusal()));
    }

    pages.post("/lock", Map.of());
    for (String language : List.of("en", "fr")) {
      Words words = Words.in(language);
      HttpResponse<String> offered =
          pages.post("/unlock?lang=" + language, Map.of("passphrase", PASSPHRASE));
      assertThat(offered.body())
          .contains(words.say("unlock.restore"), words.say("refusal.STORE_DAMAGED"));
    }
    HttpResponse<String> back =
        pages.post("/unlock", Map.of("passphrase", PASSPHRASE, "restore", "yes"));
    assertThat(back.statusCode()).isEqualTo(303);
    assertThat(pages.get("/").body()).contains("/drafts/");
  }

  @ParameterizedTest
  @CsvSource({
    "SQLITE_FULL, DISK_FULL",
    "SQLITE_IOERR_SHMSIZE, DISK_FULL",
    "SQLITE_IOERR_READ, DISK_FAULTY",
    "SQLITE_IOERR_WRITE, DISK_FAULTY",
    "SQLITE_CANTOPEN, DISK_FAULTY",
    "SQLITE_CORRUPT, DAMAGE_MET",
    "SQLITE_CORRUPT_INDEX, DAMAGE_MET",
    "SQLITE_NOTADB, DAMAGE_MET",
    "SQLITE_BUSY, "
  })
  void what_the_engine_says_of_the_disk_is_told_by_its_name(SQLiteErrorCode said, WebRefusal told) {
    assertThat(WebRefusal.ofDisk(new SQLiteException("", said)))
        .isEqualTo(java.util.Optional.ofNullable(told));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/data/slots.json.next: No space left on device",
        "Aucun espace disponible sur le périphérique",
        "Disk quota exceeded",
        "There is not enough space on the disk",
        "Espace insuffisant sur le disque"
      })
  void what_the_system_says_of_a_full_disk_is_told_by_its_name(String said) {
    assertThat(WebRefusal.ofDisk(new IOException(said))).contains(WebRefusal.DISK_FULL);
    assertThat(WebRefusal.ofDisk(new IOException("Connection reset"))).isEmpty();
  }

  @Test
  void a_passphrase_that_a_full_disk_does_not_take_is_told_and_changes_nothing() throws Exception {
    assumeTrue(Files.exists(FULL));
    var fields =
        Map.of(
            "do",
            "change",
            "own",
            PASSPHRASE,
            "new",
            "another of ours",
            "again",
            "another of ours");

    for (String language : List.of("en", "fr")) {
      Files.createSymbolicLink(folder.resolve("slots.json.next"), FULL);
      HttpResponse<String> full = pages.post("/users?lang=" + language, fields);

      assertThat(full.statusCode()).isEqualTo(507);
      assertThat(full.body())
          .contains(Words.in(language).say(WebRefusal.DISK_FULL.at("").asException().refusal()));
    }
    assertThat(folder.resolve("slots.json.next")).doesNotExist();
    assertThat(pages.post("/users", fields).statusCode()).isEqualTo(200);
  }

  /** One bit of every page but those of the head. */
  private void damage() throws Exception {
    Path store = folder.resolve("retex.db");
    try (var file = new RandomAccessFile(store.toFile(), "rw")) {
      for (long at = 2 * 4096 + 100; at < Files.size(store); at += 4096) {
        file.seek(at);
        int old = file.read();
        file.seek(at);
        file.write(old ^ 1);
      }
    }
  }
}
