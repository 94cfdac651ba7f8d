package retex.server.access;

import io.micronaut.context.ApplicationContext;
import picocli.CommandLine.Option;

/**
 * Who acts in a command that takes two people: an account, by name and password. The password is
 * asked for, or taken from {@code RETEX_PASSWORD}.
 */
public final class OfficerOption {

  @Option(names = "--officer", required = true, description = "Account of the officer who acts")
  private String officer = "";

  /**
   * The name of who acts: a release officer or an administrator. Refuses {@code SIGN_IN_WRONG},
   * {@code ROLE_MISSING}.
   */
  public String signIn(ApplicationContext context) {
    Account account = context.getBean(Accounts.class).signIn(officer, password(), "command");
    if (!account.has(Role.RELEASE_OFFICER) && !account.has(Role.ADMINISTRATOR)) {
      throw AccessRefusal.ROLE_MISSING.at("officer").asException();
    }
    return account.name();
  }

  private static String password() {
    String given = System.getenv("RETEX_PASSWORD");
    if (given != null) {
      return given;
    }
    var terminal = System.console();
    if (terminal == null) {
      throw AccessRefusal.SIGN_IN_WRONG.at("RETEX_PASSWORD").asException();
    }
    return String.valueOf(terminal.readPassword("Password: "));
  }
}
