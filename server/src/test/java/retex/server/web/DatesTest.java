package retex.server.web;

import static org.assertj.core.api.Assertions.assertThat;

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
    var format = Dates.beginningWithDay(" MMMM uuuu", Locale.forLanguageTag(language));

    assertThat(format.format(day)).isEqualTo(written);
  }
}
