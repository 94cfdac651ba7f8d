package retex.server.finding.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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

  /** A remedy that names what an untold cause names would tell it; English and French. */
  @ParameterizedTest
  @ValueSource(strings = {"en", "fr"})
  void no_remedy_that_is_told_says_what_an_untold_cause_says(String language) {
    Set<String> harmless = // of causes that are told: training is given on some equipment
        words(
            vocabulary.causes().stream().filter(it -> !vocabulary.isUntoldCause(it.code())),
            language);
    Set<String> telling =
        words(
            vocabulary.causes().stream().filter(it -> vocabulary.isUntoldCause(it.code())),
            language);
    telling.removeAll(harmless);
    telling.remove("l’unité");

    assertThat(telling).hasSizeGreaterThan(10);
    assertThat(vocabulary.remedies().stream().filter(it -> !vocabulary.isUntoldRemedy(it.code())))
        .allSatisfy(
            it -> assertThat(words(Stream.of(it), language)).doesNotContainAnyElementsOf(telling));
  }

  /** What an officer would write who undoes such a cause. */
  @ParameterizedTest
  @CsvSource({
    "equipment-missing, provide-equipment",
    "equipment-unserviceable, repair-equipment",
    "no-women-members, include-women"
  })
  void a_cause_that_is_not_told_takes_its_remedy_with_it(String cause, String remedy) {
    assertThat(vocabulary.isUntoldCause(cause)).isTrue();
    assertThat(vocabulary.isUntoldRemedy(remedy)).isTrue();
  }

  private static Set<String> words(Stream<Term> terms, String language) {
    return terms
        .flatMap(it -> Pattern.compile("[\\p{L}’]{5,}").matcher(it.in(language).name()).results())
        .map(it -> it.group().toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
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
    "remedies-untold.txt, 'include-women', 'include-woman'",
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
