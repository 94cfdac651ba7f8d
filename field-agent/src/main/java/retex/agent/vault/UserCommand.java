package retex.agent.vault;

import io.micronaut.context.ApplicationContext;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The users of this laptop, from the command line. Passphrases come from the environment. */
@Command(
    name = "user",
    description = {
      "List, add or remove the users of this laptop, or change a passphrase.",
      "Your passphrase is RETEX_PASSPHRASE, the new one RETEX_NEW_PASSPHRASE."
    },
    mixinStandardHelpOptions = true)
public final class UserCommand implements Callable<Integer> {

  @Mixin private LaptopOptions options = new LaptopOptions();

  @Parameters(index = "0", paramLabel = "list|add|remove|passphrase", description = "What to do")
  private Action action = Action.list;

  @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "The user")
  private String name = "";

  /** What can be done; the words are those typed. */
  enum Action {
    list,
    add,
    remove,
    passphrase
  }

  @Override
  public Integer call() {
    try (ApplicationContext context = options.open()) {
      Users users = context.getBean(Users.class);
      String own = System.getenv().getOrDefault("RETEX_PASSPHRASE", "");
      String next = System.getenv().getOrDefault("RETEX_NEW_PASSPHRASE", "");
      var console = options.console(context);
      if (action == Action.list) {
        users.names().forEach(console::line);
        return 0;
      }
      String done =
          switch (action) {
            case add -> users.add(Asker.OWNER, own, name, next, next);
            case remove -> users.remove(Asker.OWNER, own, name);
            case passphrase, list -> users.change(Asker.OWNER, own, next, next);
          };
      console.line(options.words().say(done));
      return 0;
    }
  }
}
