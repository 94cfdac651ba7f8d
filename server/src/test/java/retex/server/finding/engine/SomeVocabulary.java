package retex.server.finding.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Vocabularies from folders of files. */
final class SomeVocabulary {

  static final Path SHIPPED = Path.of("src/main/resources/vocabulary");
  static final Path ITALIAN = Path.of("src/test/resources/finding/italian");

  private SomeVocabulary() {}

  static UnaryOperator<String> in(Path folder) {
    return name -> {
      try {
        return Files.readString(folder.resolve(name));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  /** The shipped files with one text of one file replaced. */
  static Vocabulary with(String file, String text, String by) {
    return Vocabulary.of(
        name -> {
          String read = in(SHIPPED).apply(name);
          return name.equals(file) ? read.replaceFirst(text, by) : read;
        });
  }
}
