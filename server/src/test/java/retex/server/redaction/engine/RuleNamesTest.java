package retex.server.redaction.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import retex.server.web.Words;

class RuleNamesTest {

  private static final Path TEXTS = Path.of("src/test/resources/redaction");

  @ParameterizedTest
  @ValueSource(strings = {"en", "fr"})
  void every_rule_says_in_words_why_it_masked(String language) throws IOException {
    var rules = new TreeSet<String>();
    Patterns.all().forEach(shape -> rules.add(shape.name()));
    new SentenceRule(language, SentenceModel.of(language)).names().forEach(rules::add);
    var context = new Context(Map.of(Category.PERSON, Set.of("Ines Okafor-Lind")));
    var redactor = new Redactor(context, language);
    try (Stream<Path> files = Files.walk(TEXTS)) {
      files
          .filter(it -> it.toString().endsWith(".txt"))
          .flatMap(it -> redactor.redact(read(it)).spans().stream())
          .forEach(span -> rules.add(span.rule()));
    }

    assertThat(rules).hasSizeGreaterThan(60);
    for (String rule : rules) {
      String key = "redaction.rule." + rule;
      assertThat(Words.in(language).say(key)).as(key).isNotEqualTo(key).isNotBlank();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
