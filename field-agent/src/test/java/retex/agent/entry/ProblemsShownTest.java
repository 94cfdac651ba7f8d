package retex.agent.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import retex.agent.draft.Draft;
import retex.agent.draft.Drafts;
import retex.agent.vault.SomeLaptop;
import retex.agent.vault.Vault;
import retex.agent.web.SomePages;
import retex.agent.web.Words;

/**
 * Whatever stands between a draft and its submission is said on its page, and never an incident.
 */
class ProblemsShownTest {

  private static final String HASH = "ab".repeat(32);

  @TempDir private static Path folder;
  private static ApplicationContext laptop = ApplicationContext.builder().build();
  private static SomeDrafts drafts = new SomeDrafts(laptop);
  private static SomePages pages;

  @BeforeAll
  static void open() {
    laptop =
        SomeLaptop.with(Map.of("retex.data", folder.toString(), "micronaut.server.port", -1))
            .start();
    laptop.getBean(Vault.class).open("a passphrase of ours".toCharArray());
    drafts = new SomeDrafts(laptop);
    drafts.library(Map.of("convoy@1", SomeDrafts.convoy()));
    pages = new SomePages(laptop);
  }

  @AfterAll
  static void close() {
    laptop.close();
  }

  @ParameterizedTest
  @CsvSource({
    "unit.name, '', section=about#at-unit.name",
    "unit.name, LONG, section=about#at-unit.name",
    "unit.type, Infantry battalion, section=about#at-unit.type",
    "rotation, LONG, section=about#at-rotation",
    "period.from, '', section=about#at-period.from",
    "period.to, 2026-02-31, section=about#at-period.to",
    "evaluators, ;lead, section=about#at-evaluators",
    "evaluators, LONG, section=about#at-evaluators",
    "answers.A4.rating, '', section=A#at-A4",
    "answers.A4.comment, LONG, section=A#at-A4",
    "answers.A4.reason, LONG, ''",
    "answers.B1.value, many, section=B#at-B1",
    "answers.B1.value, 999, section=B#at-B1",
    "answers.B2.value, 13, section=B#at-B2",
    "answers.V1.1.value, LONG, section=V#at-V1.1",
    "answers.V1.5.value, Lorry, section=V#at-V",
    "improvement.A4.owner, Some One, section=after#at-improvement.A4.action",
    "improvement.A4.action, LONG, section=after#at-improvement.A4",
    "unitComment.by, Some One, section=after#at-unitComment.text",
    "unitComment.text, LONG, section=after#at-unitComment.text",
    "attachments, MANY, /attachments",
    "attachments, HEAVY, /attachments"
  })
  void each_is_named_and_leads_to_where_it_is_mended(String field, String text, String link)
      throws Exception {
    String draft = drafts.whole();
    switch (text) {
      case "LONG" -> put(draft, field, "x".repeat(60_000));
      case "MANY" -> files(draft, 41, 1000);
      case "HEAVY" -> files(draft, 6, 3_900_000);
      default -> put(draft, field, text);
    }

    for (String language : List.of("en", "fr")) {
      HttpResponse<String> looked = pages.get("/drafts/" + draft + "?check=yes&lang=" + language);
      assertThat(looked.statusCode()).isEqualTo(200);
      if (link.isEmpty()) {
        continue; // it counts for nothing and is not submitted
      }
      HttpResponse<String> refused =
          pages.post("/drafts/" + draft + "/submission?lang=" + language, Map.of());
      assertThat(refused.statusCode()).isEqualTo(422);
      assertThat(refused.body()).contains("id=\"missing\"", link);
      assertThat(looked.body()).contains(link);
    }
  }

  @ParameterizedTest
  @CsvSource({"'12,5', 12.5", "1 000, 1000", "'-3,25', -3.25", "'1 000,5', 1000.5", "12, 12"})
  void a_number_is_read_as_people_type_it(String typed, String kept) {
    assertThat(TypedNumber.plain(typed)).isEqualTo(kept);
  }

  @ParameterizedTest
  @CsvSource({"'1,000'", "many", "'1,2,3'", "12 of 15", "''"})
  void what_is_no_number_or_could_be_two_stays_as_it_was_typed(String typed) {
    assertThat(TypedNumber.plain(typed)).isEqualTo(typed);
  }

  @Test
  void a_typed_number_is_kept_plain_and_its_writer_is_told() {
    String draft = drafts.whole();

    Map<String, String> told =
        drafts
            .keeping()
            .keep(
                draft,
                List.of(new Keeping.Change("answers.B2.value", "9", "7,5")),
                Keeping.Kept::texts);
    drafts.keeping().keep(draft, List.of(new Keeping.Change("answers.B2.value", "7,5", "8,5")));

    assertThat(told).containsExactly(Map.entry("answers.B2.value", "7.5"));
    assertThat(drafts.value(draft, "answers.B2.value")).isEqualTo("8.5");
  }

  @Test
  void every_place_has_a_name() {
    Draft draft = drafts.find(drafts.whole());
    Draft note = drafts.find(drafts.open("trainer-note@1"));
    for (String language : List.of("en", "fr")) {
      for (String place :
          List.of(
              "answers",
              "answers.A1",
              "answers.V1.2.reason",
              "attachments",
              "attachments.A1",
              "attachments[3].size",
              "evaluators[0].name",
              "improvement.A4",
              "improvement",
              "improvement.A4.due",
              "narrative.none",
              "period",
              "record",
              "team",
              "unit",
              "V",
              "trainingNeeds.MED-01",
              "file.." + HASH,
              "caption.A4." + HASH,
              "none",
              "")) {
        for (Draft it : List.of(draft, note)) {
          assertThat(
                  FormPlaces.label(
                      it, place, Words.in(language), () -> drafts.instrument("convoy@1")))
              .as(place)
              .isNotBlank();
        }
      }
    }
  }

  private static void files(String draft, int number, int bytes) {
    for (int i = 0; i < number; i++) {
      String hash = String.format("%064x", i);
      put(
          draft,
          FileFields.file("", hash),
          new FileFields.One(hash, bytes, "application/pdf", "", "").text());
    }
  }

  /** Past every check at the door, as an earlier version may have kept it. */
  private static void put(String draft, String field, String text) {
    drafts
        .drafts()
        .change(
            draft,
            before -> {
              DraftForm form = DraftForm.of(before.content());
              String was = form.value(field);
              form.set(field, text);
              return Drafts.Edit.of(form.content(), List.of(new Drafts.Field(field, was, text)));
            },
            changed -> changed);
  }
}
