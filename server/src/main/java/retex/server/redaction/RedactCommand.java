package retex.server.redaction;

import static retex.server.redaction.RedactionRefusal.CONTEXT_MALFORMED;
import static retex.server.redaction.RedactionRefusal.FOLDER_UNREADABLE;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import retex.server.audit.Audit;
import retex.server.console.ServerOptions;
import retex.server.redaction.engine.Category;
import retex.server.redaction.engine.Context;
import retex.server.redaction.engine.Redacted;
import retex.server.redaction.engine.Redactor;
import retex.server.redaction.engine.Span;
import retex.server.web.Words;

/** Redacts a folder of texts without any database, for tuning and for measuring from outside. */
@Command(
    name = "redact",
    description = {
      "Redact every *.txt of a folder; write the redacted texts, spans.jsonl and findings.jsonl.",
      "Needs no database; with --data the run is noted in that server's audit log."
    },
    mixinStandardHelpOptions = true)
public final class RedactCommand implements Callable<Integer> {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Option(names = "--lang", required = true, description = "Language of the texts: en or fr")
  private String language = "en";

  @Option(names = "--context", required = true, description = "JSON file of the names to protect")
  private Path context = Path.of("context.json");

  @Option(names = "--data", description = "Data folder of the server that notes the run")
  private List<Path> data = List.of();

  @Parameters(index = "0", paramLabel = "IN_DIR", description = "Folder of *.txt")
  private Path in = Path.of("in");

  @Parameters(index = "1", paramLabel = "OUT_DIR", description = "Folder that is written")
  private Path out = Path.of("out");

  @Override
  public Integer call() {
    var redactor = Redactor.ofRemarksAndJudgments(context(), language);
    int texts = 0;
    int places = 0;
    try {
      Files.createDirectories(out);
      var spans = new ArrayList<String>();
      var findings = new FindingsFile(language);
      for (Path file : files()) {
        String document = file.getFileName().toString().replaceFirst("\\.txt$", "");
        Redacted redacted = redactor.redact(Files.readString(file));
        Files.writeString(out.resolve(file.getFileName()), redacted.text());
        redacted.spans().forEach(span -> spans.add(line(document, redacted, span)));
        findings.add(document, redacted.original());
        texts++;
        places += redacted.spans().size();
      }
      Files.write(out.resolve("spans.jsonl"), spans);
      findings.write(out);
    } catch (IOException e) {
      throw FOLDER_UNREADABLE.at("").asException();
    }
    note(texts);
    System.out.println(Words.in("en").say("redact.done", texts, places));
    return 0;
  }

  private void note(int texts) {
    for (Path folder : data) {
      Map<String, Object> properties =
          Map.of("retex.data", folder.toAbsolutePath().toString(), "grpc.server.enabled", false);
      try (ApplicationContext server =
          ApplicationContext.builder().properties(properties).banner(false).start()) {
        server
            .getBean(Audit.class)
            .write(
                new ServerOptions().actor(),
                "redaction.run",
                "folder",
                Map.of("texts", Integer.toString(texts), "rules", Redactor.VERSION));
      }
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(in)) {
      return all.filter(file -> file.getFileName().toString().endsWith(".txt")).sorted().toList();
    }
  }

  private static String line(String document, Redacted redacted, Span span) {
    String original = redacted.original();
    return JSON.createObjectNode()
        .put("document", document)
        .put("start", original.codePointCount(0, span.from()))
        .put("end", original.codePointCount(0, span.to()))
        .put("category", span.category().name())
        .put("stage", span.stage())
        .put("rule", span.rule())
        .put("words", String.join(" ", span.words()))
        .put("confidence", span.confidence())
        .put("replacement", span.category().replacement(redacted.language()))
        .toString();
  }

  private Context context() {
    JsonNode json;
    try {
      json = JSON.readTree(Files.readString(context));
    } catch (JsonProcessingException e) {
      throw CONTEXT_MALFORMED.at(String.valueOf(context.getFileName())).asException();
    } catch (IOException e) {
      throw FOLDER_UNREADABLE.at(String.valueOf(context.getFileName())).asException();
    }
    Context names =
        Context.empty()
            .and(Category.PERSON, texts(json, "people"))
            .and(Category.PLACE, texts(json, "places"))
            .and(Category.STATE, texts(json, "countries"))
            .and(Category.MISSION, texts(json, "missions"))
            .and(Category.REFERENCE, texts(json, "references"))
            .and(Category.PHONE, texts(json, "phones"))
            .and(Category.PLATE, texts(json, "vehicles"));
    for (JsonNode unit : json.path("units")) {
      names =
          names
              .and(Category.UNIT, List.of(unit.path("code").asText("")))
              .and(Category.UNIT, texts(unit, "names"))
              .and(Category.CALLSIGN, texts(unit, "callSigns"));
    }
    return names;
  }

  private static List<String> texts(JsonNode json, String field) {
    var texts = new ArrayList<String>();
    for (JsonNode node : json.path(field)) {
      if (!node.isTextual()) {
        throw CONTEXT_MALFORMED.at(field).asException();
      }
      texts.add(node.asText());
    }
    return texts;
  }
}
