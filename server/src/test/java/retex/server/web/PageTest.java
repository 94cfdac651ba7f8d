package retex.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageTest {

  @ParameterizedTest
  @CsvSource({
    "en, 2026-11-28, 28 November 2026",
    "fr, 2026-11-28, 28 novembre 2026",
    "fr, 2026-11-01, 1er novembre 2026",
    "fr, '', ''"
  })
  void a_day_is_shown_as_people_write_it(String language, String day, String written) {
    var page = new Page(Words.in(language), "refused.title", "/", "", "", List.of());

    assertThat(page.day(day)).isEqualTo(written);
  }
}
