package retex.server.feedback;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import retex.server.audit.Audit;
import retex.server.console.ServerOptions;

/** Commands about finished files. */
@Command(
    name = "feedback",
    description = "Finished files: whose copy a file is.",
    subcommands = FeedbackCommand.Trace.class,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class FeedbackCommand {

  /** Names the recipient of a file, or of a part of one, by the mark between its letters. */
  @Command(
      name = "trace",
      description = {
        "Name the recipient whose copy a PDF is, by the mark between its letters.",
        "A page of it is enough, and it may have been saved anew. Exit code 1: no known copy."
      },
      mixinStandardHelpOptions = true)
  static final class Trace implements Callable<Integer> {

    @Mixin private ServerOptions options = new ServerOptions();

    @Parameters(index = "0", paramLabel = "FILE.pdf", description = "The file that was found")
    private Path file = Path.of("file.pdf");

    @Override
    public Integer call() throws IOException {
      byte[] pdf = Files.readAllBytes(file);
      try (ApplicationContext server = options.open()) {
        List<Tracing.Trace> traces = server.getBean(Tracing.class).of(pdf);
        server
            .getBean(Audit.class)
            .write(
                options.actor(),
                "feedback.traced",
                traces.isEmpty() ? "none" : traces.get(0).release(),
                java.util.Map.of("copies", Integer.toString(traces.size())));
        if (options.json()) {
          options.console(server).json(traces);
        } else {
          var rows = new ArrayList<List<String>>();
          rows.add(List.of("PROVIDER", "RELEASE", "COPY", "BITS", "AGREE"));
          traces.forEach(
              it ->
                  rows.add(
                      List.of(
                          it.provider(),
                          it.release(),
                          it.copy(),
                          Integer.toString(it.bits()),
                          Math.round(it.agreement() * 100) + " %")));
          options.console(server).table(rows);
        }
        return traces.isEmpty() ? 1 : 0;
      }
    }
  }
}
