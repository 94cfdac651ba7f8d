package retex.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import retex.exchange.ContentFault;

class MessagesTest {

  private static final Path MESSAGES = Path.of("src/main/resources/messages");
  private static final Pattern SAID =
      Pattern.compile("page\\.say\\(\"([a-z][A-Za-z0-9.-]*[a-z0-9])\"");
  private static final Pattern MARK_LEFT_ALONE =
      Pattern.compile("[ \\u00a0][:;?!»]|[^ \\u202f][;?!»](?= |$)|«(?!\\u202f)");

  static Stream<Path> english() throws IOException {
    return Files.list(MESSAGES).filter(file -> file.toString().endsWith("_en.properties")).sorted();
  }

  @ParameterizedTest
  @MethodSource("english")
  void english_and_french_say_the_same_things(Path english) throws IOException {
    Path french = Path.of(english.toString().replace("_en.", "_fr."));

    assertThat(new TreeSet<>(load(french).stringPropertyNames()))
        .isEqualTo(new TreeSet<>(load(english).stringPropertyNames()));
  }

  @ParameterizedTest
  @MethodSource("english")
  void french_has_a_narrow_space_within_quotes_and_before_tall_marks(Path english)
      throws IOException {
    Path french = Path.of(english.toString().replace("_en.", "_fr."));

    assertThat(load(french).values())
        .noneMatch(text -> MARK_LEFT_ALONE.matcher((String) text).find());
  }

  @Test
  void every_key_that_a_page_says_exists() throws IOException {
    try (Stream<Path> pages = Files.walk(Path.of("src/main/jte"))) {
      for (Path page : pages.filter(file -> file.toString().endsWith(".jte")).toList()) {
        SAID.matcher(Files.readString(page))
            .results()
            .forEach(
                match ->
                    assertThat(Words.in("en").knows(match.group(1)))
                        .as(page + ": " + match.group(1))
                        .isTrue());
      }
    }
  }

  @Test
  void every_fault_for_which_headquarters_keeps_a_record_aside_has_a_sentence() {
    for (String language : Words.LANGUAGES) {
      assertThat(ContentFault.values())
          .allMatch(fault -> Words.in(language).knows("fault." + fault.name()));
    }
  }

  private static Properties load(Path file) throws IOException {
    var properties = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      properties.load(in);
    }
    return properties;
  }
}
