package retex.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import retex.deploy.LaptopVisit;
import retex.deploy.Visit;

/** The one page of a bare server on a given port. */
final class BarePage implements Visit {

  private final int port;

  BarePage(int port) {
    this.port = port;
  }

  @Override
  public List<String> settings() {
    return List.of("-Dmicronaut.server.port=" + port);
  }

  @Override
  public List<String> arguments(Path work) {
    return List.of();
  }

  @Override
  public void visit(Process process) throws IOException, InterruptedException {
    await(process);
  }

  Duration await(Process process) throws IOException, InterruptedException {
    return new LaptopVisit(port).awaitPage(process, "/");
  }
}
