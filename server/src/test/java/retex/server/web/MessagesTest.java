package retex.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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
  void a_document_has_every_word_of_its_own_in_arabic(Path english) throws IOException {
    Path arabic = Path.of(english.toString().replace("_en.", "_ar."));
    var said = new TreeSet<>(load(english).stringPropertyNames());
    said.removeIf(key -> !key.startsWith("feedback."));

    assertThat(Files.exists(arabic) ? load(arabic).stringPropertyNames() : Set.of())
        .isEqualTo(said);
  }

  @Test
  void an_arabic_document_has_the_digits_of_the_others() {
    Words words = Words.ofDocument("ar");

    assertThat(words.say("feedback.n-of-m", 12, 1234.5)).isEqualTo("12 من 1,234.5");
    assertThat(words.say("feedback.groups.caption", 3, 2)).contains("3 وحدات من دولتين");
    assertThat(words.say("feedback.why.asked", 2)).isEqualTo("طلبه المقيمون والمدربون مرتين.");
    assertThat(words.say("feedback.why.asked", 7)).isEqualTo("طلبه المقيمون والمدربون 7 مرات.");
    assertThat(words.say("feedback.why.asked", 11)).isEqualTo("طلبه المقيمون والمدربون 11 مرة.");
  }

  @Test
  void a_page_is_never_in_a_language_that_only_documents_are_made_in() {
    assertThat(Words.in("ar").language()).isEqualTo("en");
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

  private static Properties load(Path file) throws IOException {
    var properties = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      properties.load(in);
    }
    return properties;
  }
}
