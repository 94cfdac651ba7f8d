package retex.server.redaction.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JudgmentsTest {

  private static final String SENTENCE =
      "A shopkeeper told us that the patrol never leaves the road.";
  private static final String CASE =
      "PROCEDURE\n\nThe case originated in an application (no. 12345/67) against a State lodged"
          + " with the Court under Article 34 of the Convention by the applicant.\n\nTHE FACTS\n\n"
          + "The applicant complained to the Court under Article 6. ".repeat(20);

  @Test
  void a_text_with_the_whole_form_of_a_judgment_is_one() {
    assertThat(Judgments.isOne(CASE)).isTrue();
    assertThat(redactedAnywhere(CASE + SENTENCE)).contains("told us");
  }

  @Test
  void an_evaluation_that_quotes_a_court_keeps_its_rules_for_sentences() {
    String quoting =
        "The lesson on law used a judgment: the applicant, the Court, Article 3, the Convention. "
            + "Applicants complained to the Court; the applicant won; the applicant left. ";
    String long3 = quoting.repeat(20) + SENTENCE;
    String heading = "PROCEDURE\n\n" + quoting.repeat(20) + "\nTHE FACTS\n" + SENTENCE;

    assertThat(redactedAnywhere(long3)).doesNotContain("told us");
    assertThat(redactedAnywhere(heading)).doesNotContain("told us");
  }

  @Test
  void a_remark_of_a_record_is_never_a_judgment_even_with_one_pasted_before_it() {
    String remark = CASE + SENTENCE;

    assertThat(new Redactor(Context.empty(), "en").redact(remark).text()).doesNotContain("told us");
  }

  /**
   * In a judgment, lengths, counts, money and nationality tell of a person; the law's numbers do
   * not.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "They lived there for three years. | three years",
        "They lived there for twenty five years. | twenty five years",
        "They lived there for twenty-five years. | twenty-five years",
        "It was paid about 12 times. | about 12",
        "It was worth nearly SEK. | nearly SEK",
        "It was taken by a Ruritanian national. | Ruritanian national",
        "It was paid 5 Swedish kronor then. | 5 Swedish kronor",
        "They held 12 hearings then. | 12 hearings",
        "They sold 40 cows then. | 40 cows"
      })
  void what_tells_of_a_person_in_a_judgment_is_masked(String sentence, String words) {
    assertThat(redactedAnywhere(CASE + "\n\n" + sentence)).doesNotContain(words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "It was said under Article 13 taken as a whole.",
        "It was found in paragraph 12 above.",
        "It was one of them.",
        "It was the one applicant."
      })
  void what_quotes_the_law_or_counts_nothing_stays_in_a_judgment(String sentence) {
    assertThat(redactedAnywhere(CASE + "\n\n" + sentence)).contains(sentence);
  }

  private static String redactedAnywhere(String text) {
    return Redactor.ofRemarksAndJudgments(Context.empty(), "en").redact(text).text();
  }
}
