package retex.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import retex.agent.vault.SomeLaptop;
import retex.agent.vault.Vault;
import retex.agent.web.SomePages;
import retex.agent.web.Words;

/** When the laptop calls by itself, chosen on the page. */
class MannersPagesTest {

  private static final Map<String, String> TYPED =
      Map.of("hours", "06:00-08:00", "metered", "yes", "proxy", "proxy.example:8080");

  @TempDir private Path folder;
  private ApplicationContext laptop = ApplicationContext.builder().build();

  @AfterEach
  void close() {
    laptop.close();
  }

  @Test
  void what_was_chosen_holds_at_once_and_after_the_next_start() throws Exception {
    SomePages pages = start(Map.of());

    assertThat(pages.post("/sync/manners", TYPED).statusCode()).isEqualTo(303);

    assertThat(choice()).isEqualTo(new Choice("06:00-08:00", true, "proxy.example:8080"));
    assertThat(laptop.getBean(Manners.class).isMetered()).isTrue();
    laptop.close();
    String page = start(Map.of()).get("/sync?lang=en").body();
    assertThat(page).contains("06:00-08:00", "proxy.example:8080");
    assertThat(laptop.getBean(Manners.class).isMetered()).isTrue();
  }

  @Test
  void what_is_no_hours_or_no_address_is_refused_and_nothing_is_changed() throws Exception {
    SomePages pages = start(Map.of());

    for (Map<String, String> wrong :
        List.of(
            Map.of("hours", "always", "proxy", ""),
            Map.of("hours", "", "proxy", "somewhere"),
            Map.of("hours", "", "proxy", "ana:secret@proxy.example:8080"),
            Map.of("hours", "", "proxy", "ana@proxy.example:8080"),
            Map.of("hours", "", "proxy", "a proxy.example:8080"),
            Map.of("hours", "", "proxy", "p".repeat(300) + ":8080"))) {
      HttpResponse<String> refused = pages.post("/sync/manners", wrong);
      assertThat(refused.statusCode()).isBetween(400, 499);
      assertThat(refused.body())
          .containsAnyOf(
              sentence("refusal.HOURS_MALFORMED"), sentence("refusal.ADDRESS_MALFORMED"));
    }

    assertThat(choice()).isEqualTo(Choice.NONE);
  }

  @Test
  void what_the_configuration_says_wins_and_the_page_says_so() throws Exception {
    SomePages pages = start(Map.of("retex.sync.hours", "20:00-22:00"));

    pages.post("/sync/manners", TYPED);

    assertThat(choice()).isEqualTo(new Choice("20:00-22:00", true, "proxy.example:8080"));
    for (String language : Words.LANGUAGES) {
      assertThat(pages.get("/sync?lang=" + language).body())
          .contains(Words.in(language).say("sync.manners.fixed", "RETEX_SYNC_HOURS"))
          .doesNotContain(Words.in(language).say("sync.manners.fixed", "RETEX_PROXY"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "true, true",
    "yes, true",
    "On, true",
    "' Y ', true",
    "1, true",
    "maybe, true",
    "false, false",
    "No, false",
    "off, false",
    "n, false",
    "0, false"
  })
  void a_line_is_metered_as_the_configuration_says_and_where_that_is_unclear(
      String said, boolean metered) throws Exception {
    start(Map.of("retex.sync.metered", said));

    assertThat(choice().metered()).isEqualTo(metered);
  }

  /** Without its full stop: the field follows. */
  private static String sentence(String key) {
    String said = Words.in("en").say(key);
    return said.substring(0, said.length() - 1);
  }

  private Choice choice() {
    return laptop.getBean(Choices.class).now();
  }

  private SomePages start(Map<String, Object> configured) {
    var properties = new HashMap<String, Object>(configured);
    properties.put("retex.data", folder.toString());
    properties.put("micronaut.server.port", -1);
    laptop = SomeLaptop.with(properties).start();
    laptop.getBean(Vault.class).open("a passphrase of ours".toCharArray());
    return new SomePages(laptop);
  }
}
