package retex.bench.sync;

import java.nio.file.Path;
import java.util.List;
import retex.bench.corpus.Corpus;

/** Headquarters at one end of a link, and laptops at the other, all with their data in a folder. */
record Ends(Link link, Programs programs, Path work) {

  static final int PORT = 8481;

  /** Where headquarters keeps its data. */
  Path server() {
    return work.resolve("server");
  }

  /** Gives headquarters the reference data that the records speak of. */
  void teach() {
    String reference = Corpus.reference(work).toString();
    programs.run(List.of(), "server", "catalogue", "import", reference, "--data", "" + server());
  }

  /** Starts headquarters and waits until it is ready. */
  Process serve() {
    return programs.serve(
        link.atHeadquarters(),
        server().resolve("run/ports.json"),
        "server",
        "serve",
        "--data",
        "" + server(),
        "--host",
        link.headquarters(),
        "--http-port",
        "8480",
        "--grpc-port",
        "" + PORT);
  }

  /** Starts a laptop's pages, which keep a call open, and waits until they are ready. */
  Process serve(Path laptop, Path log) {
    return programs.serve(
        link.atLaptop(),
        laptop.resolve("run/ports.json"),
        log,
        "agent",
        "serve",
        "--data",
        "" + laptop,
        "--port",
        "0");
  }

  /** A laptop that is enrolled and current. */
  Path enrolled(String name) {
    Path laptop = work.resolve(name);
    String token =
        programs
            .json(List.of(), "server", "device-token", "--data", "" + server(), "--json")
            .get("token")
            .asText();
    programs.run(
        link.atLaptop(),
        "agent",
        "enrol",
        "--data",
        "" + laptop,
        "--server",
        link.headquarters() + ":" + PORT,
        "--token",
        token);
    programs.run(link.atLaptop(), "agent", "sync", "--data", "" + laptop, "--json");
    return laptop;
  }

  /** Enters JSON lines on a laptop. */
  void enter(Path lines, Path laptop) {
    programs.ended(entering(lines, laptop));
  }

  /** The same without waiting for its end. */
  Process entering(Path lines, Path laptop) {
    return programs.begin(List.of(), "agent", "import", "" + lines, "--data", "" + laptop);
  }
}
