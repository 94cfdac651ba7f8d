package retex.deploy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A laptop gets its certificate with a token of headquarters, both by their own commands. */
final class Enrolment {

  private Enrolment() {}

  /** {@code port}: where headquarters, or the link to it, answers; {@code scope}: of the token. */
  static void of(Processes processes, Path server, Path laptop, int port, String... scope) {
    var command = new ArrayList<>(List.of("device-token", "--data", server.toString(), "--json"));
    command.addAll(List.of(scope));
    String token =
        processes
            .server(command.toArray(String[]::new))
            .orFail("device-token")
            .json()
            .get("token")
            .asText();
    String address = "127.0.0.1:" + port;
    processes
        .agent("enrol", "--data", laptop.toString(), "--server", address, "--token", token)
        .orFail("enrol");
  }
}
