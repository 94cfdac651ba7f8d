package retex.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The steps of the demonstration, in the order in which data goes, each told with its figures. */
final class WholeLine {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String REVIEWER = "rita";
  private static final String PROPOSER = "olaf";
  private static final String RELEASER = "nora";
  private static final String ADMINISTRATOR = "ada";
  private static final long CUT_AFTER_BYTES =
      1_700; // after the handshake, before the last of the entries

  private final Processes processes;
  private final SampleSet set;
  private final Path out;
  private final Path server;
  private final List<Path> laptops;
  private final ObjectNode report = JSON.createObjectNode();
  private final Map<String, String> providerAccounts = new LinkedHashMap<>();
  private final List<Path> pdfs = new ArrayList<>();
  private Processes.Ports ports = new Processes.Ports(0, 0);

  WholeLine(Processes processes, SampleSet set, Path work, Path out) {
    this.processes = processes;
    this.set = set;
    this.out = out;
    this.server = work.resolve("server");
    this.laptops = List.of(work.resolve("laptop-west"), work.resolve("laptop-east"));
  }

  ObjectNode run() throws IOException {
    enter();
    openServer();
    synchronise();
    review();
    redact();
    release();
    report.put("out", out.toString());
    pdfs.forEach(pdf -> report.withArray("pdfs").add(pdf.toString()));
    return report;
  }

  /** Where the server listens. */
  Processes.Ports ports() {
    return ports;
  }

  /** Both pages stay open, with their addresses and accounts, until the process is stopped. */
  void keepServing() {
    tell("Headquarters", "http://127.0.0.1:" + ports.http() + "/");
    for (Path laptop : laptops) {
      tell(
          laptop.getFileName().toString(),
          "http://127.0.0.1:" + processes.serveAgent(laptop).http() + "/");
    }
    tell(
        "Accounts",
        String.join(", ", List.of(ADMINISTRATOR, REVIEWER, PROPOSER, RELEASER))
            + ", "
            + String.join(", ", providerAccounts.keySet())
            + "; password and passphrase: "
            + Processes.SECRET);
    tell("Stop", "Ctrl-C");
  }

  private void enter() {
    int entered = 0;
    for (int i = 0; i < laptops.size(); i++) {
      JsonNode imported =
          processes
              .agent(
                  "import",
                  set.records().get(i).toString(),
                  "--data",
                  laptops.get(i).toString(),
                  "--keep-going",
                  "--json")
              .json();
      entered += imported.get("imported").size();
      for (JsonNode problem : imported.get("problems")) {
        tell(
            "  left out",
            "line "
                + problem.get("line")
                + ", "
                + problem.get("field").asText()
                + ": "
                + problem.get("code").asText());
      }
    }
    report.put("entered", entered);
    tell("1 Entry", entered + " records signed on two laptops that never met a server");
  }

  private void openServer() throws IOException {
    ports = processes.serveServer(server);
    account(ADMINISTRATOR, "administrator", "");
    account(REVIEWER, "reviewer", "");
    account(PROPOSER, "release-officer", "");
    account(RELEASER, "release-officer", "");
    JsonNode imported =
        processes
            .server(
                "catalogue",
                "import",
                set.reference().toString(),
                "--data",
                server.toString(),
                "--json")
            .orFail("catalogue import")
            .json();
    for (JsonNode provider : JSON.readTree(set.reference().toFile()).path("providers")) {
      String code = provider.get("code").asText();
      String name = code.toLowerCase(java.util.Locale.ROOT);
      account(name, "provider", code);
      providerAccounts.put(name, code);
    }
    tell(
        "2 Headquarters",
        "server on ports "
            + ports.http()
            + " and "
            + ports.grpc()
            + ", reference data version "
            + imported.get("version")
            + " with "
            + imported.get("items")
            + " items, "
            + (4 + providerAccounts.size())
            + " accounts");
  }

  private void account(String name, String role, String provider) {
    var arguments =
        new ArrayList<>(
            List.of("account", "add", "--data", server.toString(), "--name", name, "--role", role));
    if (!provider.isEmpty()) {
      arguments.addAll(List.of("--provider", provider));
    }
    processes.server(arguments.toArray(String[]::new)).orFail("account add");
  }

  /** A token for a laptop of the first mission of the reference data. */
  private String token() throws IOException {
    var command = new ArrayList<>(List.of("device-token", "--data", server.toString(), "--json"));
    JsonNode mission =
        JSON.readTree(set.reference().toFile()).path("missions").path(0).path("code");
    if (!mission.isMissingNode()) {
      command.addAll(List.of("--mission", mission.asText()));
    }
    return processes
        .server(command.toArray(String[]::new))
        .orFail("device-token")
        .json()
        .get("token")
        .asText();
  }

  private void synchronise() throws IOException {
    for (Path laptop : laptops) {
      String token = token();
      try (var link = new CuttingProxy(ports.grpc())) {
        processes
            .agent(
                "enrol",
                "--data",
                laptop.toString(),
                "--server",
                "127.0.0.1:" + link.port(),
                "--token",
                token,
                "--name",
                laptop.getFileName().toString())
            .orFail("enrol");
        link.cutAfter(CUT_AFTER_BYTES);
        Processes.Result cut = processes.agent("sync", "--data", laptop.toString(), "--json");
        link.mend();
        JsonNode done =
            processes.agent("sync", "--data", laptop.toString(), "--json").orFail("sync").json();
        report.withArray("cuts").add(cut.code());
        tell(
            "3 Sync",
            laptop.getFileName()
                + ": link cut after "
                + CUT_AFTER_BYTES
                + " bytes (exit "
                + cut.code()
                + "), gone on: "
                + done.get("sent")
                + " entries sent, "
                + done.get("acknowledged")
                + " on the server, "
                + done.get("bytesUp")
                + " bytes of batches");
      }
      // from here on straight to the server's own port
      enrolStraight(laptop);
    }
  }

  private void enrolStraight(Path laptop) throws IOException {
    String token = token();
    processes
        .agent(
            "enrol",
            "--data",
            laptop.toString(),
            "--server",
            "127.0.0.1:" + ports.grpc(),
            "--token",
            token)
        .orFail("enrol");
  }

  private void review() throws IOException {
    Rest reviewer = Rest.signIn(ports.http(), REVIEWER, Processes.SECRET);
    int accepted = 0;
    int returned = 0;
    for (JsonNode record : reviewer.get("/api/records").orFail("records").json()) {
      mapUnit(reviewer, record);
      boolean weak = set.weak().contains(record.get("reference").asText());
      if (weak) {
        giveBack(
            reviewer,
            record,
            "Too short to teach from: say what was seen, its cause and the remedy.");
        returned++;
      } else if (accept(reviewer, record)) {
        accepted++;
      }
    }
    tell("4 Review", accepted + " accepted, " + returned + " returned with a remark");
    for (int i = 0; i < laptops.size(); i++) {
      Optional<Path> mended = set.mended().get(i);
      if (mended.isPresent()) {
        String laptop = laptops.get(i).toString();
        processes.agent("sync", "--data", laptop).orFail("sync");
        processes.agent("import", mended.get().toString(), "--data", laptop).orFail("import");
        processes.agent("sync", "--data", laptop).orFail("sync");
      }
    }
    int again = 0;
    for (JsonNode record : reviewer.get("/api/records").orFail("records").json()) {
      if (record.get("state").asText().equals("received") && accept(reviewer, record)) {
        again++;
      }
    }
    report.put("accepted", accepted + again);
    report.put("returned", returned);
    tell("4 Review", again + " came back mended and were accepted");
  }

  /** A unit typed by hand is the one of the reference data that has this name. */
  private void mapUnit(Rest reviewer, JsonNode record) throws IOException {
    if (!record.get("fault").asText().equals("UNKNOWN_UNIT")) {
      return;
    }
    String typed = record.get("unit").asText();
    for (JsonNode unit : JSON.readTree(set.reference().toFile()).path("units")) {
      for (JsonNode name : unit.path("names")) {
        if (name.asText().equalsIgnoreCase(typed)) {
          var body = JSON.createObjectNode().put("unit", unit.get("code").asText());
          reviewer.post("/api/records/" + record.get("id").asText() + "/unit", body);
        }
      }
    }
  }

  private static boolean accept(Rest reviewer, JsonNode record) {
    var body = JSON.createObjectNode().put("revision", record.get("revision").asText());
    Rest.Answer answer =
        reviewer.post("/api/records/" + record.get("id").asText() + "/acceptance", body);
    if (!answer.isDone()) {
      tell("  kept aside", record.get("reference").asText() + ": " + answer.code());
    }
    return answer.isDone();
  }

  private static void giveBack(Rest reviewer, JsonNode record, String remark) {
    var body =
        JSON.createObjectNode()
            .put("revision", record.get("revision").asText())
            .put("remark", remark);
    reviewer.post("/api/records/" + record.get("id").asText() + "/return", body).orFail("return");
  }

  private void redact() {
    Rest officer = Rest.signIn(ports.http(), PROPOSER, Processes.SECRET);
    int cleared = 0;
    int places = 0;
    int unsure = 0;
    var findings = new FindingStep();
    for (JsonNode record : officer.get("/api/records").orFail("records").json()) {
      if (!record.get("state").asText().equals("accepted")) {
        continue;
      }
      String path = "/api/records/" + record.get("id").asText() + "/redaction";
      JsonNode redaction = officer.get(path).orFail("redaction").json();
      for (JsonNode field : redaction.get("fields")) {
        for (JsonNode span : field.get("spans")) {
          places++;
          unsure += span.get("unsure").asBoolean() ? 1 : 0;
        }
      }
      var body =
          JSON.createObjectNode()
              .put("revision", redaction.get("revision").asText())
              .put("read", redaction.get("read").asText());
      officer.post(path + "/clearance", body).orFail("clearance");
      findings.decide(officer, record.get("id").asText());
      cleared++;
    }
    report.put("cleared", cleared).put("masked", places);
    tell(
        "5 Redaction",
        cleared
            + " records read and cleared; "
            + places
            + " places masked, "
            + unsure
            + " of them in doubt");
    report.put("findings", findings.accepted());
    tell("5 Findings", findings.proposed() + " proposed, " + findings.accepted() + " accepted");
  }

  private void release() throws IOException {
    Rest proposer = Rest.signIn(ports.http(), PROPOSER, Processes.SECRET);
    Rest releaser = Rest.signIn(ports.http(), RELEASER, Processes.SECRET);
    for (Map.Entry<String, String> provider : providerAccounts.entrySet()) {
      for (String language : List.of("en", "fr")) {
        release(proposer, releaser, provider.getValue(), language);
      }
    }
    List<String> ids = new ArrayList<>();
    for (Map.Entry<String, String> provider : providerAccounts.entrySet()) {
      Rest rest = Rest.signIn(ports.http(), provider.getKey(), Processes.SECRET);
      int files = 0;
      for (JsonNode feedback : rest.listOf(2, "/api/feedback")) {
        String id = feedback.get("id").asText();
        byte[] pdf = rest.get("/api/feedback/" + id + "/pdf").orFail("pdf").body();
        Path file =
            out.resolve(provider.getValue() + "-" + feedback.get("language").asText() + ".pdf");
        Files.write(file, pdf);
        pdfs.add(file);
        files++;
        tell("7 Feedback", file + " (" + pdf.length / 1024 + " KiB)");
        ids.add(id);
      }
      for (String id : ids.subList(0, ids.size() - files)) {
        int status = rest.get("/api/feedback/" + id + "/pdf").status();
        if (status != 404) {
          throw new IllegalStateException("another provider's feedback answered " + status);
        }
      }
    }
  }

  private static void release(Rest proposer, Rest releaser, String provider, String language) {
    var proposal = JSON.createObjectNode().put("provider", provider).put("language", language);
    proposal.putArray("asked").add("quotation"); // both officers want the evaluators' own words
    Rest.Answer proposed = proposer.post("/api/releases", proposal);
    if (!proposed.isDone()) {
      tell("6 Release", provider + " " + language + ": " + proposed.code());
      return;
    }
    String path = "/api/releases/" + proposed.json().get("id").asText();
    var approval =
        JSON.createObjectNode().put("contentHash", proposed.json().get("contentHash").asText());
    releaser.get(path + "/since").json().forEach(it -> approval.set("since", it.get("release")));
    Rest.Answer alone = proposer.post(path + "/approval", approval);
    releaser.post(path + "/approval", approval).orFail("release");
    tell(
        "6 Release",
        provider
            + " "
            + language
            + ": proposed by "
            + PROPOSER
            + " (alone: "
            + alone.code()
            + "), released by "
            + RELEASER);
  }

  private static void tell(String step, String text) {
    System.out.printf("%-16s %s%n", step, text);
  }
}
