package retex.server.finding.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import retex.instrument.Instruments;
import retex.instrument.Topic;

class VocabularyTest {

  private final Vocabulary vocabulary = Vocabulary.shipped();

  @Test
  void there_is_a_skill_for_whatever_is_trained() {
    assertThat(vocabulary.skills()).hasSizeGreaterThanOrEqualTo(250);
    assertThat(vocabulary.causes()).hasSizeGreaterThanOrEqualTo(40);
    assertThat(vocabulary.remedies()).hasSizeGreaterThanOrEqualTo(40);
  }

  @Test
  void every_topic_has_skills_and_one_that_stands_for_it() {
    Map<String, Long> general =
        vocabulary.skills().stream()
            .filter(Term::general)
            .collect(Collectors.groupingBy(Term::topic, Collectors.counting()));
    Map<String, Long> all =
        vocabulary.skills().stream()
            .collect(Collectors.groupingBy(Term::topic, Collectors.counting()));

    for (Topic topic : Instruments.shipped().topics().all()) {
      assertThat(general).containsEntry(topic.code().value(), 1L);
      assertThat(all.get(topic.code().value())).as(topic.code().value()).isGreaterThanOrEqualTo(5);
    }
    assertThat(all).hasSameSizeAs(Instruments.shipped().topics().all());
  }

  @ParameterizedTest
  @CsvSource({
    "skills/FP.yaml, '    en: base defence', '    eng: base defence'",
    "skills/FP.yaml, '    fr: défense du camp \\(f\\)', '    fr: défense du camp'",
    "skills/FP.yaml, '  stand-to:', '  quick-reaction-force:'",
    "skills/FP.yaml, 'camp defence', ''",
    "languages/en.yaml, '  negations:', '  negation:'",
    "languages/fr.yaml, '  label:', '  labels:'",
    "causes.yaml, '  fr: la formation ne', '  french: la formation ne'",
    "judgements.yaml, 'not-observed:', 'unseen:'"
  })
  void a_slip_of_the_pen_is_refused(String file, String text, String by) {
    assertThatThrownBy(() -> SomeVocabulary.with(file, text, by))
        .isInstanceOf(RuntimeException.class);
  }
}
