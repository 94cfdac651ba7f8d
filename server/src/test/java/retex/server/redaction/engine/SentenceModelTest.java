package retex.server.redaction.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SentenceModelTest {

  private static final Path SENTENCES = Path.of("src/test/resources/redaction/train");

  @ParameterizedTest
  @ValueSource(strings = {"en", "fr"})
  void the_model_that_ships_is_what_training_makes_of_the_sentences(String language)
      throws IOException {
    var made = new ByteArrayOutputStream();

    new SentenceTrainer(language, SENTENCES).trained().write(made);

    Path shipped = Path.of("src/main/resources/redaction/model_" + language + ".bin");
    assertThat(made.toByteArray())
        .as("run ./retex bench train-redaction")
        .isEqualTo(Files.readAllBytes(shipped));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | The man who sells lamps by the ford counts the lorries and lets us know. | SOURCE",
        "en | A storeman swapped two drums of diesel for a motorbike. | MISCONDUCT",
        "en | The loadmaster spits blood and hides it from the doctor. | MEDICAL",
        "fr | Le vendeur de lampes du gué compte les camions et nous prévient. | SOURCE",
        "fr | Un magasinier a échangé deux fûts de gasoil contre une moto. | MISCONDUCT",
        "fr | Le chef de soute crache du sang et le cache au médecin. | MEDICAL"
      })
  void a_sentence_in_words_that_no_list_has_goes_and_the_span_says_which_words_weighed(
      String language, String sentence, Category category) {
    Redacted redacted = new Redactor(Context.empty(), language).redact(sentence);

    assertThat(redacted.spans()).hasSize(1);
    Span span = redacted.spans().get(0);
    assertThat(span.category()).isEqualTo(category);
    assertThat(span.to() - span.from()).isEqualTo(sentence.length());
    if (span.rule().startsWith("reads-like")) {
      assertThat(span.words()).isNotEmpty().allMatch(it -> sentence.toLowerCase().contains(it));
    }
  }
}
