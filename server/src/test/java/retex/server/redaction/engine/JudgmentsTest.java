package retex.server.redaction.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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

  private static String redactedAnywhere(String text) {
    return Redactor.ofRemarksAndJudgments(Context.empty(), "en").redact(text).text();
  }
}
