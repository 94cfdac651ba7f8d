package retex.server.device;

import io.micronaut.context.ApplicationContext;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import retex.server.console.ServerOptions;

/** Changes the server to a new authority. */
@Command(
    name = "authority-rotate",
    description = {
      "Make a new certificate authority. A server that runs shows it from its next connection on.",
      "Laptops follow by themselves; one that misses more than three rotations must enrol again."
    },
    mixinStandardHelpOptions = true)
public final class AuthorityRotateCommand implements Callable<Integer> {

  @Mixin private ServerOptions options = new ServerOptions();

  @Option(
      names = "--end-earlier",
      description =
          "After a theft of keys: end all earlier authorities at once. Every laptop must enrol"
              + " again.")
  private boolean endsEarlier;

  @Override
  public Integer call() {
    try (ApplicationContext context = options.open()) {
      Enrolment enrolment = context.getBean(Enrolment.class);
      if (endsEarlier) {
        enrolment.replaceAuthority(options.actor());
      } else {
        enrolment.rotateAuthority(options.actor());
      }
      options
          .console(context)
          .line(
              options
                  .words()
                  .say(endsEarlier ? "device.authority.replaced" : "device.authority.rotated"));
      return 0;
    }
  }
}
