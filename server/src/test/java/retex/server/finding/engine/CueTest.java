package retex.server.finding.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CueTest {

  private static final Vocabulary VOCABULARY = Vocabulary.shipped();
  private static final Map<String, Indexes> INDEXES =
      Map.of("en", Indexes.of(VOCABULARY, "en"), "fr", Indexes.of(VOCABULARY, "fr"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | mission missions shoulder part party goods wells confidential signal mysteries string",
        "fr | demandes moyens organisation remarque soins famille biens attention réduction regarder"
      })
  void a_word_that_shares_its_stem_with_one_that_judges_judges_nothing(
      String language, String words) {
    for (String word : words.split(" ")) {
      assertThat(judged(language, word)).as(word).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "fr"})
  void of_all_ordinary_words_none_judges_but_those_that_are_listed(String language)
      throws IOException {
    Set<String> listed = new HashSet<>();
    for (Term term : VOCABULARY.judgements().values()) {
      term.in(language).phrases().forEach(it -> listed.add(Reading.folded(it)));
    }

    Set<String> others = new TreeSet<>();
    for (String list : List.of("common_", "domain_")) {
      Path file = SomeVocabulary.SHIPPED.resolve(list + language + ".txt");
      for (String word : Files.readString(file).split("[^\\p{L}\\p{M}]+")) {
        if (!listed.contains(Reading.folded(word)) && !judged(language, word).isEmpty()) {
          others.add(word);
        }
      }
    }

    assertThat(others).isEmpty();
  }

  private static List<Match> judged(String language, String text) {
    Indexes of = Optional.ofNullable(INDEXES.get(language)).orElseThrow();
    return of.reading().sentences(text, of::knows).stream()
        .flatMap(it -> of.cues().matches(it).stream())
        .toList();
  }
}
