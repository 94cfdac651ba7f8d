package retex.server.finding.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemarkModelTest {

  private static final Path FOLDER = Path.of("src/test/resources/finding");
  private static final Proposer PROPOSER = Proposer.shipped();

  @ParameterizedTest
  @ValueSource(strings = {"en", "fr"})
  void the_model_that_ships_is_what_training_makes_of_the_remarks(String language)
      throws IOException {
    Path train = FOLDER.resolve("train");
    var trainer = new RemarkTrainer(language);
    Lessons.Learnt learnt = Lessons.Learnt.read(train, language);

    Path shipped = Path.of("src/main/resources/vocabulary/remarks_" + language + ".bin");
    assertThat(
            new Lessons.Learnt(
                language,
                trainer.lessons(train, trainer.remarks(train)).sum(),
                TrainFindingsCommand.sum(shipped),
                TrainFindingsCommand.few(trainer, train)))
        .as("run ./retex bench train-findings")
        .isEqualTo(learnt);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "fr"})
  void no_remark_that_is_measured_is_trained_on(String language) throws IOException {
    Set<String> trained = new HashSet<>();
    for (RemarkTrainer.Source source : RemarkTrainer.Source.values()) {
      source.remarks(FOLDER.resolve("train"), language).stream()
          .map(it -> letters(it.text()))
          .forEach(trained::add);
    }
    for (String file : List.of("-sides.txt", "-words.txt")) {
      Files.readAllLines(FOLDER.resolve("train").resolve(language + file)).stream()
          .flatMap(it -> Stream.of(it.split("(?<=^[+-]) ")))
          .map(RemarkModelTest::letters)
          .forEach(trained::add);
    }

    for (String measured : List.of("held", "fresh", "named")) {
      List<String> remarks =
          Files.readAllLines(FOLDER.resolve(measured).resolve(language + "-remarks.tsv"));
      assertThat(remarks).hasSizeGreaterThanOrEqualTo(60);
      assertThat(remarks.stream().map(it -> letters(it.substring(it.lastIndexOf('\t') + 1))))
          .as(measured)
          .noneMatch(trained::contains);
    }
  }

  /** A text without what two copies of it may differ in. */
  private static String letters(String text) {
    return Reading.folded(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | The morphine cupboard stood open and two ampoules are gone. | medical-stocks | WORK",
        "en | Whoever is on watch enters each call in ink with its hour.  | log-keeping    | WELL",
        "fr | L’armoire à morphine était ouverte et il manque deux ampoules. | medical-stocks |"
            + " WORK",
        "fr | Chaque appel est inscrit à l’encre dans le cahier avec son heure. | log-keeping |"
            + " WELL"
      })
  void a_remark_that_no_phrase_names_is_read(
      String language, String text, String skill, Judgement.Side side) {
    List<Proposal> proposals = PROPOSER.propose(text, language, Hint.none());

    assertThat(proposals).anyMatch(it -> it.skill().equals(skill) && it.judgement().side() == side);
  }

  @Test
  void a_language_without_remarks_has_no_model() {
    assertThat(RemarkModel.ships("it")).isFalse();
    assertThat(RemarkModel.of("it")).isEmpty();
  }
}
