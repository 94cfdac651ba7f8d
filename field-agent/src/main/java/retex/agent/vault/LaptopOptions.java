package retex.agent.vault;

import static retex.agent.vault.VaultRefusal.PASSPHRASE_MISSING;

import io.micronaut.context.ApplicationContext;
import io.micronaut.serde.ObjectMapper;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import retex.agent.console.Console;
import retex.agent.web.Words;

/** Options that every command of the laptop takes, and what they open. */
public final class LaptopOptions {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${sys:user.home}/.retex/agent",
      description = "Folder that holds everything this laptop writes (default: ${DEFAULT-VALUE})")
  private Path data = Path.of(".");

  @Option(names = "--json", description = "Print JSON for programs")
  private boolean json;

  @Option(
      names = "--lang",
      paramLabel = "en|fr",
      defaultValue = "${sys:user.language}",
      description = "Language of what is printed")
  private String language = "en";

  /** Whether a program reads what is printed. */
  public boolean json() {
    return json;
  }

  public Path data() {
    return data.toAbsolutePath().normalize();
  }

  public Words words() {
    return Words.in(language);
  }

  /** Opens the laptop for one command: its beans and its store. The caller closes it. */
  public ApplicationContext open() {
    ApplicationContext context =
        ApplicationContext.builder()
            .properties(Map.of("retex.data", data().toString(), "retex.command", "true"))
            .banner(false)
            .start();
    try {
      context.getBean(Vault.class).open(passphrase());
      return context;
    } catch (RuntimeException e) {
      context.close();
      throw e;
    }
  }

  /** The printer of a command. */
  public Console console(ApplicationContext context) {
    return new Console(System.out, context.getBean(ObjectMapper.class));
  }

  private char[] passphrase() {
    Optional<String> given = Optional.ofNullable(System.getenv("RETEX_PASSPHRASE"));
    if (given.isPresent()) {
      return given.get().toCharArray();
    }
    var terminal = System.console();
    if (terminal == null) {
      throw PASSPHRASE_MISSING.at("RETEX_PASSPHRASE").asException();
    }
    char[] typed = terminal.readPassword("%s", words().say("vault.passphrase.ask"));
    return typed == null ? new char[0] : typed;
  }
}
