package retex.server.redaction.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RulesVersionTest {

  private static final Path RESOURCES = Path.of("src/main/resources");

  /** What the vocabulary folder holds for findings alone. */
  private static final List<String> OF_FINDINGS =
      List.of("causes", "certainty", "judgements", "praise", "remarks_", "remedies", "topics");

  @Test
  void every_list_and_model_of_the_rules_is_in_the_version() throws IOException {
    try (Stream<Path> redaction = Files.list(RESOURCES.resolve("redaction"));
        Stream<Path> vocabulary = Files.list(RESOURCES.resolve("vocabulary"))) {
      List<String> files =
          Stream.concat(redaction, vocabulary)
              .filter(Files::isRegularFile)
              .map(it -> RESOURCES.relativize(it).toString())
              .filter(it -> OF_FINDINGS.stream().noneMatch(of -> it.startsWith("vocabulary/" + of)))
              .toList();

      assertThat(files).containsExactlyInAnyOrderElementsOf(RulesVersion.FILES);
    }
  }

  @Test
  void the_version_is_one_name_while_nothing_changes() {
    assertThat(Redactor.VERSION)
        .matches("redaction-\\d+-[0-9a-f]{8}")
        .isEqualTo(RulesVersion.now());
  }
}
