package retex.agent.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.agent.web.SomePages;

/** A laptop with several users of its system, one of whom is up to something. */
class AnotherUserTest {

  private static final String SECRET = "four words of ours";

  @TempDir private Path folder;
  private ApplicationContext laptop = ApplicationContext.builder().build();
  private SomePages pages;
  private SomeOtherUser other;

  @BeforeEach
  void start() {
    laptop =
        SomeLaptop.with(Map.of("retex.data", folder.toString(), "micronaut.server.port", -1))
            .start();
    pages = new SomePages(laptop);
    other = new SomeOtherUser(base());
  }

  @AfterEach
  void close() {
    laptop.close();
  }

  @Test
  void a_session_that_another_user_got_hold_of_is_of_no_use_to_them() throws Exception {
    HttpResponse<String> opened =
        pages.post("/unlock", Map.of("passphrase", SECRET, "again", SECRET));
    String cookie = opened.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];

    assertThat(pages.get("/units").statusCode()).isEqualTo(200);
    assertThat(other.ask("/units", "-b", cookie)).contains("303").contains("/unlock");
    assertThat(other.ask("/session", "-b", cookie)).contains("423");
    assertThat(pages.ask("/session").statusCode()).isEqualTo(204);
  }

  @Test
  void the_port_of_a_connection_of_the_owner_at_another_address_is_no_way_in() throws Exception {
    laptop.getBean(Vault.class).open(SECRET.toCharArray());
    InetAddress here = InetAddress.getByName(base().getHost());

    try (var owner = new Socket(here, base().getPort())) {
      String port = Integer.toString(owner.getLocalPort());

      assertThat(other.ask("/units", "--interface", "127.0.0.2", "--local-port", port))
          .contains("303");
    }
    assertThat(pages.get("/units").statusCode()).isEqualTo(200);
  }

  @Test
  void a_colleague_who_has_a_passphrase_works_under_their_own_account() throws Exception {
    laptop.getBean(Vault.class).open(SECRET.toCharArray());

    String opened =
        other.ask("/unlock", "-d", "csrf=" + pages.token(), "-d", "passphrase=" + SECRET);

    String cookie = opened.replaceAll("(?is).*set-cookie: (retex-session=[^;]+);.*", "$1");
    assertThat(other.ask("/units", "-b", cookie)).contains("200 OK");
    assertThat(other.ask("/session", "-b", cookie)).contains("204");
  }

  @Test
  void the_first_passphrase_is_set_by_the_user_of_the_laptop_alone() throws Exception {
    String theirs = "four words of theirs";

    String refused =
        other.ask(
            "/unlock?lang=fr",
            "-d",
            "csrf=" + pages.token(),
            "-d",
            "passphrase=" + theirs,
            "-d",
            "again=" + theirs);

    assertThat(refused).contains("403", "qui a lancé Retex");
    assertThat(laptop.getBean(Vault.class).exists()).isFalse();
  }

  private URI base() {
    return laptop.getBean(EmbeddedServer.class).getURI();
  }
}
