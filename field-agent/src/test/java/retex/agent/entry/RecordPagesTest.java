package retex.agent.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.agent.library.Library;
import retex.agent.library.LibraryUnit;
import retex.agent.record.Log;
import retex.agent.record.Logs;
import retex.agent.record.RecordState;
import retex.agent.vault.SomeLaptop;
import retex.agent.vault.Vault;
import retex.agent.web.SomePages;
import retex.contract.RecordId;

/** The pages of records and of the list, asked over HTTP. */
class RecordPagesTest {

  private static final String NOTE =
      """
      {"kind":"trainer-note","unit":"U-001","rotation":"2026-A","date":"2026-02-10","language":"fr",\
      "classification":"confidential","trainer":{"name":"Cne Some Trainer"},"topic":"MED-01",\
      "audience":{"total":24,"women":5},"languageOfInstruction":"fr","languageBarrier":true,\
      "followsTraining":"T-2025-7","equipmentGap":"Tourniquets","level":{"before":2,"after":3},\
      "observations":"Seen by day."}""";

  @TempDir private Path folder;
  private ApplicationContext laptop = ApplicationContext.builder().build();
  private SomeDrafts drafts = new SomeDrafts(laptop);
  private SomePages pages;

  @BeforeEach
  void open() {
    laptop =
        SomeLaptop.with(Map.of("retex.data", folder.toString(), "micronaut.server.port", -1))
            .start();
    laptop.getBean(Vault.class).open("a passphrase of ours".toCharArray());
    drafts = new SomeDrafts(laptop);
    drafts.library(Map.of("convoy@1", SomeDrafts.convoy()));
    pages = new SomePages(laptop);
  }

  @AfterEach
  void close() {
    laptop.close();
  }

  @Test
  void a_planned_visit_that_was_begun_leads_to_the_draft_that_is_there() throws Exception {
    Map<String, String> visit =
        Map.of("instrument", "convoy@1", "unit", "U-001", "from", "2026-05-04", "to", "2026-05-06");
    String begun = location(pages.post("/drafts", visit));

    assertThat(location(pages.post("/drafts", visit))).isEqualTo(begun);
    var another = new HashMap<>(visit);
    another.put("from", "2026-06-01");
    assertThat(location(pages.post("/drafts", another))).isNotEqualTo(begun);
    Map<String, String> without = Map.of("instrument", "convoy@1", "unit", "U-001");
    assertThat(location(pages.post("/drafts", without)))
        .isNotEqualTo(location(pages.post("/drafts", without)));
  }

  @Test
  void what_was_typed_for_a_visit_stays_where_its_days_do_not_fit() throws Exception {
    laptop.getBean(Library.class).keepUnits(true, List.of(unit()), List.of(), "1");

    HttpResponse<String> refused =
        pages.post(
            "/visits",
            Map.of(
                "unit", "U-001", "from", "2026-05-06", "to", "2026-05-04", "team", "Asta; lead"));

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body())
        .contains("<details open", "value=\"2026-05-06\"", "value=\"2026-05-04\"", "Asta; lead");
  }

  @Test
  void a_visit_whose_evaluation_was_submitted_leads_to_it_and_to_a_further_one_on_purpose()
      throws Exception {
    String convoy = SomeDrafts.convoy().replace("transport-company", "convoy-company");
    drafts.library(Map.of("convoy@1", convoy));
    laptop.getBean(Library.class).keepUnits(true, List.of(unit()), List.of(), "1");
    Map<String, String> days = Map.of("unit", "U-001", "from", "2026-05-04", "to", "2026-05-06");
    pages.post("/visits", days);
    var visit = new HashMap<>(days);
    visit.put("instrument", "convoy@1");
    String record = drafts.submit(evaluation("2026-05-05", "2026-05-07")).record();

    assertThat(location(pages.post("/drafts", visit))).isEqualTo("/own/" + record);
    assertThat(pages.get("/visits?lang=en").body())
        .contains("href=\"/own/" + record + "\"", "Submitted: read or correct it")
        .contains("Begin a further evaluation")
        .doesNotContain("Begin the evaluation");
    assertThat(pages.get("/visits?lang=fr").body()).contains("la lire ou la corriger");
    var again = new HashMap<>(visit);
    again.put("again", "yes");
    assertThat(location(pages.post("/drafts", again))).startsWith("/drafts/");

    laptop.getBean(Log.class).withdraw(RecordId.parse(record), "Typed twice.", "asta");
    assertThat(pages.get("/visits?lang=en").body()).contains("Begin the evaluation");
    var later = new HashMap<>(days);
    later.putAll(Map.of("from", "2126-06-01", "to", "2126-06-03"));
    assertThat(pages.get("/visits?lang=en").body()).doesNotContain("planned for");
    pages.post("/visits", later);
    assertThat(pages.get("/visits?lang=en").body())
        .contains("planned for 1 June 2126 – 3 June 2126");
    assertThat(pages.get("/visits?lang=fr").body()).contains("prévue : 1er juin 2126");
  }

  private String evaluation(String from, String to) {
    String draft = drafts.whole();
    drafts.keep(draft, "unit.code", "U-001");
    drafts.keep(draft, "period.from", from);
    drafts.keep(draft, "period.to", to);
    return draft;
  }

  private static LibraryUnit unit() {
    return new LibraryUnit(
        "U-001", "convoy-company", "Some State", "MINELD", List.of("Some Company"), List.of());
  }

  @Test
  void a_record_is_withdrawn_under_the_name_of_whoever_does_it() throws Exception {
    String record = drafts.submit(drafts.whole()).record();
    Log log = laptop.getBean(Log.class);

    HttpResponse<String> nameless =
        pages.post("/own/" + record + "/withdrawal", Map.of("reason", "Typed twice."));
    assertThat(nameless.statusCode()).isEqualTo(422);
    HttpResponse<String> done =
        pages.post(
            "/own/" + record + "/withdrawal",
            Map.of("reason", "Typed twice.", "author", " Cap Some Colleague "));

    assertThat(done.statusCode()).isEqualTo(303);
    RecordId id = RecordId.parse(record);
    assertThat(log.find(id).state()).isEqualTo(RecordState.WITHDRAWN);
    assertThat(log.revisionsOf(id))
        .extracting(it -> it.revision().author())
        .containsExactly("Some One", "Cap Some Colleague");
    assertThat(pages.get("/own/" + record + "?lang=en").body())
        .contains("Typed twice.", "Cap Some Colleague")
        .contains("the withdrawal has not reached headquarters yet")
        .doesNotContain("/withdrawal\"");
    assertThat(pages.get("/?lang=en").body()).contains("has not reached headquarters yet");

    laptop.getBean(Logs.class).acknowledge(log.tip().log(), log.tip().number(), 0);
    for (String path : List.of("/own/" + record + "?lang=en", "/?lang=en")) {
      assertThat(pages.get(path).body())
          .contains("headquarters has the withdrawal")
          .doesNotContain("not reached headquarters");
    }
  }

  @Test
  void an_earlier_revision_stays_readable_after_a_correction_and_a_withdrawal() throws Exception {
    String draft = drafts.whole();
    drafts.keep(draft, "answers.A4.comment", "As it was first.");
    String record = drafts.submit(draft).record();
    String correction =
        location(pages.post("/own/" + record + "/correction", Map.of())).replace("/drafts/", "");
    drafts.keep(correction, "answers.A4.comment", "As it is now.");
    assertThat(drafts.submit(correction).problems()).isEmpty();
    pages.post(
        "/own/" + record + "/withdrawal", Map.of("reason", "Typed twice.", "author", "Some One"));

    String last = pages.get("/own/" + record + "?lang=en").body();
    String first = pages.get("/own/" + record + "?revision=1&lang=en").body();
    String second = pages.get("/own/" + record + "?revision=2&lang=en").body();

    assertThat(last).contains("?revision=1\"", "?revision=2\"").doesNotContain("As it was first.");
    assertThat(first)
        .contains("As it was first.", "This is revision 1, not the last one.")
        .doesNotContain("As it is now.", "/correction\"", "/paper?");
    assertThat(second).contains("As it is now.").doesNotContain("As it was first.");
  }

  @Test
  void a_unit_and_a_topic_are_shown_and_found_by_their_names_and_the_last_written_comes_first()
      throws Exception {
    laptop
        .getBean(retex.agent.library.Library.class)
        .keepUnits(
            true,
            List.of(
                new retex.agent.library.LibraryUnit(
                    "U-001",
                    "transport-company",
                    "Some State",
                    "MINELD",
                    List.of("Eldorian Company"),
                    List.of())),
            List.of(),
            "1");
    String draft = drafts.whole();
    drafts.keep(draft, "unit.code", "U-001");
    drafts.keep(draft, "trainingNeeds.MED-01", "yes");
    String record = drafts.submit(draft).record();
    String other = drafts.submit(drafts.whole()).record();

    for (String words : List.of("eldorian", "Eldorian company", "U-001")) {
      assertThat(found(words, ""))
          .contains("Eldorian Company (U-001)", record)
          .doesNotContain(other);
    }
    assertThat(read("/own/" + record)).contains("Eldorian Company (U-001)");
    String all = pages.get("/").body();
    assertThat(all.indexOf(other)).isLessThan(all.indexOf(record));

    String correction =
        location(pages.post("/own/" + record + "/correction", Map.of())).replace("/drafts/", "");
    assertThat(read("/drafts/" + correction)).contains("Eldorian Company (U-001)");
    assertThat(found("eldorian", "draft")).contains(correction);
    drafts.keep(correction, "answers.A4.comment", "Seen again.");
    assertThat(drafts.submit(correction).problems()).isEmpty();

    String anew = pages.get("/").body();
    assertThat(anew.indexOf(record)).isLessThan(anew.indexOf(other));
  }

  @Test
  void the_page_of_an_evaluation_says_all_of_it_in_the_reader_s_words() throws Exception {
    String draft = drafts.whole();
    drafts.keep(draft, "rotation", "2026-A");
    String record = drafts.submit(draft).record();

    assertThat(text("/own/" + record + "?lang=fr"))
        .contains(
            "Some One (évaluateur principal)",
            "2026-A",
            "Confidentiel",
            "Escorte des convois. Non");
    assertThat(text("/own/" + record + "?lang=en"))
        .contains("Some One (chief evaluator)", "Confidential", "Escorts convoys. No");
  }

  @Test
  void the_page_and_the_paper_of_a_note_say_all_of_it_and_the_paper_speaks_arabic()
      throws Exception {
    laptop.getBean(FileImport.class).run(List.of(NOTE.replace("\n", "")), false, false);
    String id = laptop.getBean(Log.class).all().get(0).id().toString();

    String page = pages.get("/own/" + id + "?lang=en").body();
    assertThat(text("/own/" + id + "?lang=en"))
        .contains("Cne Some Trainer", "Tourniquets", "T-2025-7", "Language was an obstacle Yes");
    assertThat(page).contains("/paper?in=ar");
    var paper = pages.get("/own/" + id + "/paper?in=ar");
    assertThat(paper.statusCode()).isEqualTo(200);
    assertThat(paper.headers().firstValue("Content-Disposition").orElseThrow())
        .contains("record-ar.pdf");
  }

  @Test
  void correcting_twice_leads_to_the_one_draft() throws Exception {
    String record = drafts.submit(drafts.whole()).record();

    String first = location(pages.post("/own/" + record + "/correction", Map.of()));
    drafts.keep(first.replace("/drafts/", ""), "answers.A4.comment", "Seen again.");
    String second = location(pages.post("/own/" + record + "/correction", Map.of()));

    assertThat(second).isEqualTo(first);
    drafts.submit(first.replace("/drafts/", ""));
    assertThat(location(pages.post("/own/" + record + "/correction", Map.of())))
        .isNotEqualTo(first);
  }

  @Test
  void a_draft_is_found_by_what_was_written_and_not_by_how_it_is_kept() throws Exception {
    String draft = drafts.whole();
    drafts.keep(draft, "answers.A4.comment", "The reserve left late.");

    for (String typed : List.of("reserve", "Some Company", "lorry", "A4")) {
      assertThat(found(typed, "")).as(typed).contains("/drafts/" + draft);
    }
    for (String typed : List.of("rating", "comment", "true", "answers", "period", "kind")) {
      assertThat(found(typed, "")).as(typed).doesNotContain("/drafts/" + draft);
    }
  }

  @Test
  void what_is_looked_for_is_in_no_address_and_is_forgotten_when_the_store_locks()
      throws Exception {
    String draft = drafts.whole();
    drafts.keep(draft, "answers.A4.comment", "The reserve left late.");

    String place = location(pages.post("/", Map.of("q", "reserve", "state", "draft")));

    assertThat(place).matches("/[?]search=[0-9a-f]{16}&state=draft");
    String page = pages.get(place + "&lang=en").body();
    assertThat(page).contains("/drafts/" + draft, "value=\"reserve\"");
    assertThat(page.replace("value=\"reserve\"", "")).doesNotContain("reserve");
    var vault = laptop.getBean(Vault.class);
    vault.close();
    vault.open("a passphrase of ours".toCharArray());
    assertThat(pages.get(place).body()).doesNotContain("reserve");
  }

  @Test
  void a_search_from_a_page_left_open_over_a_restart_keeps_its_words() throws Exception {
    String draft = drafts.whole();
    drafts.keep(draft, "answers.A4.comment", "The reserve left late.");

    HttpResponse<String> answer = pages.post("/", "of-before", Map.of("q", "reserve"));

    assertThat(pages.get(location(answer)).body())
        .contains("/drafts/" + draft, "value=\"reserve\"");
  }

  /** What the list shows of records with these words, in English. */
  private String found(String words, String state) throws Exception {
    String place = location(pages.post("/", Map.of("q", words, "state", state)));
    return read(place + "&lang=en");
  }

  /** A page without what keeps words together on a line. */
  private String read(String path) throws Exception {
    return pages.get(path).body().replaceAll("</?span[^>]*>", "");
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElseThrow();
  }

  /** A page's words alone. */
  private String text(String path) throws Exception {
    return pages.get(path).body().replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ");
  }
}
