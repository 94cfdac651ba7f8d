package retex.agent.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.agent.web.SomePages;
import retex.contract.DeviceId;
import retex.contract.Seal;

class LostPassphraseTest {

  @TempDir private Path folder;

  @Test
  void the_locked_page_says_who_can_open_the_laptop_again_and_how_to_ask() throws Exception {
    try (ApplicationContext laptop =
        SomeLaptop.with(Map.of("retex.data", folder.toString(), "micronaut.server.port", -1))
            .start()) {
      var pages = new SomePages(laptop);
      assertThat(pages.get("/unlock?lang=en").body()).doesNotContain("The passphrase is lost?");
      Vault vault = laptop.getBean(Vault.class);
      vault.open("a passphrase of ours".toCharArray());
      vault.close();

      assertThat(pages.get("/unlock?lang=en").body())
          .contains("The passphrase is lost?", "nobody can read what is here")
          .doesNotContain("recover request");
      assertThat(pages.get("/unlock?lang=fr").body()).contains("personne ne peut lire");

      vault.open("a passphrase of ours".toCharArray());
      Seal.Pair headquarters = Seal.pair();
      laptop
          .getBean(Escrows.class)
          .seal(DeviceId.parse("00112233445566778899aabbccddeeff"), headquarters.publicKey());
      vault.close();

      assertThat(pages.get("/unlock?lang=en").body())
          .contains("recover request FILE", Seal.name(headquarters.publicKey()))
          .doesNotContain("nobody can read what is here");
      assertThat(pages.get("/unlock?lang=fr").body()).contains("recover request FICHIER");
    }
  }
}
