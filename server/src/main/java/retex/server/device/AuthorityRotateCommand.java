package retex.server.device;

import io.micronaut.context.ApplicationContext;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Override
  public Integer call() {
    try (ApplicationContext context = options.open()) {
      context.getBean(Enrolment.class).rotateAuthority(options.actor());
      options.console(context).line(options.words().say("device.authority.rotated"));
      return 0;
    }
  }
}
