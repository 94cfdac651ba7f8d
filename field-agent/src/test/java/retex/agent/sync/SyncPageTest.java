package retex.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.agent.vault.Identity;
import retex.agent.vault.SomeLaptop;
import retex.agent.vault.Vault;
import retex.agent.web.SomePages;
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
  void the_last_contact_is_told_in_the_laptop_s_own_time_with_the_zone_named() throws Exception {
    TimeZone.setDefault(TimeZone.getTimeZone("Africa/Bangui"));
    laptop
        .getBean(HeadquartersRows.class)
        .contact(Micros.of(Instant.parse("2026-02-03T23:05:06Z")));

    assertThat(pages.get("/sync?lang=en").body()).contains("4 February 2026, 00:05 WAT");
    assertThat(pages.get("/sync?lang=fr").body()).contains("4 février 2026, 00:05 WAT");
  }
}
