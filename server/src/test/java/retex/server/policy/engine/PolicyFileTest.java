package retex.server.policy.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import retex.contract.Classification;
import retex.refusal.RefusedException;
import retex.server.redaction.engine.Category;

class PolicyFileTest {

  private static final String SMALL =
      """
      policy: release
      version: 7
      statistics: {units: 3, states: 2, dominance-percent: 50, lone-unit-extra: 1, possible-values: 2}
      quotations: {most: 8, fewest-words: 5}
      details:
        period:
          trained-provider: {confidential: to quarter}
        quotation:
          trained-provider: {unclassified: release, confidential: ask}
        rating-yes:
          trained-provider: {confidential: release}
          other-provider: {confidential: aggregate 4}
      """;

  @Test
  void a_file_says_what_becomes_of_each_detail() {
    Policy policy = PolicyFile.read(SMALL);

    assertThat(policy.id()).isEqualTo("release-7");
    assertThat(word(policy, Detail.PERIOD, Classification.CONFIDENTIAL)).isEqualTo("to quarter");
    assertThat(word(policy, Detail.QUOTATION, Classification.CONFIDENTIAL)).isEqualTo("ask");
    assertThat(word(policy, Detail.QUOTATION, Classification.UNCLASSIFIED)).isEqualTo("release");
    assertThat(policy.limits()).isEqualTo(new Limits(3, 2, 50, 1, 2));
    assertThat(policy.quotes()).isEqualTo(new Policy.Quotes(8, 5));
    assertThat(
            policy
                .of(Detail.RATING_YES, Recipient.OTHER_PROVIDER, Classification.CONFIDENTIAL)
                .word())
        .isEqualTo("aggregate 4");
  }

  @Test
  void what_it_asks_about_is_named_to_the_officers() {
    assertThat(PolicyFile.read(SMALL).asks()).containsExactly(Detail.QUOTATION);
    assertThat(PolicyFile.read(SMALL.replace("confidential: ask", "confidential: release")).asks())
        .isEmpty();
  }

  @Test
  void quotations_may_be_none_and_fifty_at_most() {
    String quotes = "{most: 8, fewest-words: 5}";

    assertThat(PolicyFile.read(SMALL.replace(quotes, "{most: 0, fewest-words: 1}")).quotes())
        .isEqualTo(new Policy.Quotes(0, 1));
    assertThat(PolicyFile.read(SMALL.replace(quotes, "{most: 50, fewest-words: 50}")).quotes())
        .isEqualTo(new Policy.Quotes(50, 50));
  }

  @Test
  void what_is_not_named_is_held_back() {
    Policy policy = PolicyFile.read(SMALL);

    assertThat(word(policy, Detail.PERIOD, Classification.UNCLASSIFIED)).isEqualTo("suppress");
    assertThat(word(policy, Detail.FINDING, Classification.CONFIDENTIAL)).isEqualTo("suppress");
    assertThat(
            policy.of(Detail.RATING_YES, Recipient.OWN_STATE, Classification.CONFIDENTIAL).word())
        .isEqualTo("suppress");
  }

  @Test
  void strictly_confidential_is_held_back_in_every_line_of_the_shipped_policy() {
    Policy policy = shipped();

    for (Detail detail : Detail.values()) {
      for (Recipient recipient : Recipient.values()) {
        assertThat(policy.of(detail, recipient, Classification.STRICTLY_CONFIDENTIAL))
            .isEqualTo(Treatment.SUPPRESS);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'version: 7', 'version: seven'",
    "'version: 7', 'version: 0'",
    "'policy: release', 'policy: Release It'",
    "'policy: release', 'policie: release'",
    "'quotation:', 'quotations:'",
    "'trained-provider: {unclassified', 'any-provider: {unclassified'",
    "'unclassified: release', 'public: release'",
    "'confidential: ask', 'confidential: maybe'",
    "'confidential: to quarter', 'confidential: to day'",
    "'aggregate 4', 'aggregate few'",
    "'aggregate 4', 'aggregate 0'",
    "'{most: 8, fewest-words: 5}', '{most: 8}'",
    "'{most: 8, fewest-words: 5}', '{most: 51, fewest-words: 5}'",
    "'{most: 8, fewest-words: 5}', '{most: 8, fewest-words: 51}'",
    "'{most: 8, fewest-words: 5}', '{most: -1, fewest-words: 5}'",
    "'{most: 8, fewest-words: 5}', '{most: 8, fewest-words: 0}'",
    "'{most: 8, fewest-words: 5}', '{most: 8, fewest-words: 5, longest: 9}'",
    "'units: 3, ', ''",
    "'units: 3, ', 'units: 3, units: 4, '",
    "'details:', 'detail:'",
    "'{confidential: to quarter}', 'release'",
    "'{confidential: to quarter}', '{confidential: }'",
    "'policy: release', '[release]'"
  })
  void whatever_is_not_known_is_refused(String part, String instead) {
    assertThat(SMALL).contains(part);
    refused(PolicyRefusal.POLICY_MALFORMED, SMALL.replace(part, instead));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "- a", "policy: [", "null", "7"})
  void what_is_no_policy_at_all_is_refused(String text) {
    refused(PolicyRefusal.POLICY_MALFORMED, text);
  }

  @ParameterizedTest
  @CsvSource({
    "'units: 3', 'units: 2'",
    "'units: 3', 'units: 21'",
    "'states: 2', 'states: 1'",
    "'states: 2', 'states: 21'",
    "'dominance-percent: 50', 'dominance-percent: 51'",
    "'dominance-percent: 50', 'dominance-percent: 0'",
    "'lone-unit-extra: 1', 'lone-unit-extra: -1'",
    "'lone-unit-extra: 1', 'lone-unit-extra: 3'",
    "'possible-values: 2', 'possible-values: 1'",
    "'possible-values: 2', 'possible-values: 5'",
    "'aggregate 4', 'aggregate 2'",
    "'{confidential: aggregate 4}', '{confidential: release}'",
    "'{confidential: aggregate 4}', '{confidential: ask}'",
    "'confidential: ask', 'strictly-confidential: ask'",
    "'confidential: to quarter', 'confidential: release'",
    "'confidential: to quarter', 'confidential: to type'",
    "'confidential: to quarter', 'confidential: ask'",
    "'confidential: to quarter', 'confidential: aggregate 3'",
    "'period:', 'text-person:'",
    "'period:', 'rating-never:'",
    "'quotation:', 'rating-aggregate:'"
  })
  void what_states_were_promised_cannot_be_opened(String part, String instead) {
    assertThat(SMALL).contains(part);
    refused(PolicyRefusal.POLICY_UNSAFE, SMALL.replace(part, instead));
  }

  @Test
  void a_closed_kind_may_be_named_as_held_back() {
    String named = SMALL + "  rating-never:\n    own-state: {confidential: suppress}\n";

    assertThat(PolicyFile.read(named).version()).isEqualTo(7);
  }

  @Test
  void a_period_may_be_held_back_by_name() {
    String named = SMALL.replace("{confidential: to quarter}", "{confidential: suppress}");

    assertThat(word(PolicyFile.read(named), Detail.PERIOD, Classification.CONFIDENTIAL))
        .isEqualTo("suppress");
  }

  @Test
  void every_redaction_category_is_a_kind_of_detail_and_closed() {
    Arrays.stream(Category.values())
        .map(it -> "text-" + Detail.Words.of(it))
        .forEach(
            word ->
                assertThat(Detail.of(word))
                    .as(word)
                    .hasValueSatisfying(it -> assertThat(it.isClosed()).isTrue()));
  }

  @Test
  void every_treatment_reads_as_it_is_written() {
    for (String word :
        List.of("suppress", "release", "ask", "aggregate 12", "to year", "to quarter", "to type")) {
      assertThat(Treatment.of(word).map(Treatment::word)).contains(word);
    }
    assertThat(Treatment.of("to")).isEmpty();
    assertThat(Treatment.of("aggregate 1000")).isEmpty();
  }

  @Test
  void the_difference_of_two_versions_reads_as_the_file_does() {
    Policy before = PolicyFile.read(SMALL);
    Policy after =
        PolicyFile.read(
            SMALL
                .replace("version: 7", "version: 8")
                .replace("units: 3", "units: 4")
                .replace("states: 2", "states: 3")
                .replace("dominance-percent: 50", "dominance-percent: 40")
                .replace("lone-unit-extra: 1", "lone-unit-extra: 2")
                .replace("possible-values: 2", "possible-values: 3")
                .replace("{most: 8, fewest-words: 5}", "{most: 6, fewest-words: 7}")
                .replace("confidential: ask", "confidential: suppress"));

    assertThat(PolicyDiff.between(before, before)).isEmpty();
    assertThat(PolicyDiff.between(before, after))
        .extracting(it -> it.what() + ": " + it.before() + " → " + it.after())
        .containsExactly(
            "statistics · units: 3 → 4",
            "statistics · states: 2 → 3",
            "statistics · dominance-percent: 50 → 40",
            "statistics · lone-unit-extra: 1 → 2",
            "statistics · possible-values: 2 → 3",
            "quotations · most: 8 → 6",
            "quotations · fewest-words: 5 → 7",
            "quotation · trained-provider · confidential: ask → suppress");
  }

  @Test
  void lines_that_only_one_version_has_are_told_in_the_order_of_the_kinds() {
    Policy before = PolicyFile.read(SMALL);
    Policy after =
        PolicyFile.read(
            SMALL.replace("policy: release", "policy: other").replace("period:", "score:"));

    assertThat(PolicyDiff.between(before, after))
        .extracting(PolicyDiff.Change::what)
        .containsExactly(
            "policy",
            "period · trained-provider · confidential",
            "score · trained-provider · confidential");
  }

  static Policy shipped() {
    try (InputStream in =
        Objects.requireNonNull(PolicyFileTest.class.getResourceAsStream("/policy/release.yaml"))) {
      return PolicyFile.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String word(Policy policy, Detail detail, Classification classification) {
    return policy.of(detail, Recipient.TRAINED_PROVIDER, classification).word();
  }

  private static void refused(PolicyRefusal code, String text) {
    assertThatThrownBy(() -> PolicyFile.read(text))
        .isInstanceOfSatisfying(
            RefusedException.class, it -> assertThat(it.refusal().code()).isEqualTo(code));
  }
}
