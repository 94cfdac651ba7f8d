package retex.server.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import retex.instrument.Area;
import retex.instrument.Criterion;
import retex.instrument.CriterionKind;
import retex.instrument.Instrument;
import retex.instrument.Instruments;
import retex.instrument.LocalText;
import retex.instrument.Releasable;
import retex.instrument.Topic;

class FormTextsTest {

  static Stream<Instrument> every() {
    return Instruments.shipped().all().stream();
  }

  @ParameterizedTest
  @MethodSource("every")
  void every_text_that_a_document_may_tell_is_there_in_arabic(Instrument instrument) {
    Stream<LocalText> texts =
        Stream.of(
                Stream.of(instrument.title()),
                instrument.scale().values().stream(),
                instrument.areas().stream().map(Area::title),
                Instruments.shipped().topics().all().stream().map(Topic::title),
                instrument.criteria().stream()
                    .filter(one -> one.kind() == CriterionKind.RATING)
                    .filter(one -> one.releasable() != Releasable.NEVER)
                    .map(Criterion::text))
            .flatMap(all -> all);

    assertThat(texts.map(it -> FormTexts.in(it, "ar")))
        .isNotEmpty()
        .allMatch(it -> it.matches(".*\\p{IsArabic}.*"))
        .noneMatch(it -> it.matches(".*[a-zA-Z,;?\\p{Mn}].*"));
  }

  @Test
  void a_form_s_own_text_comes_first_and_its_english_last() {
    assertThat(FormTexts.in(new LocalText(Map.of("en", "Able", "ar", "متمكن")), "ar"))
        .isEqualTo("متمكن");
    assertThat(FormTexts.in(new LocalText(Map.of("en", "Able", "fr", "Capable")), "fr"))
        .isEqualTo("Capable");
    assertThat(FormTexts.in(new LocalText(Map.of("en", "Of one house alone")), "ar"))
        .isEqualTo("Of one house alone");
  }
}
