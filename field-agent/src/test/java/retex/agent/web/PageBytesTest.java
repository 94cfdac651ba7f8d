package retex.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PageBytesTest {

  private static final String LONG = "<p>a</p>".repeat(10_000);

  @Test
  void a_short_page_is_sent_as_it_is_written() {
    String page = "<title>Form – Retex</title> é 好";

    assertThat(sent(page)).isEqualTo(page);
  }

  @Test
  void of_a_long_page_what_is_not_latin_is_sent_as_numbers() {
    String page = "<title>Form – Retex</title> é\u202F: ع 𝛼" + LONG;

    assertThat(sent(page))
        .isEqualTo("<title>Form &#8211; Retex</title> é&#8239;: &#1593; &#120572;" + LONG);
  }

  @Test
  void a_long_page_of_another_script_is_sent_as_it_is_written() {
    String page = LONG + "<p>نعم</p>".repeat(10_000);

    assertThat(sent(page)).isEqualTo(page);
  }

  private static String sent(String page) {
    return new String(PageBytes.of(page), StandardCharsets.UTF_8);
  }
}
