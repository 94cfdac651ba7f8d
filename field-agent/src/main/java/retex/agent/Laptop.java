package retex.agent;

import static retex.agent.web.WebRefusal.PORT_TAKEN;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import retex.refusal.RefusedException;

/**
 * The installed agent, as an evaluator starts it: without arguments it serves the pages and shows
 * them in the browser; if it runs already, it only shows them. {@code serve} with its two options
 * goes the same short way past the command line's parser, which a cold start would pay for; any
 * other command is {@link AgentApplication}'s.
 */
public final class Laptop {

  private static final int PORT = 8470;
  private static final Pattern ANNOUNCED = Pattern.compile("\\{\"http\":(\\d{1,5})}\\s*");

  private Laptop() {}

  public static void main(String[] arguments) {
    try {
      run(arguments);
    } catch (IOException | RuntimeException failed) {
      System.exit(AgentApplication.failed(failed));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static void run(String[] arguments) throws IOException, InterruptedException {
    Path data = Path.of(System.getProperty("user.home"), ".retex", "agent");
    if (arguments.length == 0) {
      if (!showRunning(data)) {
        showAtAnyPort(data);
      }
    } else if (isPlainServe(arguments)) {
      Serving.untilStopped(
          caller().resolve(option(arguments, "--data", data.toString())).normalize(),
          Integer.parseInt(option(arguments, "--port", Integer.toString(PORT))),
          System.out::println);
    } else {
      AgentApplication.main(arguments);
    }
  }

  /** At the port that is always the same, or where another program has it, at any. */
  private static void showAtAnyPort(Path data) throws IOException, InterruptedException {
    try {
      Serving.untilStopped(data, PORT, Laptop::show);
    } catch (RefusedException refused) {
      if (refused.refusal().code() != PORT_TAKEN) {
        throw refused;
      }
      Serving.untilStopped(data, 0, Laptop::show);
    }
  }

  /** Where the caller stands; the launcher starts this process in the program's own folder. */
  private static Path caller() {
    return Path.of(System.getProperty("retex.caller", "")).toAbsolutePath();
  }

  private static boolean isPlainServe(String[] arguments) {
    if (!arguments[0].equals("serve") || arguments.length % 2 == 0) {
      return false;
    }
    for (int i = 1; i < arguments.length; i += 2) {
      boolean port = arguments[i].equals("--port") && arguments[i + 1].matches("\\d{1,5}");
      if (!port && !arguments[i].equals("--data")) {
        return false;
      }
    }
    return true;
  }

  private static String option(String[] arguments, String name, String otherwise) {
    int at = List.of(arguments).indexOf(name);
    return at < 0 ? otherwise : arguments[at + 1];
  }

  /** Whether another process serves this folder already; then its page is shown. */
  private static boolean showRunning(Path data) {
    try {
      Matcher told = ANNOUNCED.matcher(Files.readString(data.resolve("run/ports.json")));
      if (!told.matches()) {
        return false;
      }
      var address = URI.create("http://127.0.0.1:" + told.group(1) + "/");
      var connection =
          (java.net.HttpURLConnection) address.resolve("/unlock").toURL().openConnection();
      connection.setConnectTimeout(1_000); // milliseconds
      connection.setReadTimeout(3_000);
      if (connection.getResponseCode() != 200) {
        return false;
      }
      show(address);
      return true;
    } catch (IOException e) {
      return false; // nobody answers there any more
    }
  }

  private static void show(URI address) {
    System.out.println(address);
    boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("win");
    List<String> opener =
        windows
            ? List.of("rundll32", "url.dll,FileProtocolHandler", address.toString())
            : List.of("xdg-open", address.toString());
    try {
      new ProcessBuilder(opener)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      System.err.println(address + " : no browser could be started");
    }
  }
}
