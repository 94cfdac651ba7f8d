package retex.server.access;

import io.micronaut.context.ApplicationContext;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import retex.server.console.Console;
import retex.server.console.ServerOptions;

/** Makes an account. */
@Command(
    name = "add",
    description = "Add an account; the password is asked for or taken from RETEX_PASSWORD.",
    mixinStandardHelpOptions = true)
public final class AccountAddCommand implements Callable<Integer> {

  @Mixin private ServerOptions options = new ServerOptions();

  @Option(names = "--name", required = true, description = "Name to sign in with")
  private String name = "";

  @Option(
      names = "--role",
      required = true,
      split = ",",
      description = "reviewer, release-officer, administrator or provider; several with commas")
  private List<String> roles = List.of();

  @Option(names = "--provider", defaultValue = "", description = "Code of the provider")
  private String provider = "";

  @Option(names = "--language", defaultValue = "en", description = "en or fr")
  private String language = "en";

  @Override
  public Integer call() {
    Set<Role> chosen =
        Arrays.stream(Role.values())
            .filter(role -> roles.contains(role.word()))
            .collect(Collectors.toSet());
    if (chosen.size() != roles.size()) {
      throw AccessRefusal.PROVIDER_MISFIT.at("role").asException();
    }
    try (ApplicationContext context = options.open()) {
      var account = new Account(name, chosen, provider, language);
      context.getBean(Accounts.class).add(account, password(), options.actor());
      Console console = options.console(context);
      if (options.json()) {
        console.json(new Added(name));
      } else {
        console.line(options.words().say("account.added", name));
      }
      return 0;
    }
  }

  private String password() {
    String given = System.getenv("RETEX_PASSWORD");
    if (given != null) {
      return given;
    }
    var terminal = System.console();
    if (terminal == null) {
      throw AccessRefusal.PASSWORD_SHORT.at("RETEX_PASSWORD").asException();
    }
    char[] typed = terminal.readPassword("%s", options.words().say("account.password.ask"));
    return typed == null ? "" : new String(typed);
  }

  /** What a program reads. */
  @Serdeable
  record Added(String name) {}
}
