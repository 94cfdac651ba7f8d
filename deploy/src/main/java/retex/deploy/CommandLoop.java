package retex.deploy;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Runs commands of one program after another in the process that it is the main class of, as they
 * are asked for on its standard input. Each is asked for as the length of a moved clock, the number
 * of arguments and these; the answer is the exit code and what went to both outputs. Texts are
 * UTF-8 behind their length in bytes. It ends with its input.
 */
final class CommandLoop {

  private CommandLoop() {}

  /** The one argument is the program's class; its {@code run(String...)} answers the exit code. */
  public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
    Method run = Class.forName(arguments[0]).getMethod("run", String[].class);
    var in = new DataInputStream(System.in);
    var answers = new DataOutputStream(System.out);
    while (true) {
      String clock;
      try {
        clock = text(in);
      } catch (EOFException e) {
        System.exit(0); // whatever threads a command has left
        return;
      }
      String[] asked = new String[in.readInt()];
      for (int i = 0; i < asked.length; i++) {
        asked[i] = text(in);
      }
      answer(answers, run, clock, asked);
    }
  }

  private static void answer(DataOutputStream answers, Method run, String clock, String[] asked)
      throws IOException, ReflectiveOperationException {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    PrintStream ours = System.out;
    PrintStream oursToo = System.err;
    int code;
    try {
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
      System.setProperty(Processes.CLOCK, clock);
      code = (int) run.invoke(null, (Object) asked);
    } catch (InvocationTargetException e) {
      Objects.requireNonNullElse(e.getCause(), e).printStackTrace(System.err);
      code = 1; // as a process ends that a failure reached the top of
    } finally {
      System.setOut(ours);
      System.setErr(oursToo);
    }
    answers.writeInt(code);
    write(answers, out.toByteArray());
    write(answers, err.toByteArray());
    answers.flush();
  }

  static void write(DataOutputStream to, byte[] bytes) throws IOException {
    to.writeInt(bytes.length);
    to.write(bytes);
  }

  static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }
}
