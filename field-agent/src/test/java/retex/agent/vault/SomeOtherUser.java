package retex.agent.vault;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another user of the laptop, who asks for its pages with curl. Only an administrator is. */
final class SomeOtherUser {

  private static final Path BECOME = Path.of("/usr/bin/setpriv");
  private static final Path ASK = Path.of("/usr/bin/curl");

  private final URI base;

  SomeOtherUser(URI base) {
    assumeTrue("root".equals(System.getProperty("user.name")));
    assumeTrue(Files.isExecutable(BECOME) && Files.isExecutable(ASK));
    this.base = base;
  }

  /** The answer with its head. */
  String ask(String path, String... options) throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of(BECOME.toString(), "--reuid=65534", "--clear-groups", ASK.toString(), "-si"));
    command.addAll(List.of(options));
    command.add(base.resolve(path).toString());
    Process asking = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(asking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    asking.waitFor();
    return said;
  }
}
