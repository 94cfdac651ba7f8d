package retex.deploy;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * A process that runs one command of a program after another: a command of a process of its own
 * spends 2 s on starting, the next one of this 0.5 s.
 */
final class KeptProcess implements Closeable {

  private final Process process;
  private final DataOutputStream asked;
  private final DataInputStream answers;

  KeptProcess(Process process) {
    this.process = process;
    asked = new DataOutputStream(new java.io.BufferedOutputStream(process.getOutputStream()));
    answers = new DataInputStream(new java.io.BufferedInputStream(process.getInputStream()));
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
      throw new IOException("the process that runs commands has ended: " + arguments, e);
    }
  }

  private void write(String text) throws IOException {
    CommandLoop.write(asked, text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    process.destroy();
  }
}
