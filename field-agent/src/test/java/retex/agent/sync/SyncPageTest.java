package retex.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.agent.vault.Identity;
import retex.agent.vault.SomeLaptop;
import retex.agent.vault.Vault;
import retex.agent.web.SomePages;
import retex.agent.web.Words;
import retex.contract.Micros;

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
    assertThat(pages.get("/sync?lang=en").body()).contains("0 entries sent, 0 on the server");
    assertThat(pages.get("/sync?lang=en").body()).doesNotContain("entries sent"); // told once
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
