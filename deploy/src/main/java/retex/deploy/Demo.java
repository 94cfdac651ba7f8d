package retex.deploy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The whole line on real parts: two laptops, a server, a link that is cut, and PDFs at the end. */
@Command(
    name = "retex demo",
    description = "Run the whole line, from evaluations on two laptops to the providers' PDFs.",
    mixinStandardHelpOptions = true)
public final class Demo implements Callable<Integer> {

  @Option(names = "--once", description = "End when the PDFs are there; else keep serving")
  private boolean once;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "demo-out",
      description = "Where the PDFs go")
  private Path out = Path.of("demo-out");

  @Option(
      names = "--records",
      paramLabel = "FILE.jsonl",
      description = "Other records than the sample")
  private java.util.List<Path> records = java.util.List.of();

  @Option(names = "--reference", paramLabel = "FILE.json", description = "Other reference data")
  private java.util.List<Path> reference = java.util.List.of();

  @Option(names = "--json", description = "Print a last line for programs")
  private boolean json;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by the command line
  private CommandSpec command;

  private Demo() {}

  public static void main(String[] arguments) {
    var line = new CommandLine(new Demo());
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          System.err.println("retex demo: " + failure.getMessage());
          return 1;
        });
    System.exit(line.execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (records.isEmpty() != reference.isEmpty()) {
      throw new ParameterException(
          command.commandLine(), "--records and --reference go together: give both, or neither");
    }
    Path caller = Path.of(System.getProperty("retex.caller", "."));
    Path home = Path.of(System.getProperty("retex.home", ".")).toAbsolutePath().normalize();
    Path work = Files.createTempDirectory("retex-demo");
    Path target = caller.resolve(out).toAbsolutePath().normalize();
    Files.createDirectories(target);
    SampleSet set =
        records.isEmpty()
            ? SampleSet.shipped(work)
            : SampleSet.of(caller.resolve(records.get(0)), caller.resolve(reference.get(0)), work);
    try (var processes = new Processes(home, work)) {
      var line = new WholeLine(processes, set, work, target);
      ObjectNode report = line.run();
      if (!once) {
        line.keepServing();
      }
      if (json) {
        System.out.println(JsonMapper.builder().build().writeValueAsString(report));
      }
      if (!once) {
        Thread.currentThread().join();
      }
      return 0;
    } finally {
      if (once) {
        delete(work);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      files
          .sorted(java.util.Comparator.reverseOrder())
          .forEach(
              file -> file.toFile().delete()); // a temporary folder; the system clears leftovers
    }
  }
}
