package retex.server.redaction.labelled;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TabTextsTest {

  private static final String TEXT = "Mr Zell met 𝒵 the mayor of Orvane. Zell left in 1999.";

  @TempDir Path folder;
  private TabTexts texts;

  @BeforeEach
  void open() throws IOException {
    Files.writeString(
        folder.resolve("tab144.json"),
        """
        [{"dataset_type": "dev", "text": "%s", "annotations": {"one": {"entity_mentions": [
          %s, %s, %s, %s, %s]}}}]
        """
            .formatted(
                TEXT,
                mention("Mr Zell", 0, "e1", "DIRECT"),
                mention("Zell", 5, "e1", "DIRECT"),
                mention("the mayor of Orvane", 0, "e2", "QUASI"),
                mention("1999", 0, "e3", "QUASI"),
                mention("left", 0, "e4", "NO_MASK")));
    texts = TabTexts.of(folder.resolve("tab144.json"), List.of("dev"));
  }

  @Test
  void an_entity_is_protected_only_where_each_mention_is_masked() {
    assertThat(reached("Zell").directRecall()).isEqualTo(1.0);
    assertThat(texts.reached(text -> List.of(new TabTexts.Place(3, 7))).directRecall()).isZero();
  }

  @Test
  void titles_and_words_that_join_need_not_be_masked_but_others_must() {
    assertThat(reached("mayor", "Orvane").quasiKept()).isEqualTo(1);
    assertThat(reached("Orvane").quasiKept()).isZero();
    assertThat(reached("mayor", "Orvane", "1999").quasiRecall()).isEqualTo(1.0);
  }

  @Test
  void precision_counts_masked_words_that_nobody_asked_to_mask() {
    assertThat(reached("Zell", "left").tokenPrecision()).isEqualTo(2 / 3.0);
    assertThat(reached().tokenPrecision()).isZero();
  }

  @Test
  void without_the_texts_the_command_says_so() {
    assertThat(new CommandLine(new TabCommand()).execute("--data", folder + "/nowhere")).isZero();
    assertThat(new CommandLine(new TabCommand()).execute("--data", folder.toString())).isZero();
  }

  private TabTexts.Reached reached(String... words) {
    return texts.reached(
        text ->
            List.of(words).stream()
                .flatMap(
                    word ->
                        java.util.regex.Pattern.compile(word)
                            .matcher(text)
                            .results()
                            .map(it -> new TabTexts.Place(it.start(), it.end())))
                .toList());
  }

  private static String mention(String words, int after, String entity, String kind) {
    int from = TEXT.indexOf(words, after);
    return "{\"entity_id\": \"%s\", \"identifier_type\": \"%s\", \"start_offset\": %d, \"end_offset\": %d}"
        .formatted(
            entity,
            kind,
            TEXT.codePointCount(0, from),
            TEXT.codePointCount(0, from + words.length()));
  }
}
