package retex.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the shipped programs and ends what is still running when closed. What serves, and what is
 * started and not waited for, is a process of its own; commands that run to their end share one
 * ({@link KeptProcess}) with those for which the same variables of the environment were set.
 */
public final class Processes implements Closeable {

  /** Passphrase of every laptop and password of every account that is made here. */
  public static final String SECRET = "demonstration only";

  /** The passphrase that a laptop is given where a command asks for a new one. */
  public static final String NEW_SECRET = "another for the demonstration";

  /** The property that moves the clock of a process. */
  static final String CLOCK = "retex.clock-offset";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LAST_LINES = 20; // of a log, to be told
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final Path work;
  private final Program server;
  private final Program laptop;
  private final List<Process> running = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private Duration ahead = Duration.ZERO;

  /** {@code home}: the built project; {@code work}: a folder for logs. */
  public Processes(Path home, Path work) {
    this.work = work;
    server = Program.server(home);
    laptop = Program.laptop(home);
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  /** Moves the clock of every process that starts from now on; negative moves it back. */
  public void moveClocks(Duration by) {
    ahead = by;
  }

  /** Sets a variable of the environment of every process that starts from now on. */
  public void set(String name, String value) {
    environment.put(name, value);
  }

  /** Runs a server command to its end. */
  public Result server(String... arguments) {
    return run(server, arguments);
  }

  /** Runs an agent command to its end. */
  public Result agent(String... arguments) {
    return run(laptop, arguments);
  }

  /** Starts an agent command and does not wait for it. */
  public Process startAgent(String... arguments) {
    return start(laptop, arguments);
  }

  /** Starts a server command and does not wait for it. */
  public Process startServer(String... arguments) {
    return start(server, arguments);
  }

  private Process start(Program program, String... arguments) {
    try {
      return builder(program, List.of(arguments))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a server and waits until it is ready; answers its ports. */
  public Ports serveServer(Path data) {
    return serve(
        server,
        data,
        List.of("serve", "--data", data.toString(), "--http-port", "0", "--grpc-port", "0"));
  }

  /** Starts an agent and waits until it is ready; answers its ports. */
  public Ports serveAgent(Path data) {
    return serveAgent(data, 0);
  }

  /** The same on a port that was chosen before; 0 takes any. */
  public Ports serveAgent(Path data, int port) {
    return serve(
        laptop,
        data,
        List.of("serve", "--data", data.toString(), "--port", Integer.toString(port)));
  }

  /** An agent that sends nothing by itself. */
  public Ports serveAlone(Path data) {
    return serve(
        laptop,
        data,
        List.of("serve", "--data", data.toString(), "--port", "0"),
        Map.of("RETEX_SYNC_CONNECTED", "false"));
  }

  /** An agent that nobody has opened yet: it waits for the passphrase on its page. */
  public Ports serveLocked(Path data) {
    return serve(
        laptop,
        data,
        List.of("serve", "--data", data.toString(), "--port", "0"),
        Map.of("RETEX_PASSPHRASE", ""));
  }

  /** The processes that serve, in the order in which they were started. */
  public List<Process> running() {
    return List.copyOf(running);
  }

  @Override
  public void close() {
    running.forEach(Process::destroy);
    if (!environment.isEmpty()) {
      KeptProcess.end(environment);
    }
    for (Process process : running) {
      try {
        if (!process.waitFor(10, java.util.concurrent.TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Ports serve(Program program, Path data, List<String> arguments) {
    return serve(program, data, arguments, Map.of());
  }

  private Ports serve(
      Program program, Path data, List<String> arguments, Map<String, String> environment) {
    Path ports = data.resolve("run/ports.json");
    try {
      Files.deleteIfExists(ports);
      Path log = work.resolve(program + "-" + data.getFileName() + ".log");
      ProcessBuilder builder = builder(program, arguments);
      builder.environment().putAll(environment);
      Process process =
          builder
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      running.add(process);
      Instant until = Instant.now().plus(PATIENCE);
      while (!Files.exists(ports)) {
        if (!process.isAlive() || Instant.now().isAfter(until)) {
          throw new IllegalStateException(program + " did not start:\n" + end(log));
        }
        Thread.sleep(50);
      }
      JsonNode read = JSON.readTree(Files.readString(ports));
      return new Ports(read.get("http").asInt(), read.path("grpc").asInt(0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Why a program ended: its folder is gone when the reader would look. */
  private static String end(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }

  private Result run(Program program, String... arguments) {
    try {
      return KeptProcess.of(program, environment, this::builder).run(ahead, List.of(arguments));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ProcessBuilder builder(Program program, List<String> arguments) {
    List<String> clock = ahead.isZero() ? List.of() : List.of("-D" + CLOCK + "=" + ahead);
    List<String> command;
    try {
      command = new ArrayList<>(program.command(clock));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    command.addAll(arguments);
    return builder(command);
  }

  private ProcessBuilder builder(List<String> command) {
    var builder = new ProcessBuilder(command);
    builder.environment().put("RETEX_PASSPHRASE", SECRET);
    builder.environment().put("RETEX_PASSWORD", SECRET);
    builder.environment().put("RETEX_NEW_PASSPHRASE", NEW_SECRET);
    builder.environment().putAll(environment);
    return builder;
  }

  /** Where a process listens; {@code grpc} is 0 for a laptop. */
  public record Ports(int http, int grpc) {}

  /** How a command ended: its exit code and what it printed. */
  public record Result(int code, String out, String err) {

    /** The JSON that was printed. */
    public JsonNode json() {
      try {
        return JSON.readTree(out);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** This result, when the command did what it was asked to. */
    public Result orFail(String what) {
      if (code != 0) {
        throw new IllegalStateException(what + " failed (" + code + "): " + err.strip());
      }
      return this;
    }
  }
}
