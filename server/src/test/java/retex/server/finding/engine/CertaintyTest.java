package retex.server.finding.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whether findings are right, in skill and side, as often as they are said to be, on remarks and
 * texts on which neither the models nor {@link Certainty} were fitted. Written to {@code
 * target/finding-certainty.md}.
 */
class CertaintyTest {

  private static final Proposer PROPOSER = Proposer.shipped();
  private static final List<Double> BANDS = List.of(0.8, 0.6, 0.4, 0.3, 0.1, 0.0);
  private static final int ENOUGH = 20; // to judge a band by
  private static final double SURE = 0.8; // from which the desk offers to accept all

  @Test
  void to_be_named_never_makes_a_skill_less_sure() {
    for (String line : Certainty.lines()) {
      List<String> fields = List.of(line.split("\t"));
      for (String sign : Grounds.NAMED) {
        assertThat(Double.parseDouble(fields.get(2 + Grounds.SIGNS.indexOf(sign))))
            .as(fields.get(0) + " " + sign)
            .isNotNegative();
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | Marksmanship has declined.           | marksmanship",
        "en | Map reading remains weak.            | map-reading",
        "en | STRETCHER CARRYING GOOD              | stretcher-drill",
        "en | Waste sorting has improved.          | waste-management",
        "fr | Le tri des déchets progresse.        | waste-management",
        "fr | La lecture de carte reste faible.    | map-reading",
        "fr | BON BRANCARDAGE                      | stretcher-drill"
      })
  void a_statement_of_nothing_but_its_skill_is_sure(String language, String text, String skill) {
    assertThat(PROPOSER.propose(text, language, Hint.none()))
        .anyMatch(it -> it.skill().equals(skill) && it.confidence() >= 0.7);
  }

  @Test
  void a_finding_is_right_as_often_as_it_is_said_to_be() throws IOException {
    Bands remarks = remarks("held");
    Bands naming = remarks("named");
    var phrases = new Bands();
    for (LabelledPhrases.Phrase it : LabelledPhrases.of("test", PROPOSER)) {
      Optional<String> skill = it.topic().isEmpty() ? Optional.empty() : it.skill();
      skill.ifPresent(meant -> phrases.add(it.findings(), meant, it.praises()));
    }
    Files.createDirectories(Path.of("target"));
    Files.writeString(
        Path.of("target/finding-certainty.md"),
        remarks.table("held") + naming.table("named") + phrases.table("test half"));

    Bands all = remarks.with(naming).with(phrases);
    all.all.forEach(
        (band, of) -> {
          if (of.count >= ENOUGH) {
            assertThat(of.right()).as("said to be " + band).isCloseTo(of.said(), within(0.1));
          }
        });
    Band sure = all.all.getOrDefault(SURE, new Band());
    assertThat(sure.count).isGreaterThanOrEqualTo(ENOUGH);
    assertThat(sure.right()).as("what the desk accepts together").isGreaterThanOrEqualTo(0.7);
    assertThat(sure.side).as("of the right side").isEqualTo(sure.count);
  }

  private static Bands remarks(String folder) throws IOException {
    var bands = new Bands();
    for (String language : List.of("en", "fr")) {
      Path file = Path.of("src/test/resources/finding", folder, language + "-remarks.tsv");
      for (RemarkTrainer.Remark it : RemarkTrainer.Remark.of(file, RemarkTrainer.Source.OTHERS)) {
        bands.add(PROPOSER.propose(it.text(), language, Hint.none()), it.skill(), it.praises());
      }
    }
    return bands;
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "fr"})
  void certainty_was_fitted_together_with_the_model_that_ships(String language) throws IOException {
    String sum =
        TrainFindingsCommand.sum(
            Path.of("src/main/resources/vocabulary/remarks_" + language + ".bin"));

    for (List<String> lines : List.of(Certainty.lines(), Praise.lines())) {
      assertThat(lines)
          .as("run ./retex bench train-findings")
          .anyMatch(it -> it.startsWith(language + "\t" + sum + "\t"));
    }
  }

  private static final class Bands {

    private final Map<Double, Band> all = new TreeMap<>();

    void add(List<Proposal> findings, String skill, boolean praises) {
      for (Proposal it : findings) {
        boolean isWell = it.judgement().side() == Judgement.Side.WELL;
        boolean isRight = it.skill().equals(skill) && isWell == praises;
        double band = BANDS.stream().filter(least -> it.confidence() >= least).findFirst().get();
        all.computeIfAbsent(band, any -> new Band())
            .add(it.confidence(), isRight, isWell == praises);
      }
    }

    Bands with(Bands others) {
      var both = new Bands();
      for (Bands of : List.of(this, others)) {
        of.all.forEach((band, it) -> both.all.merge(band, it, Band::with));
      }
      return both;
    }

    String table(String of) {
      var table = new StringBuilder("| " + of + ": from | findings | said | right | side |\n");
      table.append("|---|---|---|---|---|\n");
      for (double band : BANDS) {
        Band it = all.getOrDefault(band, new Band());
        table.append(
            String.format(
                Locale.ROOT,
                "| %.1f | %d | %.2f | %.2f | %.2f |%n",
                band,
                it.count,
                it.said(),
                it.right(),
                it.side / (double) Math.max(1, it.count)));
      }
      return table.append('\n').toString();
    }
  }

  private static final class Band {

    private int count;
    private int right;
    private int side;
    private double said;

    void add(double confidence, boolean isRight, boolean isSide) {
      count++;
      side += isSide ? 1 : 0;
      right += isRight ? 1 : 0;
      said += confidence;
    }

    Band with(Band other) {
      var both = new Band();
      both.count = count + other.count;
      both.right = right + other.right;
      both.side = side + other.side;
      both.said = said + other.said;
      return both;
    }

    double right() {
      return right / (double) Math.max(1, count);
    }

    double said() {
      return said / Math.max(1, count);
    }
  }
}
