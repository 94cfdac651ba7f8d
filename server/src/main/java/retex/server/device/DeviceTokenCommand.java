package retex.server.device;

import io.micronaut.context.ApplicationContext;
import io.micronaut.serde.annotation.Serdeable;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import retex.server.console.Console;
import retex.server.console.ServerOptions;

/** Issues a one-time enrolment token. */
@Command(
    name = "device-token",
    description = "Issue a one-time token with which a laptop enrols, good for seven days.",
    mixinStandardHelpOptions = true)
public final class DeviceTokenCommand implements Callable<Integer> {

  @Mixin private ServerOptions options = new ServerOptions();

  @Option(
      names = "--mission",
      paramLabel = "CODE",
      description = "Code of the mission that the laptop is for")
  private String mission = "";

  @Option(names = "--role", paramLabel = "ROLE", description = "evaluator (default) or trainer")
  private String role = DeviceRole.EVALUATOR.word();

  @Override
  public Integer call() {
    try (ApplicationContext context = options.open()) {
      Enrolment enrolment = context.getBean(Enrolment.class);
      String actor = options.actor();
      String token =
          context
              .getBean(DeviceScopes.class)
              .read(mission, role)
              .map(scope -> enrolment.issueToken(actor, scope))
              .orElseGet(() -> enrolment.issueToken(actor));
      Console console = options.console(context);
      if (options.json()) {
        console.json(new Issued(token));
      } else {
        console.line(token);
      }
      return 0;
    }
  }

  /** What a program reads. */
  @Serdeable
  record Issued(String token) {}
}
