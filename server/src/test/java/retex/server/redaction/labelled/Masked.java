package retex.server.redaction.labelled;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import retex.server.redaction.RedactCommand;

/** What {@code redact} took out of a folder of texts, by document: measured from outside. */
record Masked(Map<String, List<Place>> places) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** One span of {@code spans.jsonl}. */
  record Place(int start, int end, String stage) {}

  /** Runs the command on one language of a half. */
  static Masked of(Path half, String language, Path out) throws IOException {
    int code =
        new CommandLine(new RedactCommand())
            .execute(
                "--lang",
                language,
                "--context",
                half.resolve("context.json").toString(),
                half.resolve(language).toString(),
                out.toString());
    if (code != 0) {
      throw new IllegalStateException("redact ended with " + code);
    }
    var places = new TreeMap<String, List<Place>>();
    for (String line : Files.readAllLines(out.resolve("spans.jsonl"))) {
      JsonNode json = JSON.readTree(line);
      places
          .computeIfAbsent(json.get("document").asText(), it -> new ArrayList<>())
          .add(
              new Place(
                  json.get("start").asInt(), json.get("end").asInt(), json.get("stage").asText()));
    }
    return new Masked(places);
  }

  List<Place> in(String document) {
    return places.getOrDefault(document, List.of());
  }
}
