package retex.server.redaction.labelled;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import retex.server.redaction.labelled.Labelled.Gold;

/** The labelled set is whole. {@code -Dretex.labelled.write=true} writes what is made from src. */
class LabelledTextsTest {

  /** Texts in which nothing must go. */
  private static final Set<String> HARMLESS =
      Set.of(
          "en-G019", "fr-G012", "fr-G023", "fr-G028", "fr-G043", "en-K025", "fr-K025", "en-L008",
          "en-L025", "en-L031", "en-L034", "fr-L008", "fr-L025", "fr-L031", "fr-L034", "en-M005",
          "en-M018", "en-M026", "en-M034", "fr-M005", "fr-M018", "fr-M026", "fr-M034");

  private static final Path ROOT = Path.of("src/test/resources/redaction");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev", "dev2", "dev3", "dev4", "dev5", "dev6", "dev7", "dev8", "dev9", "dev10", "test"
      })
  void texts_and_offsets_are_those_that_the_marks_say(String half) throws IOException {
    Path folder = ROOT.resolve(half);
    Map<String, String> made = LabelledTexts.files(LabelledTexts.of(ROOT.resolve(half)));

    if (Boolean.getBoolean("retex.labelled.write")) {
      for (var file : made.entrySet()) {
        Path path = folder.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
      }
    }

    for (var file : made.entrySet()) {
      assertThat(folder.resolve(file.getKey())).content().isEqualTo(file.getValue());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev", "dev2", "dev3", "dev4", "dev5", "dev6", "dev7", "dev8", "dev9", "dev10", "test"
      })
  void every_span_reads_as_labelled_and_every_text_has_something_to_keep(String half)
      throws IOException {
    Set<String> topics = topics();
    for (Labelled text : LabelledTexts.of(ROOT.resolve(half))) {
      int[] points = text.text().codePoints().toArray();
      for (Gold gold : text.gold()) {
        assertThat(new String(points, gold.start(), gold.end() - gold.start()))
            .isEqualTo(gold.text());
        assertThat(gold.kind()).isNotEmpty();
      }
      assertThat(text.keep()).as(text.id()).hasSizeGreaterThanOrEqualTo(3);
      assertThat(text.gold().isEmpty()).as(text.id()).isEqualTo(HARMLESS.contains(text.id()));
      text.keep()
          .forEach(it -> it.finding().ifPresent(f -> assertThat(topics).contains(f.topic())));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev", "dev2", "dev3", "dev4", "dev5", "dev6", "dev7", "dev8", "dev9", "dev10", "test"
      })
  void about_half_of_the_names_are_not_in_the_context(String half) throws IOException {
    String context = fold(Files.readString(ROOT.resolve(half + "/context.json")));
    List<String> names =
        LabelledTexts.of(ROOT.resolve(half)).stream()
            .flatMap(it -> it.gold().stream())
            .filter(it -> it.kind().equals("named"))
            .map(it -> fold(it.text()))
            .toList();

    long known = names.stream().filter(name -> lastWordIn(context, name)).count();

    assertThat((double) known / names.size()).isBetween(0.3, 0.65);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "dev3"})
  void no_person_or_place_of_the_test_half_is_in_another(String half) throws IOException {
    assertThat(names("test")).doesNotContainAnyElementsOf(names(half));
  }

  private static Set<String> names(String half) throws IOException {
    return LabelledTexts.of(ROOT.resolve(half)).stream()
        .flatMap(it -> it.gold().stream())
        .filter(
            it -> Set.of("PERSON", "EVALUATOR", "PLACE", "UNIT", "STATE").contains(it.category()))
        .map(it -> fold(it.text()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean lastWordIn(String context, String name) {
    return context.contains(name.substring(name.lastIndexOf(' ') + 1));
  }

  private static String fold(String text) {
    return text.replace("-\n", "")
        .replaceAll("[\\u200b\\u2060\\u00ad]", "")
        .toLowerCase(Locale.ROOT);
  }

  private static Set<String> topics() throws IOException {
    Path file = Path.of("../proto/src/main/resources/instruments/topics.yaml");
    return Files.readAllLines(file).stream()
        .filter(line -> line.contains("{code: "))
        .map(line -> line.replaceAll(".*\\{code: ([A-Z0-9-]+),.*", "$1"))
        .collect(Collectors.toSet());
  }
}
