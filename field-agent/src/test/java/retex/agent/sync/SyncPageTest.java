package retex.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.agent.record.Log;
import retex.agent.vault.Identity;
import retex.agent.vault.SomeLaptop;
import retex.agent.vault.Vault;
import retex.agent.web.SomePages;
import retex.agent.web.Words;
import retex.contract.Evaluation;
import retex.contract.EvaluationBuilder;
import retex.contract.Micros;
import retex.contract.NarrativePart;
import retex.contract.SomeLog;

/** The panel, asked over HTTP, beside a headquarters over real gRPC. */
class SyncPageTest {

  @TempDir private Path folder;
  private final TimeZone zone = TimeZone.getDefault();
  private ApplicationContext laptop = ApplicationContext.builder().build();
  private SomeHeadquarters headquarters;
  private Router router;
  private SomePages pages;

  @BeforeEach
  void open() {
    laptop =
        SomeLaptop.with(Map.of("retex.data", folder.toString(), "micronaut.server.port", -1))
            .start();
    laptop.getBean(Vault.class).open("a passphrase of ours".toCharArray());
    headquarters = new SomeHeadquarters(laptop.getBean(Identity.class).key());
    router = new Router(headquarters.port());
    laptop.getBean(HeadquartersRows.class).save(headquarters.row(router.port()));
    pages = new SomePages(laptop);
  }

  @AfterEach
  void close() throws Exception {
    TimeZone.setDefault(zone);
    laptop.close();
    router.close();
    headquarters.close();
  }

  @Test
  void a_slow_link_holds_no_page_up_a_second_click_calls_no_second_time_and_the_end_is_told()
      throws Exception {
    router.dropsAfter(0);

    HttpResponse<String> first = pages.post("/sync", Map.of());
    until(() -> router.connections() == 1);
    HttpResponse<String> second = pages.post("/sync", Map.of());

    assertThat(List.of(first.statusCode(), second.statusCode())).containsExactly(303, 303);
    for (String language : Words.LANGUAGES) {
      String underWay = Words.in(language).say("sync.under-way");
      assertThat(pages.get("/sync?lang=" + language).body()).contains(underWay);
      assertThat(pages.ask("/sync/progress").body()).contains(underWay, "\"underWay\":true");
    }
    assertThat(router.connections()).isEqualTo(1);

    router.cut();
    until(() -> !isUnderWay());
    assertThat(pages.get("/sync?lang=en").body())
        .contains(Words.in("en").say("refusal.LINK_DOWN"))
        .doesNotContain("Synchronising");

    router.dropsAfter(Long.MAX_VALUE);
    pages.post("/sync", Map.of());
    until(() -> !isUnderWay());
    assertThat(pages.get("/sync?lang=en").body()).contains("Sent: 0. On the server: 0.");
    assertThat(pages.get("/sync?lang=en").body()).doesNotContain("Sent: 0."); // told once
  }

  @Test
  void while_entries_cross_bytes_and_the_time_left_are_told_once_the_rate_is_measured()
      throws Exception {
    write(500);
    router.dropsAfter(0);
    pages.post("/sync", Map.of());
    until(() -> told().contains("0 of 500 on the server; the time left is not known yet"));
    assertThat(told()).doesNotContain("s left").contains("Go on working");
    router.cut();
    until(() -> !isUnderWay());

    router.dropsAfter(Long.MAX_VALUE);
    router.slowsTo(25_000);
    pages.post("/sync", Map.of());
    until(() -> told().matches("(?s).* of 500 on the server, [0-9.]+ of about .* s left.*"));
    double kilobytes = figure("about ([0-9.]+) KB");
    double seconds = figure("about ([0-9]+) s left");
    assertThat(kilobytes).isBetween(150.0, 700.0); // 330 bytes an entry do not compress
    assertThat(seconds).isBetween(1.0, 60.0);

    until(() -> !isUnderWay());
    assertThat(pages.get("/sync?lang=en").body()).contains("On the server: 500.");
    assertThat(told()).doesNotContain("entries");
  }

  @Test
  void a_slip_in_the_address_costs_no_token() throws Exception {
    laptop.getBean(HeadquartersRows.class).deleteAll();
    String page =
        pages
            .post(
                "/sync/enrolment",
                Map.of("server", "hq.example", "token", "ABCD-EFGH", "name", "West 4"))
            .body();

    assertThat(page)
        .contains("role=\"alert\"")
        .contains("value=\"hq.example\"", "value=\"ABCD-EFGH\"", "value=\"West 4\"");
  }

  @Test
  void the_last_contact_is_told_in_the_laptop_s_own_time_with_the_zone_named() throws Exception {
    TimeZone.setDefault(TimeZone.getTimeZone("Africa/Bangui"));
    laptop
        .getBean(HeadquartersRows.class)
        .contact(Micros.of(Instant.parse("2026-02-03T23:05:06Z")));

    assertThat(pages.get("/sync?lang=en").body()).contains("4 February 2026, 00:05 WAT");
    assertThat(pages.get("/sync?lang=fr").body()).contains("4 février 2026, 00:05 WAT");
  }

  @Test
  void what_is_no_number_of_megabytes_is_refused_and_zero_lets_nothing_but_records_cross()
      throws Exception {
    var budget = laptop.getBean(Budget.class);
    pages.post("/sync/budget", Map.of("perSync", "2,5", "perDay", " 10 "));
    assertThat(budget.allowance()).isEqualTo(2_500_000);

    for (String typed : List.of("10 MB", "1 000", "0.0001", "-1", "ten")) {
      HttpResponse<String> answer =
          pages.post("/sync/budget", Map.of("perSync", typed, "perDay", ""));
      assertThat(answer.statusCode()).as(typed).isEqualTo(422);
      assertThat(answer.body()).contains("is a number of megabytes");
      assertThat(budget.row().perDay()).isEqualTo(10_000_000);
    }

    pages.post("/sync/budget", Map.of("perSync", "", "perDay", "0"));
    assertThat(budget.allowance()).isZero();
    pages.post("/sync/budget", Map.of("perSync", "", "perDay", ""));
    assertThat(budget.allowance()).isEqualTo(Long.MAX_VALUE);
  }

  private void write(int count) {
    var random = new Random(1);
    for (int i = 0; i < count; i++) {
      byte[] noise = new byte[330];
      random.nextBytes(noise);
      Evaluation it = SomeLog.evaluation("some remark");
      String text = Base64.getEncoder().encodeToString(noise);
      laptop
          .getBean(Log.class)
          .submit(
              EvaluationBuilder.builder(it)
                  .narrative(List.of(new NarrativePart("strengths", text)))
                  .reference("")
                  .build(),
              "evaluator",
              SomeLog.INSTRUMENT);
    }
  }

  private String told() throws Exception {
    return pages.ask("/sync/progress").body();
  }

  private double figure(String pattern) throws Exception {
    Matcher found = Pattern.compile(pattern).matcher(told());
    return found.find() ? Double.parseDouble(found.group(1)) : 0;
  }

  private boolean isUnderWay() throws Exception {
    return pages.ask("/sync/progress").body().contains("\"underWay\":true");
  }

  private static void until(Callable<Boolean> reached) throws Exception {
    Instant until = Instant.now().plusSeconds(30);
    while (!reached.call()) {
      assertThat(Instant.now()).as("in time").isBefore(until);
      Thread.sleep(50);
    }
  }
}
