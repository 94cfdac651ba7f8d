package retex.server.policy;

import static retex.server.policy.engine.PolicyRefusal.POLICY_UNREADABLE;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import retex.server.console.Console;
import retex.server.console.ServerOptions;
import retex.server.policy.engine.Policy;
import retex.server.policy.engine.PolicyDiff;
import retex.server.policy.engine.PolicyFile;

/** Groups the commands about the policy. */
@Command(
    name = "policy",
    description = "What may be told to whom: show, compare, sign and import policy files.",
    subcommands = {
      PolicyCommand.Show.class,
      PolicyCommand.Diff.class,
      PolicyCommand.Sign.class,
      PolicyCommand.Import.class
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class PolicyCommand {

  /** Prints a version as it was signed. */
  @Command(
      name = "show",
      description = "Print the policy in force, or another version of it.",
      mixinStandardHelpOptions = true)
  static final class Show implements Callable<Integer> {

    @Mixin private ServerOptions options = new ServerOptions();

    @Option(names = "--version-number", description = "Another version than the one in force")
    private int version;

    @Option(names = "--history", description = "List every version instead")
    private boolean history;

    @Override
    public Integer call() {
      try (ApplicationContext context = options.open()) {
        Policies policies = context.getBean(Policies.class);
        Console console = options.console(context);
        if (options.json()) {
          console.json(policies.history().stream().map(PolicyResource.VersionView::of).toList());
        } else if (history) {
          policies.history().forEach(it -> console.line(line(it)));
        } else {
          int wanted = version == 0 ? policies.current().version() : version;
          console.line(policies.version(wanted).content().stripTrailing());
        }
        return 0;
      }
    }

    private static String line(Policies.Version it) {
      return it.policy().id() + "  " + it.at() + "  " + it.actor() + "  " + it.publicKey();
    }
  }

  /** Says what differs. */
  @Command(
      name = "diff",
      description = "Say what a file, or another version, changes against the one in force.",
      mixinStandardHelpOptions = true)
  static final class Diff implements Callable<Integer> {

    @Mixin private ServerOptions options = new ServerOptions();

    @Parameters(paramLabel = "FILE|VERSION", description = "A policy file, or a version's number")
    private String other = "";

    @Override
    public Integer call() {
      try (ApplicationContext context = options.open()) {
        Policies policies = context.getBean(Policies.class);
        Console console = options.console(context);
        boolean isNumber = other.matches("\\d{1,6}");
        Policy current = policies.current();
        Policy read =
            isNumber
                ? policies.version(Integer.parseInt(other)).policy()
                : PolicyFile.read(text(Path.of(other)));
        List<PolicyDiff.Change> changes =
            isNumber ? PolicyDiff.between(read, current) : PolicyDiff.between(current, read);
        if (options.json()) {
          console.json(
              changes.stream()
                  .map(it -> new PolicyResource.ChangeView(it.what(), it.before(), it.after()))
                  .toList());
        } else {
          console.line(
              isNumber ? read.id() + " → " + current.id() : current.id() + " → " + read.id());
          var rows = new ArrayList<List<String>>();
          changes.forEach(it -> rows.add(List.of(it.what(), it.before(), "→", it.after())));
          console.table(rows);
        }
        return 0;
      }
    }
  }

  /** Signs a file. */
  @Command(
      name = "sign",
      description = {
        "Sign a policy file after reading it strictly; writes FILE.sig.",
        "Uses this server's own policy key unless another key file is given."
      },
      mixinStandardHelpOptions = true)
  static final class Sign implements Callable<Integer> {

    @Mixin private ServerOptions options = new ServerOptions();

    @Option(names = "--key", description = "Private key: 32 bytes in hexadecimal")
    private List<Path> key = List.of();

    @Parameters(paramLabel = "FILE", description = "YAML file of a policy")
    private Path file = Path.of("policy.yaml");

    @Override
    public Integer call() {
      String content = text(file);
      PolicyFile.read(content);
      try (ApplicationContext context = options.open()) {
        PolicyKeys.Signature signature =
            key.isEmpty()
                ? context.getBean(PolicyKeys.class).sign(content)
                : PolicyKeys.signWith(key.get(0), content);
        Files.writeString(beside(file), signature.line() + "\n");
        options.console(context).line(options.words().say("policy.signed", signature.publicKey()));
        return 0;
      } catch (IOException e) {
        throw POLICY_UNREADABLE.at("FILE.sig").asException();
      }
    }
  }

  /** Puts a signed file in force. */
  @Command(
      name = "import",
      description = "Put a policy file in force; its signature is read from FILE.sig.",
      mixinStandardHelpOptions = true)
  static final class Import implements Callable<Integer> {

    @Mixin private ServerOptions options = new ServerOptions();

    @Parameters(paramLabel = "FILE", description = "YAML file of a policy")
    private Path file = Path.of("policy.yaml");

    @Override
    public Integer call() {
      try (ApplicationContext context = options.open()) {
        Path sig = beside(file);
        PolicyKeys.Signature signature =
            PolicyKeys.Signature.parse(Files.exists(sig) ? text(sig) : "");
        Policies.Version taken =
            context.getBean(Policies.class).take(text(file), signature, options.actor());
        Console console = options.console(context);
        if (options.json()) {
          console.json(PolicyResource.VersionView.of(taken));
        } else {
          console.line(options.words().say("policy.taken", taken.policy().id()));
        }
        return 0;
      }
    }
  }

  private static Path beside(Path file) {
    return file.resolveSibling(file.getFileName() + ".sig");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw POLICY_UNREADABLE.at(String.valueOf(file.getFileName())).asException();
    }
  }
}
