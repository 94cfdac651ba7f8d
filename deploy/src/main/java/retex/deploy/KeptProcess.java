package retex.deploy;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A process that runs one command of a program after another, for as long as we run: a command of a
 * process of its own spends 2 s on starting, the next one of this half a second in all.
 */
final class KeptProcess {

  private static final Map<Key, KeptProcess> KEPT = new HashMap<>();

  private final Process process;
  private final DataOutputStream asked;
  private final DataInputStream answers;

  private KeptProcess(Process process) {
    this.process = process;
    asked = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    answers = new DataInputStream(new BufferedInputStream(process.getInputStream()));
  }

  private record Key(List<String> command, Map<String, String> environment) {}

  /**
   * The process of a program; {@code environment}: the variables that were set for it, which {@code
   * builder} gives to what starts it.
   */
  static KeptProcess of(
      Program program,
      Map<String, String> environment,
      Function<List<String>, ProcessBuilder> builder)
      throws IOException {
    var key = new Key(program.loop(), Map.copyOf(environment));
    synchronized (KEPT) {
      KeptProcess kept = KEPT.get(key);
      if (kept == null || !kept.process.isAlive()) {
        kept =
            new KeptProcess(
                builder
                    .apply(key.command())
                    .redirectError(
                        ProcessBuilder.Redirect.DISCARD) // what a command says is answered
                    .start());
        KEPT.put(key, kept);
      }
      return kept;
    }
  }

  /** Ends the processes for which these variables were set: nobody else asks for them. */
  static void end(Map<String, String> environment) {
    synchronized (KEPT) {
      KEPT.entrySet()
          .removeIf(
              it -> {
                boolean theirs = it.getKey().environment().equals(environment);
                if (theirs) {
                  it.getValue().process.destroy();
                }
                return theirs;
              });
    }
  }

  /** Runs a command to its end. */
  synchronized Processes.Result run(Duration ahead, List<String> arguments) throws IOException {
    write(ahead.toString());
    asked.writeInt(arguments.size());
    for (String argument : arguments) {
      write(argument);
    }
    asked.flush();
    try {
      int code = answers.readInt();
      return new Processes.Result(code, CommandLoop.text(answers), CommandLoop.text(answers));
    } catch (EOFException e) {
      // its name alone: what follows may be a token
      throw new IOException("the process that runs commands ended in " + arguments.get(0), e);
    }
  }

  private void write(String text) throws IOException {
    CommandLoop.write(asked, text.getBytes(StandardCharsets.UTF_8));
  }
}
