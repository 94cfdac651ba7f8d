package retex.server.console;

import io.micronaut.context.ApplicationContext;
import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;
import retex.server.web.Words;

/** Options that every command of the server takes, and what they open. */
public final class ServerOptions {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${sys:user.home}/.retex/server",
      description = "Folder that holds everything the server writes (default: ${DEFAULT-VALUE})")
  private Path data = Path.of(".");

  @Option(
      names = "--database",
      paramLabel = "URL",
      defaultValue = "${env:RETEX_DATABASE:-}",
      description = {
        "jdbc:postgresql://HOST/NAME?user=USER; without it SQLite in the data folder.",
        "Or RETEX_DATABASE. The password: RETEX_DATABASE_PASSWORD or ~/.pgpass"
      })
  private String database = "";

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

  /**
   * Opens the server's beans and store for one command; neither page nor link is served, so it
   * works beside a running server. The caller closes it.
   */
  public ApplicationContext open() {
    return open(Map.of("grpc.server.enabled", false));
  }

  /** The same with more properties. */
  public ApplicationContext open(Map<String, Object> properties) {
    var all = new HashMap<String, Object>(properties);
    all.putAll(Database.properties(database, System.getenv()));
    try {
      Files.createDirectories(data());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    all.put("retex.data", data().toString());
    return ApplicationContext.builder().properties(all).banner(false).start();
  }

  /** The printer of a command. */
  public Console console(ApplicationContext context) {
    return new Console(System.out, context.getBean(ObjectMapper.class));
  }

  /** Who acts, in the audit log: the person at the machine's own command line. */
  public String actor() {
    return "command-line:" + System.getProperty("user.name", "unknown");
  }
}
