package retex.server.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.contract.Entry;
import retex.contract.EvaluationBuilder;
import retex.contract.Evaluator;
import retex.contract.Improvement;
import retex.contract.UnitRef;
import retex.instrument.CriterionCode;
import retex.server.SomeStore;
import retex.server.access.Account;
import retex.server.access.Accounts;
import retex.server.access.Role;
import retex.server.catalogue.CatalogueImport;
import retex.server.catalogue.SomeReference;
import retex.server.record.Arrival;
import retex.server.record.Revisions;
import retex.server.record.SomeEntries;

/** The page of a record, over HTTP as a reviewer reads it. */
class RecordPageTest {

  private static final Instant NOW = Instant.parse("2026-02-11T10:00:00Z");
  private static final UnitRef KNOWN = UnitRef.coded("U-001");
  private static final LocalDate DUE = LocalDate.parse("2026-05-01");

  @TempDir Path folder;
  private final SomeEntries laptop = new SomeEntries();
  private final HttpClient client =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
  private ApplicationContext context = ApplicationContext.builder().build();
  private String base = "";

  @BeforeEach
  void open() throws Exception {
    context = SomeStore.in(folder);
    context.getBean(CatalogueImport.class).run(SomeReference.JSON);
    context
        .getBean(Accounts.class)
        .add(new Account("rita", Set.of(Role.REVIEWER), "", "en"), "a long enough secret", "test");
    EmbeddedServer server = context.getBean(EmbeddedServer.class);
    server.start();
    base = "http://127.0.0.1:" + server.getPort();
    client.send(
        HttpRequest.newBuilder(URI.create(base + "/sign-in"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("name=rita&password=a+long+enough+secret"))
            .build(),
        BodyHandlers.discarding());
  }

  @AfterEach
  void close() {
    context.close();
  }

  @Test
  void each_revision_is_counted_once_and_led_to_but_the_one_that_is_read() throws Exception {
    Entry first = arrive(laptop.evaluation(KNOWN));
    arrive(laptop.note(KNOWN)); // an entry between: of the same log, not of this record
    Entry second = arrive(laptop.edit(first, SomeEntries.anEvaluation(KNOWN, 3)));
    Entry third = arrive(laptop.edit(second, SomeEntries.anEvaluation(KNOWN, 4)));

    String page = read(third, "en");

    assertThat(
            Pattern.compile("Revision (\\d+): entry (\\d+)")
                .matcher(page)
                .results()
                .map(it -> it.group(1) + " at " + it.group(2)))
        .containsExactly("1 at 1", "2 at 3", "3 at 4");
    for (Entry earlier : List.of(first, second)) {
      assertThat(page).containsOnlyOnce("?revision=" + earlier.revision().id().hex());
    }
    assertThat(page).doesNotContain("?revision=" + third.revision().id().hex());
  }

  @Test
  void what_is_to_improve_stands_in_the_order_of_the_form_with_the_words_of_the_criterion()
      throws Exception {
    Entry entry =
        arrive(
            laptop.evaluation(
                EvaluationBuilder.builder(SomeEntries.anEvaluation(KNOWN, 2))
                    .improvements(List.of(agreed("C21"), agreed("FP2"), agreed("FP1")))
                    .build()));

    String english = read(entry, "en");
    String french = read(entry, "fr");

    assertThat(english)
        .contains("To improve by 1 May 2026 (Maj Some): FP2 – The quick reaction force leaves");
    assertThat(french)
        .contains("À améliorer au plus tard le 1er mai 2026 (Maj Some)\u202f: FP2 – La force de");
    assertThat(english.indexOf("(Maj Some): FP1"))
        .isPositive()
        .isLessThan(english.indexOf("(Maj Some): FP2"));
    assertThat(english.indexOf("(Maj Some): FP2")).isLessThan(english.indexOf("(Maj Some): C21"));
  }

  @Test
  void a_role_that_the_laptop_gave_and_what_a_number_counts_are_in_the_language_of_the_reader()
      throws Exception {
    Entry entry =
        arrive(
            laptop.evaluation(
                EvaluationBuilder.builder(SomeEntries.anEvaluation(KNOWN, 2))
                    .evaluators(
                        List.of(
                            new Evaluator("Lt Col Some", "lead"),
                            new Evaluator("Capt Other", "member"),
                            new Evaluator("Dr Third", "medical adviser")))
                    .build()));

    assertThat(read(entry, "en"))
        .contains("Lt Col Some (chief evaluator), Capt Other (member), Dr Third (medical adviser)")
        .contains("12 patrols/week");
    assertThat(read(entry, "fr"))
        .contains("Lt Col Some (évaluateur principal), Capt Other (membre)")
        .contains("Dr Third (medical adviser)")
        .contains("12 patrouilles/semaine");
  }

  private static Improvement agreed(String criterion) {
    return new Improvement(new CriterionCode(criterion), "Drill it weekly.", "Maj Some", DUE);
  }

  private Entry arrive(Entry entry) {
    context.getBean(Revisions.class).append(List.of(Arrival.sound(entry)), NOW);
    return entry;
  }

  /** The page without its markup of words that stay together. */
  private String read(Entry entry, String language) throws Exception {
    var page = URI.create(base + "/records/" + entry.revision().record() + "?lang=" + language);
    return client
        .send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString())
        .body()
        .replaceAll("</?span[^>]*>", "");
  }
}
