package retex.server.device;

import io.micronaut.context.ApplicationContext;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import retex.contract.DeviceId;
import retex.server.console.ServerOptions;

/** Revokes a laptop. */
@Command(
    name = "device-revoke",
    description = "Revoke a laptop: nothing it says is taken from its next message on.",
    mixinStandardHelpOptions = true)
public final class DeviceRevokeCommand implements Callable<Integer> {

  @Mixin private ServerOptions options = new ServerOptions();

  @Parameters(paramLabel = "DEVICE", description = "Device id, 32 hexadecimal digits")
  private String device = "";

  @Override
  public Integer call() {
    try (ApplicationContext context = options.open()) {
      context.getBean(Devices.class).revoke(DeviceId.parse(device), options.actor());
      return 0;
    }
  }
}
