package retex.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.agent.vault.SomeLaptop;
import retex.agent.vault.Vault;

/** The way to the other language, on pages that were asked for and on answers to forms. */
class FrameTest {

  private static final Pattern OTHER = Pattern.compile("href=\"([^\"]+)\" lang=\"fr\" hreflang");

  @TempDir private Path folder;
  private ApplicationContext laptop = ApplicationContext.builder().build();
  private SomePages pages;

  @BeforeEach
  void open() {
    laptop =
        SomeLaptop.with(Map.of("retex.data", folder.toString(), "micronaut.server.port", -1))
            .start();
    laptop.getBean(Vault.class).open("a passphrase of ours".toCharArray());
    pages = new SomePages(laptop);
  }

  @AfterEach
  void close() {
    laptop.close();
  }

  @Test
  void the_other_language_keeps_what_was_asked_for() throws Exception {
    HttpResponse<String> sent = pages.post("/", Map.of("q", "a&b", "state", "draft"));
    String place = sent.headers().firstValue("Location").orElseThrow();

    String list = other(pages.get(place + "&lang=en"));

    assertThat(list).isEqualTo(place + "&lang=fr");
    assertThat(pages.get(list).body()).contains("<html lang=\"fr\">", "value=\"a&amp;b\"");
  }

  @Test
  void the_other_language_of_what_answers_a_form_is_the_part_in_which_it_was_sent()
      throws Exception {
    String draft = draft();

    HttpResponse<String> refused = pages.post(draft + "/submission", Map.of("section", "FP"));
    String way = other(refused);

    assertThat(refused.statusCode()).isEqualTo(422);
    String french = pages.get(way).body();
    assertThat(french).contains("<html lang=\"fr\">", "id=\"missing\"", "answers.FP1.rating");
  }

  @Test
  void the_other_language_of_a_form_that_was_refused_is_the_page_above_it() throws Exception {
    assertThat(other(pages.post("/unlock", Map.of("passphrase", "a guess at it"))))
        .isEqualTo("/unlock?lang=fr");
    assertThat(other(pages.post("/sync/enrolment", Map.of("server", "x", "token", "y"))))
        .isEqualTo("/sync?lang=fr");
    assertThat(other(pages.post("/drafts", Map.of("instrument", "none@1", "unit", ""))))
        .isEqualTo("/?lang=fr");
  }

  @Test
  void the_theme_is_kept_by_the_browser_under_an_address_of_its_content() throws Exception {
    Matcher style =
        Pattern.compile("href=\"(/assets/retex[.]css[?]v=[0-9a-f]+)\"")
            .matcher(pages.get("/?lang=en").body());
    assertThat(style.find()).isTrue();

    HttpResponse<String> kept = pages.get(style.group(1));

    assertThat(kept.body()).contains("--ink");
    assertThat(kept.headers().firstValue("Cache-Control")).hasValue("private, max-age=2592000");
  }

  private String draft() throws Exception {
    return pages
        .post("/drafts", Map.of("instrument", "infantry-battalion@1", "unit", ""))
        .headers()
        .firstValue("Location")
        .orElseThrow();
  }

  private static String other(HttpResponse<String> page) {
    Matcher found = OTHER.matcher(page.body());
    assertThat(found.find()).as(page.body()).isTrue();
    return found.group(1).replace("&amp;", "&");
  }

  @Test
  void no_browser_is_let_to_remember_what_is_typed_or_to_put_it_into_an_address() throws Exception {
    try (Stream<Path> pages = Files.walk(Path.of("src/main/jte"))) {
      for (Path page : pages.filter(file -> file.toString().endsWith(".jte")).toList()) {
        String text = Files.readString(page);

        assertThat(text.split("<form ", -1).length)
            .as(page.toString())
            .isEqualTo(text.split("<form autocomplete=\"off\" method=\"post\" ", -1).length);
      }
    }
  }
}
