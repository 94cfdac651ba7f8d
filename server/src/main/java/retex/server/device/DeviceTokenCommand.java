package retex.server.device;

import io.micronaut.context.ApplicationContext;
import io.micronaut.serde.annotation.Serdeable;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import retex.server.console.Console;
import retex.server.console.ServerOptions;

/** Issues a one-time enrolment token. */
@Command(
    name = "device-token",
    description = "Issue a one-time token with which a laptop enrols, good for seven days.",
    mixinStandardHelpOptions = true)
public final class DeviceTokenCommand implements Callable<Integer> {

  @Mixin private ServerOptions options = new ServerOptions();

  @Override
  public Integer call() {
    try (ApplicationContext context = options.open()) {
      String token = context.getBean(Enrolment.class).issueToken(options.actor());
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
