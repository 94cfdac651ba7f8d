package retex.bench.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import retex.deploy.Processes;

/** The shipped programs as processes at one end of the link or the other. To be closed. */
final class Programs implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(180);

  private final Path home;
  private final Path work;
  private final List<Process> running = new CopyOnWriteArrayList<>(); // ended by a hook too

  Programs(Path home, Path work) {
    this.home = home;
    this.work = work;
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  /** Runs the launcher to its end and answers what it printed; {@code where} may be empty. */
  String run(List<String> where, String... arguments) {
    try {
      Process process = start(where, List.of(arguments), work.resolve("programs.log"), true);
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(
            arguments[0] + " " + arguments[1] + " failed; see " + work.resolve("programs.log"));
      }
      return out;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  JsonNode json(List<String> where, String... arguments) {
    return read(run(where, arguments), '{');
  }

  /** The same of a command that prints an array. */
  JsonNode array(List<String> where, String... arguments) {
    return read(run(where, arguments), '[');
  }

  private static JsonNode read(String out, char begins) {
    try {
      return JSON.readTree(out.substring(Math.max(0, out.indexOf(begins))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts something that serves and waits for {@code ready} to appear. */
  Process serve(List<String> where, Path ready, String... arguments) {
    return serve(where, ready, work.resolve("serve.log"), arguments);
  }

  /** The same with a log of its own. */
  Process serve(List<String> where, Path ready, Path log, String... arguments) {
    try {
      Files.deleteIfExists(ready);
      Process process = start(where, List.of(arguments), log, false);
      running.add(process);
      Instant until = Instant.now().plus(PATIENCE);
      while (!Files.exists(ready)) {
        if (!process.isAlive() || Instant.now().isAfter(until)) {
          throw new IllegalStateException("did not start; see " + log);
        }
        Thread.sleep(50);
      }
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Starts something that ends by itself, or by {@link #kill}. */
  Process begin(List<String> where, String... arguments) {
    try {
      Process process = start(where, List.of(arguments), work.resolve("programs.log"), false);
      running.add(process);
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until what was begun has done what it was asked to. */
  void ended(Process process) {
    try {
      if (process.waitFor() != 0) {
        throw new IllegalStateException("failed; see " + work.resolve("programs.log"));
      }
      running.remove(process);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Ends a process as a power cut would. */
  void kill(Process process) {
    running.remove(process);
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends something that serves, as a service manager would. */
  void stop(Process process) {
    running.remove(process);
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    List.copyOf(running).forEach(this::stop);
  }

  private Process start(List<String> where, List<String> arguments, Path log, boolean listen)
      throws IOException {
    var command = new ArrayList<>(where);
    command.add(home.resolve("retex").toString());
    command.addAll(arguments);
    var builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    if (!listen) {
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    }
    builder.environment().put("RETEX_PASSPHRASE", Processes.SECRET);
    builder.environment().put("RETEX_IDLE", "PT12H"); // nobody is at its pages, however slow it is
    builder.environment().put("RETEX_PASSWORD", Processes.SECRET);
    return builder.start();
  }
}
