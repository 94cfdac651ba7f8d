package retex.server.redaction.labelled;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import retex.server.redaction.engine.Category;
import retex.server.redaction.engine.Context;
import retex.server.redaction.engine.Redactor;
import retex.server.redaction.engine.Span;

/**
 * What the engine takes out of the development texts, and of rows of turns written to come near the
 * bounds of its rules, changes on purpose only: every span, by which rule and how sure, is as
 * recorded in {@code spans-en.tsv} and {@code spans-fr.tsv}. {@code -Dretex.labelled.write=true}
 * records anew; the difference is then to be read like code.
 */
class SpansRecordedTest {

  private static final Path ROOT = Path.of("src/test/resources/redaction");

  @ParameterizedTest
  @CsvSource({
    "dev,en", "dev,fr", "dev2,en", "dev2,fr", "dev3,en", "dev3,fr", "dev4,en", "dev4,fr", "dev5,en",
    "dev5,fr", "dev6,en", "dev6,fr", "dev7,en", "dev7,fr", "dev8,en", "dev8,fr", "dev9,en",
        "dev9,fr",
    "dev10,en", "dev10,fr", "turns,en", "turns,fr"
  })
  void development_texts_are_masked_as_recorded(String half, String language) throws IOException {
    Path folder = ROOT.resolve(half);
    var redactor = new Redactor(context(folder.resolve("context.json")), language);
    var lines = new ArrayList<String>();
    try (Stream<Path> texts = Files.list(folder.resolve(language))) {
      for (Path text : texts.sorted().toList()) {
        String name = text.getFileName().toString().replace(".txt", "");
        for (Span span : redactor.redact(Files.readString(text)).spans()) {
          lines.add(line(name, span));
        }
      }
    }
    Path recorded = folder.resolve("spans-" + language + ".tsv");
    if (Boolean.getBoolean("retex.labelled.write")) {
      Files.write(recorded, lines);
    }

    assertThat(lines).containsExactlyElementsOf(Files.readAllLines(recorded));
  }

  private static String line(String document, Span it) {
    return String.format(
        Locale.ROOT,
        "%s\t%d\t%d\t%s\t%s\t%s\t%.2f",
        document,
        it.from(),
        it.to(),
        it.category(),
        it.stage(),
        it.rule(),
        it.confidence());
  }

  private static Context context(Path file) throws IOException {
    JsonNode json = JsonMapper.builder().build().readTree(Files.readString(file));
    Context names =
        Context.empty()
            .and(Category.PERSON, texts(json.path("people")))
            .and(Category.PLACE, texts(json.path("places")))
            .and(Category.STATE, texts(json.path("countries")))
            .and(Category.MISSION, texts(json.path("missions")))
            .and(Category.REFERENCE, texts(json.path("references")))
            .and(Category.PHONE, texts(json.path("phones")))
            .and(Category.PLATE, texts(json.path("vehicles")));
    for (JsonNode unit : json.path("units")) {
      names =
          names
              .and(Category.UNIT, List.of(unit.path("code").asText("")))
              .and(Category.UNIT, texts(unit.path("names")))
              .and(Category.CALLSIGN, texts(unit.path("callSigns")));
    }
    return names;
  }

  private static List<String> texts(JsonNode nodes) {
    var texts = new ArrayList<String>();
    nodes.forEach(it -> texts.add(it.asText()));
    return texts;
  }
}
