package retex.server.device;

import io.micronaut.context.ApplicationContext;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import retex.contract.DeviceId;
import retex.server.console.ServerOptions;

/** Says which mission a laptop is for, and as what. */
@Command(
    name = "device-scope",
    description =
        "Say which mission a laptop is for, and as what; without --mission it is for none. What it"
            + " may no longer hold leaves it at its next contact.",
    mixinStandardHelpOptions = true)
public final class DeviceScopeCommand implements Callable<Integer> {

  @Mixin private ServerOptions options = new ServerOptions();

  @Parameters(paramLabel = "DEVICE", description = "Device id, 32 hexadecimal digits")
  private String device = "";

  @Option(names = "--mission", paramLabel = "CODE", description = "Code of the mission")
  private String mission = "";

  @Option(names = "--role", paramLabel = "ROLE", description = "evaluator (default) or trainer")
  private String role = DeviceRole.EVALUATOR.word();

  @Override
  public Integer call() {
    try (ApplicationContext context = options.open()) {
      DeviceScopes scopes = context.getBean(DeviceScopes.class);
      DeviceId id = DeviceId.parse(device);
      scopes
          .read(mission, role)
          .ifPresentOrElse(
              scope -> scopes.give(id, scope, options.actor()),
              () -> scopes.take(id, options.actor()));
      return 0;
    }
  }
}
