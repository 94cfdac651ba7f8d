package retex.server.redaction.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {

  private static final Context CONTEXT =
      new Context(
          Map.of(
              Category.PERSON, Set.of("Maj Ines Okafor-Lind", "Pat Specimen", "Grace Hope"),
              Category.UNIT, Set.of("ELDBATT-2", "Eldorian Battalion 2", "ALPHABAT"),
              Category.STATE, Set.of("Eldoria", "Eldorian", "eldorien"),
              Category.PLACE, Set.of("Camp Amber", "Camp Sample", "Camp Modèle"),
              Category.CALLSIGN, Set.of("KESTREL"),
              Category.REFERENCE, Set.of("ELD/REF/2026/0099")));

  @Test
  void a_share_that_is_no_result_of_a_lesson_is_held_back() {
    assertThat(english("After the blast only 4 of 11 answered the roll call."))
        .doesNotContain("4 of 11");
    assertThat(english("After the explosion only four of eleven could walk."))
        .doesNotContain("four of eleven");
    assertThat(
            english("At the start six of eighteen could take a bearing; at the end sixteen could."))
        .contains("six of eighteen");
    assertThat(
            english(
                "After the drill six of twenty could clear a stoppage, the company counts 131."))
        .doesNotContain("131");
    assertThat(english("Before the lesson six of twenty could find hill 482."))
        .contains("six of twenty")
        .doesNotContain("482");
    assertThat(
            english(
                "After the drill six of twenty could clear a stoppage; the company counts 131."))
        .doesNotContain("131");
    assertThat(english("Before the lesson six of twenty could apply a tourniquet."))
        .contains("six of twenty");
  }

  @Test
  void an_account_over_two_lines_is_held_back() {
    assertThat(english("Pay it to GB82 WEST\n1234 5698 7654 32 by transfer."))
        .doesNotContain("WEST")
        .doesNotContain("5698");
  }

  @Test
  void a_rank_in_lower_case_does_not_end_its_sentence() {
    String text =
        "the gate was slow. the radio was poor. the log was kept. the complaint is with pvt. grace"
            + " on the stores side.";

    assertThat(english(text)).doesNotContain("grace");
  }

  @Test
  void a_sign_that_says_stop_makes_no_telegram() {
    String text =
        "The corporal at the STOP sign took cash from drivers; the one at the STOP board did not.";

    assertThat(Sentences.of(text)).hasSize(1);
    assertThat(Sentences.of("ARRIVED AT NOON STOP GATE WAS SLOW STOP RADIO POOR")).hasSize(3);
  }

  @Test
  void a_source_named_at_one_end_of_a_long_sentence_takes_all_of_it() {
    String text =
        "The woman who keeps the stall by the north gate and who sells tea and bread to the drivers"
            + " every morning when they wait there for the barrier to open and to the guard when"
            + " they come off duty and have an hour before the lorry takes them back to the lines"
            + " told us in confidence that she would be beaten if it were known that she had spoken.";

    assertThat(english(text)).doesNotContain("stall");
  }

  @Test
  void days_told_in_a_row_without_end_are_read_to_their_end() {
    String text = "It was the nights of " + "1, 2, 3, ".repeat(2_000) + "4.";

    assertThat(english(text)).doesNotContain("nights of 1");
  }

  @Test
  void a_telegram_in_lower_case_is_read_sentence_by_sentence() {
    String text =
        "first aid lesson done STOP two soldiers sold fuel at the gate STOP send water STOP";

    assertThat(Sentences.of(text)).hasSize(3);
    assertThat(english(text)).doesNotContain("sold fuel");
  }

  @Test
  void times_of_training_are_no_times_of_events() {
    assertThat(english("On the second day of the exercise the platoon dug in quickly."))
        .contains("exercise the platoon dug in quickly");
    assertThat(english("The first section crossed the obstacle without a pause."))
        .contains("crossed the obstacle without a pause");
    assertThat(
            new Redactor(CONTEXT, "fr")
                .redact("Le jour de l'évaluation la section a bien manœuvré.")
                .text())
        .contains("la section a bien manœuvré");
  }

  @Test
  void numbers_joined_by_and_without_end_are_read_to_their_end() {
    assertThat(english("We saw " + "two hundred and ".repeat(20_000) + "two hundred trucks."))
        .doesNotContain("trucks");
  }

  @Test
  void a_number_beside_a_word_in_capitals_is_a_call_sign_but_not_a_phase_of_work() {
    assertThat(english("The drivers of MEDIC ONE waited for the order."))
        .contains("[CALL SIGN] waited");
    assertThat(english("They know that PHASE TWO is the longest.")).doesNotContain("CALL SIGN");
  }

  private static String english(String text) {
    return new Redactor(CONTEXT, "en").redact(text).text();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Okafor-Lind",
        "Okafor Lind",
        "OKAFOR-LIND",
        "Okafоr-Lind",
        "Oka\u200bfor-Lind",
        "Okafor-\nLind",
        "Ines",
        "Maj Okafor",
        "Okafer",
        "I. Okafor-Lind",
        "okafor",
        "KESTREL",
        "kestrel 6",
        "Kestrel's",
        "ELDBATT",
        "eldbatt 2",
        "Eldorians",
        "Camp Amber",
        "ELD/REF/2026/0099",
        "Zanthia Quorbel",
        "Sgt Brunnvik",
        "UN-40871",
        "U.N. 40 871",
        "32PNA 68377 44908",
        "32 P NA 6837744908",
        "grid 683449",
        "12°34'56\"N 7°08'09\"E",
        "12.34567, 7.12345",
        "+41 22 917 12 34",
        "0022 917 12 34 55",
        "someone@example.org",
        "www.example.org/x",
        "041530Z FEB 26",
        "4 February 2026",
        "2026-02-04",
        "0530 hrs",
        "05h30",
        "Tuesday",
        "145.375 MHz",
        "channel 14",
        "SN 88-1234-77",
        "AK-47",
        "FRAGO 17/26",
        "1,250 rounds",
        "Grace Hope",
        "WO1 Rosa"
      })
  void confidential_detail_never_survives(String detail) {
    String text = "The company trained well with " + detail + " and improved its radio discipline.";

    String redacted = new Redactor(CONTEXT, "en").redact(text).text();

    assertThat(redacted).doesNotContainIgnoringCase(detail);
    for (String word : detail.split("[\\s/.,-]+")) {
      if (word.length() > 3 && !word.equals("grid") && !word.equals("channel")) {
        assertThat(redacted).doesNotContain(word);
      }
    }
    assertThat(redacted).startsWith("The company trained well with ").contains("radio discipline");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A shopkeeper told us that the patrol never leaves the road.",
        "Two soldiers are under investigation for theft.",
        "The intercepts show where the armed group meets.",
        "It is the only unit that was ever sent home early.",
        "Three soldiers were killed on the road."
      })
  void a_sentence_that_may_not_be_told_in_any_words_goes_whole(String sentence) {
    String text = "Patrols are well planned. " + sentence + " Radio discipline needs training.";

    assertThat(new Redactor(CONTEXT, "en").redact(text).text())
        .matches("Patrols are well planned\\. \\[[A-Z ]+] Radio discipline needs training\\.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | Night patrols are well planned and the radio works, rated 4 of 5.",
        "en | First aid is slow because instructors teach it only in the classroom.",
        "fr | Les patrouilles de nuit sont bien préparées et la radio fonctionne.",
        "fr | L’évacuation des blessés reste lente, faute de répétitions avec les secouristes."
      })
  void plain_remarks_stay_as_they_are(String language, String text) {
    assertThat(new Redactor(CONTEXT, language).redact(text).text()).isEqualTo(text);
  }

  @Test
  void a_language_that_the_rules_cannot_read_is_withheld_whole() {
    assertThat(new Redactor(CONTEXT, "ar").redact("نص سري").text()).isEqualTo("[WITHHELD]");
  }

  @Test
  void the_labelled_texts_lose_everything_that_must_go_and_keep_what_helps() throws IOException {
    for (String language : List.of("en", "fr")) {
      String document = language + "90";
      String text = resource("/redaction/" + language + "/" + document + ".txt");
      Redacted redacted = new Redactor(CONTEXT, language).redact(text);

      for (JsonNode gold : lines("/redaction/gold.jsonl", document)) {
        if (gold.get("must").asBoolean()) {
          assertThat(covered(redacted, gold)).as(gold.get("text").asText()).isTrue();
        }
      }
      for (JsonNode keep : lines("/redaction/keep.jsonl", document)) {
        assertThat(redacted.text()).contains(keep.get("text").asText());
      }
    }
  }

  @Property(tries = 200)
  void a_known_name_survives_nowhere(
      @ForAll @StringLength(max = 60) String before,
      @ForAll @StringLength(max = 60) String after,
      @ForAll @IntRange(max = 5) int which) {
    String name =
        List.of("Okafor-Lind", "ELDBATT-2", "KESTREL", "Eldoria", "Camp Amber", "Specimen")
            .get(which);

    String redacted = new Redactor(CONTEXT, "en").redact(before + " " + name + " " + after).text();

    assertThat(redacted).doesNotContain(name);
  }

  @Property(tries = 200)
  void spans_are_in_order_and_inside_the_text(@ForAll @StringLength(max = 200) String text) {
    int at = 0;
    for (Span span : new Redactor(CONTEXT, "fr").redact(text).spans()) {
      assertThat(span.from()).isGreaterThanOrEqualTo(at);
      assertThat(span.to()).isLessThanOrEqualTo(text.length());
      at = span.to();
    }
  }

  @Test
  void the_machine_s_own_language_changes_nothing() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      String text = "Maj INES OKAFOR-LIND met ELDBATT-2 in Camp AMBER with KESTREL.";

      assertThat(new Redactor(CONTEXT, "en").redact(text).text())
          .doesNotContain("INES", "OKAFOR", "LIND", "ELDBATT", "AMBER", "KESTREL");
    } finally {
      Locale.setDefault(before);
    }
  }

  private static boolean covered(Redacted redacted, JsonNode gold) {
    int from = redacted.original().offsetByCodePoints(0, gold.get("start").asInt());
    int to = redacted.original().offsetByCodePoints(0, gold.get("end").asInt());
    return redacted.spans().stream().anyMatch(span -> span.from() <= from && span.to() >= to);
  }

  private static List<JsonNode> lines(String name, String document) throws IOException {
    var json = new ObjectMapper();
    return resource(name)
        .lines()
        .map(
            line -> {
              try {
                return json.readTree(line);
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            })
        .filter(node -> node.get("doc_id").asText().equals(document))
        .toList();
  }

  private static String resource(String name) throws IOException {
    try (var in = RedactorTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
