package retex.server.device;

import io.micronaut.context.ApplicationContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import retex.server.console.Console;
import retex.server.console.ServerOptions;

/** Lists the laptops. */
@Command(
    name = "devices",
    description = "List the laptops: last contact, what then waited on them, their program.",
    mixinStandardHelpOptions = true)
public final class DevicesCommand implements Callable<Integer> {

  @Mixin private ServerOptions options = new ServerOptions();

  @Override
  public Integer call() {
    try (ApplicationContext context = options.open()) {
      DeviceScopes scopes = context.getBean(DeviceScopes.class);
      Revocations revocations = context.getBean(Revocations.class);
      List<DeviceLine> lines =
          context.getBean(Devices.class).listed(options.actor()).stream()
              .map(it -> DeviceLine.of(it, scopes.of(it.id()), revocations.find(it.id())))
              .toList();
      Console console = options.console(context);
      if (options.json()) {
        console.json(lines);
        return 0;
      }
      var rows = new ArrayList<List<String>>();
      rows.add(List.of("device", "name", "revoked", "last contact", "backlog", "program", "for"));
      for (DeviceLine it : lines) {
        rows.add(
            List.of(
                it.id(),
                it.name(),
                it.revoked() ? "revoked: " + Objects.requireNonNullElse(it.order(), "–") : "",
                Objects.requireNonNullElse(it.lastContact(), "–"),
                Long.toString(it.backlog()),
                it.version(),
                it.mission() == null ? "" : it.mission() + " " + it.role()));
      }
      console.table(rows);
      return 0;
    }
  }
}
