package retex.server.release;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import retex.contract.Classification;
import retex.contract.UnitCode;
import retex.contract.UnitRef;
import retex.instrument.InstrumentRef;
import retex.instrument.Instruments;
import retex.instrument.UnitType;
import retex.server.catalogue.StateCode;
import retex.server.catalogue.Unit;
import retex.server.document.Content;
import retex.server.finding.AcceptedFinding;
import retex.server.finding.engine.Finding;
import retex.server.finding.engine.Judgement;
import retex.server.policy.engine.Detail;
import retex.server.policy.engine.Policy;
import retex.server.policy.engine.PolicyFile;
import retex.server.policy.engine.Recipient;
import retex.server.record.SomeEntries;
import retex.server.redaction.RedactedField;
import retex.server.redaction.engine.Category;
import retex.server.redaction.engine.Redacted;
import retex.server.redaction.engine.Span;
import retex.server.web.Words;

class QuotationsTest {

  private static final Policy.Quotes LIMITS = new Policy.Quotes(3, 4);
  private static final Set<Detail> ASKED = Set.of(Detail.QUOTATION);
  private static final String SHORTFALLS = "narrative.shortfalls";
  // read as a topic that is told in groups only, and not likely to be
  private static final String UNLIKELY = "Medical training of drivers pays off.";
  private static final String OPEN_SKILL = "buddy-first-aid";
  private static final String CLOSED_SKILL = "women-in-their-function";

  @Test
  void whole_sentences_in_which_nothing_was_masked_are_quoted() {
    assertThat(quoted("The guard was late. Nkemelu spoke too long. It was not drilled!", 20, 27))
        .containsExactly("The guard was late.", "It was not drilled!");
    assertThat(quoted("La patrouille est partie en retard. Le poste était vide.", "fr", "fr"))
        .containsExactly("La patrouille est partie en retard.", "Le poste était vide.");
  }

  @Test
  void a_sentence_is_not_quoted_if_its_first_or_last_letter_was_masked() {
    String text = "The guard was late.";

    assertThat(quoted(text + " All was well again.", 0, 1)).containsExactly("All was well again.");
    assertThat(quoted(text + " All was well again.", 18, 19))
        .containsExactly("All was well again.");
    assertThat(quoted(text + " All was well again.", 19, 20)).containsExactly(text);
  }

  @ParameterizedTest
  @CsvSource({"UNSURE", "INDIRECT"})
  void a_text_with_anything_unsure_in_it_is_not_quoted_at_all(Category category) {
    String text = "The guard was late. Nkemelu spoke too long.";

    assertThat(quoted(field(text, "en", new Span(20, 27, category, "context", "rank", 0.9)), "en"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The guard of Rose was late.",
        "They came 3 times too late.",
        "Garde de nuit chez Élodie.",
        "The guard was late"
      })
  void a_capital_inside_a_figure_or_a_sentence_without_an_end_is_a_reason_not_to(String text) {
    assertThat(quoted(text, "en", "en")).isEmpty();
  }

  @Test
  void nothing_is_quoted_that_nobody_ticked() {
    Evidence evidence = evaluated(shortfalls("The guard was late. It was not drilled!"), ASKED);
    var page = new Sheet(Words.ofDocument("en"), Instruments.shipped());

    new Quotations(Instruments.shipped(), List.of()).write(page, evidence, LIMITS, Set.of());

    assertThat(page.blocks()).isEmpty();
    assertThat(page.narratives()).isEmpty();
  }

  @Test
  void of_two_that_may_be_quoted_the_one_that_was_ticked_is() {
    Evidence evidence = evaluated(shortfalls("The guard was late. It was not drilled!"), ASKED);
    var page = new Sheet(Words.ofDocument("en"), Instruments.shipped());
    var quotations = new Quotations(Instruments.shipped(), List.of());
    Quotable second = quotations.of(evidence, "en", LIMITS).get(1);

    quotations.write(page, evidence, LIMITS, Set.of(second.id()));

    assertThat(page.blocks().get(2).texts())
        .contains("It was not drilled!")
        .doesNotContain("The guard was late.");
  }

  @Test
  void a_sentence_that_may_speak_of_a_topic_told_in_groups_only_is_not_quoted_however_unlikely() {
    RedactedField field = shortfalls("Stand-to is slow at dawn. " + UNLIKELY);

    assertThat(quotable(field, List.of())).containsExactly("Stand-to is slow at dawn.");
  }

  @Test
  void unless_an_officer_read_there_that_it_speaks_of_an_open_topic_and_of_no_closed_one() {
    RedactedField field = shortfalls(UNLIKELY);

    assertThat(quotable(field, List.of(accepted(OPEN_SKILL)))).containsExactly(UNLIKELY);
    assertThat(quotable(field, List.of(accepted(OPEN_SKILL), accepted(CLOSED_SKILL)))).isEmpty();
    assertThat(
            quotable(
                shortfalls("The guard was late."),
                List.of(new AcceptedFinding("r", SHORTFALLS, 0, 19, finding(CLOSED_SKILL), false))))
        .isEmpty();
  }

  @Test
  void what_was_read_opens_its_own_place_alone_and_not_where_it_was_accepted_with_others() {
    RedactedField field = shortfalls("Stand-to is slow at dawn. " + UNLIKELY);
    int from = "Stand-to is slow at dawn. ".length();
    int to = from + UNLIKELY.length();

    assertThat(quotable(field, List.of(accepted(OPEN_SKILL, from, to, false)))).contains(UNLIKELY);
    assertThat(quotable(field, List.of(accepted(OPEN_SKILL, from, to, true))))
        .doesNotContain(UNLIKELY);
    assertThat(quotable(field, List.of(accepted(OPEN_SKILL, 0, to, false))))
        .doesNotContain(UNLIKELY);
    assertThat(quotable(field, List.of(accepted(OPEN_SKILL, to - 9, to, false))))
        .doesNotContain(UNLIKELY);
  }

  @Test
  void too_few_words_say_nothing() {
    assertThat(quoted("Stand-to is slow. Stand-to is too slow.", "en", "en"))
        .containsExactly("Stand-to is too slow.");
  }

  @Test
  void another_language_than_the_document_s_is_not_quoted() {
    assertThat(quoted("La garde était en retard.", "fr", "en")).isEmpty();
  }

  @Test
  void what_stands_on_several_lines_is_not_quoted_for_a_line_may_end_a_sentence() {
    assertThat(quoted("Casualties were hidden\nThe guard was late.", "en", "en")).isEmpty();
    assertThat(quoted("The guard\r\n  was late. It was not drilled!", "en", "en"))
        .containsExactly("It was not drilled!");
    assertThat(quoted("The guard was late.\n\nIt was not drilled!\n", "en", "en"))
        .containsExactly("The guard was late.", "It was not drilled!");
  }

  @Test
  void what_is_said_twice_is_quoted_once() {
    assertThat(quoted("The guard  was late. The guard was late.", "en", "en"))
        .containsExactly("The guard was late.");
  }

  @Test
  void no_more_are_quoted_than_the_policy_lets() {
    RedactedField four =
        field("One was too late. Two was too late. Six was too late. Ten was too late.", "en");

    assertThat(quoted(four, "en")).hasSize(3).doesNotContain("Ten was too late.");
    assertThat(page(four, "en", ASKED, new Policy.Quotes(0, 4)).blocks()).isEmpty();
  }

  @Test
  void nothing_is_quoted_where_the_officers_did_not_ask() {
    Sheet page = page(field("The guard was late.", "en"), "en", Set.of(), LIMITS);

    assertThat(page.blocks()).isEmpty();
    assertThat(page.narratives()).isEmpty();
  }

  @Test
  void remarks_of_evaluations_are_quoted_like_those_of_notes() {
    RedactedField field = shortfalls("The guard was late.");

    assertThat(page(evaluated(field, ASKED), "en", LIMITS).narratives()).hasSize(1);
    assertThat(page(evaluated(field, Set.of()), "en", LIMITS).blocks()).isEmpty();
  }

  @Test
  void the_block_is_marked_as_people_s_own_words() {
    Sheet page = page(field("The guard was late.", "en"), "en", ASKED, LIMITS);

    assertThat(page.narratives()).containsExactly(3);
    assertThat(page.blocks())
        .extracting(it -> it.getClass().getSimpleName())
        .containsExactly("Heading", "Paragraph", "Items");
  }

  private static List<String> quoted(String text, int from, int to) {
    return quoted(field(text, "en", new Span(from, to, Category.PERSON, "known", "name", 1)), "en");
  }

  private static List<String> quoted(String text, String language, String ofDocument) {
    return quoted(field(text, language), ofDocument);
  }

  private static List<String> quoted(RedactedField field, String language) {
    return page(field, language, ASKED, LIMITS).blocks().stream()
        .filter(Content.Items.class::isInstance)
        .flatMap(block -> ((Content.Items) block).items().stream())
        .map(Content.Item::text)
        .toList();
  }

  private static Sheet page(
      RedactedField field, String language, Set<Detail> asked, Policy.Quotes limits) {
    var note =
        new Evidence.Noted(
            "r",
            "v",
            unit(),
            SomeEntries.aNote(UnitRef.coded("U-1")),
            List.of(field),
            reading(asked));
    return page(new Evidence(List.of(), List.of(note), List.of()), language, limits);
  }

  private static Sheet page(Evidence evidence, String language, Policy.Quotes limits) {
    var page = new Sheet(Words.ofDocument(language), Instruments.shipped());
    var quotations = new Quotations(Instruments.shipped(), List.of());
    Set<String> all =
        quotations.of(evidence, language, limits).stream().map(Quotable::id).collect(toSet());
    quotations.write(page, evidence, limits, all);
    return page;
  }

  private static Evidence evaluated(RedactedField field, Set<Detail> asked) {
    var it =
        new Evidence.Evaluated(
            "r",
            "v",
            unit(),
            SomeEntries.anEvaluation(UnitRef.coded("U-1"), 3),
            Instruments.shipped().find(InstrumentRef.parse("infantry-battalion@1")).orElseThrow(),
            List.of(field),
            reading(asked));
    return new Evidence(List.of(it), List.of(), List.of());
  }

  private static List<String> quotable(RedactedField field, List<AcceptedFinding> accepted) {
    return new Quotations(Instruments.shipped(), accepted)
        .of(evaluated(field, ASKED), "en", LIMITS).stream().map(Quotable::sentence).toList();
  }

  private static AcceptedFinding accepted(String skill) {
    return accepted(skill, 0, UNLIKELY.length(), false);
  }

  private static AcceptedFinding accepted(String skill, int from, int to, boolean inBulk) {
    return new AcceptedFinding("r", SHORTFALLS, from, to, finding(skill), inBulk);
  }

  private static Finding finding(String skill) {
    return new Finding(skill, Judgement.PARTIAL, "", "");
  }

  private static RedactedField shortfalls(String text) {
    return new RedactedField(SHORTFALLS, new Redacted(text, "en", List.of()));
  }

  private static Unit unit() {
    return new Unit(
        new UnitCode("U-1"),
        new UnitType("infantry-battalion"),
        new StateCode("A"),
        "",
        List.of(),
        List.of());
  }

  private static Reading reading(Set<Detail> asked) {
    return new Reading(shipped(), asked, Recipient.TRAINED_PROVIDER, Classification.CONFIDENTIAL);
  }

  private static RedactedField field(String text, String language, Span... spans) {
    return new RedactedField("observations", new Redacted(text, language, List.of(spans)));
  }

  private static Policy shipped() {
    try (InputStream in =
        Objects.requireNonNull(QuotationsTest.class.getResourceAsStream("/policy/release.yaml"))) {
      return PolicyFile.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
