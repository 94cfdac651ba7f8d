package retex.server.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.server.ServerApplication;
import retex.server.SomeStore;
import retex.server.access.Account;
import retex.server.access.Accounts;
import retex.server.access.Role;
import retex.server.catalogue.CatalogueImport;
import retex.server.redaction.KnownNames;
import retex.server.redaction.Redactions;

/** What takes two people at headquarters' own command line, where the password comes from. */
class CommandsOfTwoTest {

  private static final String NAME = "Training Area";
  private static final String PASSWORD = System.getenv("RETEX_PASSWORD"); // of the tests' process

  @TempDir private Path folder;
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final InputStream in = System.in;
  private String record = "";

  @BeforeEach
  void people() {
    try (var world = new SomeWorld(folder)) {
      for (String name : List.of("olaf", "nora")) {
        world
            .bean(Accounts.class)
            .add(new Account(name, Set.of(Role.RELEASE_OFFICER), "", "en"), PASSWORD, "test");
      }
      world.bean(CatalogueImport.class).run("{\"places\":[\"" + NAME + "\"]}");
      record = world.evaluated("U-A1", 2).revision().record().toString();
    }
  }

  @AfterEach
  void streams() {
    System.setOut(out);
    System.setErr(err);
    System.setIn(in);
  }

  @Test
  void a_record_is_erased_by_a_second_officer_and_not_by_who_asked() {
    String asked = said(0, "erase", "--officer", "olaf", "--reason", "Names a witness.", record);
    String alone = said(1, "erase", "--officer", "olaf", "--confirm", record);
    String again = said(1, "erase", "--officer", "olaf", "--reason", "Names a witness.", record);

    assertThat(asked).contains("waits for a second officer", record);
    assertThat(alone).contains("(ERASER_IS_ASKER)");
    assertThat(again).contains("(ERASURE_ASKED)");
    assertThat(cleared()).isEqualTo(1);

    assertThat(said(0, "erase", "--officer", "nora", "--confirm", record)).contains("Erased");
    assertThat(cleared()).isZero();
    said(0, "verify"); // or it ends with 1
  }

  @Test
  void an_erasure_that_is_dropped_leaves_the_record() {
    said(0, "erase", "--officer", "olaf", "--reason", "Names a witness.", record);

    assertThat(said(0, "erase", "--officer", "nora", "--drop", record)).contains("Kept");
    assertThat(cleared()).isEqualTo(1);
    assertThat(said(1, "erase", "--officer", "nora", "--confirm", record))
        .contains("(ERASURE_UNKNOWN)");
  }

  @Test
  void a_name_is_let_out_by_a_second_person_and_never_stands_among_the_arguments() {
    System.setIn(new ByteArrayInputStream((NAME + "\n").getBytes(StandardCharsets.UTF_8)));
    String asked =
        said(0, "catalogue", "withdraw-name", "--officer", "olaf", "--reason", "A heading.");
    String request = asked.strip().substring(asked.strip().lastIndexOf(' ') + 1);

    assertThat(said(1, "catalogue", "withdraw-name", "--officer", "olaf", "--confirm", request))
        .contains("(WITHDRAWER_IS_ASKER)");
    assertThat(isProtected()).isTrue();

    said(0, "catalogue", "withdraw-name", "--officer", "nora", "--confirm", request);
    assertThat(isProtected()).isFalse();
  }

  @Test
  void who_is_no_officer_is_refused_before_anything_else() {
    assertThat(said(1, "erase", "--officer", "nobody", "--reason", "Why.", record))
        .contains("(SIGN_IN_WRONG)");
  }

  /** What a command says, in English, before it ends with {@code exit}. */
  private String said(int exit, String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    int at = arguments[0].equals("catalogue") ? 2 : 1;
    all.addAll(at, List.of("--data", folder.toString(), "--lang", "en"));
    var said = new ByteArrayOutputStream();
    var printer = new PrintStream(said, true, StandardCharsets.UTF_8);
    System.setOut(printer);
    System.setErr(printer);
    int ended = ServerApplication.run(all.toArray(String[]::new));
    String text = said.toString(StandardCharsets.UTF_8);
    assertThat(ended).as(text).isEqualTo(exit);
    return text;
  }

  private int cleared() {
    try (ApplicationContext server = SomeStore.in(folder)) {
      return server.getBean(Redactions.class).cleared().size();
    }
  }

  private boolean isProtected() {
    try (ApplicationContext server = SomeStore.in(folder)) {
      return server.getBean(KnownNames.class).context().all().contains(NAME);
    }
  }
}
