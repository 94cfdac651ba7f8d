package retex.server.finding.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
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

  @Test
  void every_arabic_name_keeps_its_letters_in_every_case() {
    Set<String> singular = // that end like a dual or a sound plural
        Set.of("تمرين", "التمرين", "تمارين", "تأمين", "تخزين", "إتقان", "الطيران");

    assertThat(vocabulary.skills())
        .extracting(it -> it.name("ar").split(" ")[0])
        .filteredOn(it -> it.matches(".*(ون|ين|ان|وا)"))
        .isSubsetOf(singular);
  }

  @Test
  void no_two_arabic_skills_have_one_name() {
    assertThat(vocabulary.skills()).extracting(it -> it.name("ar")).doesNotHaveDuplicates();
  }

  @Test
  void another_text_is_another_version() {
    Vocabulary other =
        SomeVocabulary.with("causes.yaml", "the course did not cover", "the course left out");

    assertThat(vocabulary.version()).matches("vocabulary-[0-9a-f]{8}");
    assertThat(other.version()).isNotEqualTo(vocabulary.version());
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
    "causes-untold.txt, 'understaffed', 'understuffed'",
    "judgements.yaml, 'not-observed:', 'unseen:'",
    "languages/ar-terms.yaml, '  stand-to:', '  stand-too:'",
    "languages/ar-terms.yaml, '  debrief: .*', ''",
    "languages/ar-terms.yaml, 'العاصبة \\(m\\)', 'العاصبة'",
    "languages/ar-terms.yaml, 'ه/ها/هما', 'ه/ها/هما/هم'",
    "languages/ar.yaml, 'يشكل/تشكل', 'يشكل'",
    "languages/ar.yaml, 'first-m-2=mm', 'first-m-2=mn'",
    "languages/ar.yaml, '2: 1 2 1 2 1 2', '2: 1 3 1 2 1 2'"
  })
  void a_slip_of_the_pen_is_refused(String file, String text, String by) {
    assertThatThrownBy(() -> SomeVocabulary.with(file, text, by))
        .isInstanceOf(RuntimeException.class);
  }
}
