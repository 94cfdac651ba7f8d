package retex.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatesTest {

  @ParameterizedTest
  @CsvSource({
    "2026-02-01, en, 1 February 2026",
    "2026-02-03, fr, 3 février 2026",
    "2026-02-01, fr, 1er février 2026",
    "2026-02-21, fr, 21 février 2026"
  })
  void a_day_is_written_as_its_language_writes_it(LocalDate day, String language, String written) {
    assertThat(Dates.day(day, Locale.forLanguageTag(language))).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({
    "en, 1 February 2026 09:05 UTC",
    "fr, 1er février 2026 09:05 UTC",
    "fr-u-nu-latn, 1er février 2026 09:05 UTC"
  })
  void a_minute_has_its_zone(String language, String written) {
    var at = Instant.parse("2026-02-01T09:05:59Z");

    assertThat(Dates.minute(at, Locale.forLanguageTag(language))).isEqualTo(written);
  }
}
