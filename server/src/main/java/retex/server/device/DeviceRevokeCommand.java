package retex.server.device;

import io.micronaut.context.ApplicationContext;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import retex.contract.DeviceId;
import retex.server.console.ServerOptions;

/** Revokes a laptop. */
@Command(
    name = "device-revoke",
    description = {
      "Revoke a laptop: nothing it says goes into the store from its next message on.",
      "It may first hand over what headquarters lacks; then its keys are destroyed.",
      "With --stolen they are destroyed at its next contact, and it hands over nothing."
    },
    mixinStandardHelpOptions = true)
public final class DeviceRevokeCommand implements Callable<Integer> {

  @Mixin private ServerOptions options = new ServerOptions();

  @Parameters(paramLabel = "DEVICE", description = "Device id, 32 hexadecimal digits")
  private String device = "";

  @Option(names = "--reason", required = true, description = "Why; it is kept and audited")
  private String reason = "";

  @Option(names = "--stolen", description = "Destroy its keys at once, without hand-over")
  private boolean stolen;

  @Override
  public Integer call() {
    try (ApplicationContext context = options.open()) {
      RevocationOrder order = stolen ? RevocationOrder.STOLEN : RevocationOrder.HAND_OVER;
      context
          .getBean(Revocations.class)
          .revoke(DeviceId.parse(device), order, reason, options.actor());
      return 0;
    }
  }
}
