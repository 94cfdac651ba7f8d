package retex.server.finding.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How many of the useful phrases of the labelled texts have a finding that overlaps them; of those
 * labelled with a topic, how many have one of that very topic, of the right side, and as the most
 * certain one; of those whose label's words lead to one skill, how many have that skill. Written to
 * {@code target/finding-score.md}; {@code dev} is read while words are added, {@code test} is only
 * measured. Of remarks by others that no model was trained on the same is measured, to {@code
 * target/finding-held-XX.md}, and {@code finding-named-XX.md} of those that mostly name the skill.
 */
class FindingScoreTest {

  private static final Proposer PROPOSER = Proposer.shipped();

  @Test
  void useful_phrases_are_represented() throws IOException {
    var out =
        new StringBuilder(
            "| texts | useful | overlapped | labelled | very topic | right side | first | of a skill"
                + " | very skill | findings a phrase |\n");
    out.append("|---|---|---|---|---|---|---|---|---|---|\n");
    for (String half : List.of("dev", "test")) {
      for (Map.Entry<String, Count> it : counts(half).entrySet()) {
        Count of = it.getValue();
        out.append(of.row(half + " " + it.getKey()));
        assertThat(of.overlapped)
            .as(half + it.getKey())
            .isGreaterThanOrEqualTo(of.useful * 95 / 100);
        assertThat(of.topic).as(half + it.getKey()).isGreaterThanOrEqualTo(of.labelled * 75 / 100);
        assertThat(of.side).as(half + it.getKey()).isGreaterThanOrEqualTo(of.labelled * 60 / 100);
      }
    }
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target/finding-score.md"), out.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "held, en, 0.78",
    "held, fr, 0.75",
    "fresh, en, 0.93",
    "fresh, fr, 0.93",
    "named, en, 0.75",
    "named, fr, 0.75"
  })
  void remarks_of_others_are_represented(String of, String language, double least)
      throws IOException {
    int topic = 0;
    int skill = 0;
    int first = 0;
    int side = 0;
    int findings = 0;
    Path file = Path.of("src/test/resources/finding", of, language + "-remarks.tsv");
    List<RemarkTrainer.Remark> remarks = RemarkTrainer.Remark.of(file, RemarkTrainer.Source.OTHERS);
    for (RemarkTrainer.Remark it : remarks) {
      List<Proposal> read = PROPOSER.propose(it.text(), language, Hint.none());
      Optional<Proposal> best = read.stream().max(Comparator.comparingDouble(Proposal::confidence));
      topic += read.stream().anyMatch(one -> one.topic().equals(it.topic())) ? 1 : 0;
      skill += read.stream().anyMatch(one -> one.skill().equals(it.skill())) ? 1 : 0;
      first += best.filter(one -> one.skill().equals(it.skill())).isPresent() ? 1 : 0;
      side += best.filter(one -> isWell(one) == it.praises()).isPresent() ? 1 : 0;
      findings += read.size();
    }
    double all = remarks.size();
    Files.createDirectories(Path.of("target"));
    Files.writeString(
        Path.of("target/finding-" + of + "-" + language + ".md"),
        String.format(
            Locale.ROOT,
            "| %s %s | %.3f | %.3f | %.3f | %.3f | %.1f |%n",
            of,
            language,
            topic / all,
            skill / all,
            first / all,
            side / all,
            findings / all));
    assertThat(skill / all).isGreaterThanOrEqualTo(least);
    assertThat(side / all).isGreaterThanOrEqualTo(0.65);
  }

  private static boolean isWell(Proposal it) {
    return it.judgement().side() == Judgement.Side.WELL;
  }

  private static Map<String, Count> counts(String half) throws IOException {
    var counts = new TreeMap<String, Count>();
    for (LabelledPhrases.Phrase it : LabelledPhrases.of(half, PROPOSER)) {
      counts.computeIfAbsent(it.language(), any -> new Count()).add(it);
    }
    return counts;
  }

  private static final class Count {
    private int useful;
    private int overlapped;
    private int labelled;
    private int topic;
    private int side;
    private int first;
    private int ofSkill;
    private int skill;
    private int findings;

    void add(LabelledPhrases.Phrase phrase) {
      List<Proposal> over = phrase.findings();
      useful++;
      overlapped += over.isEmpty() ? 0 : 1;
      if (phrase.topic().isEmpty()) {
        return;
      }
      List<Proposal> right = over.stream().filter(it -> it.topic().equals(phrase.topic())).toList();
      labelled++;
      findings += over.size();
      topic += right.isEmpty() ? 0 : 1;
      side += right.stream().anyMatch(it -> isWell(it) == phrase.praises()) ? 1 : 0;
      first +=
          over.stream()
                  .max(Comparator.comparingDouble(Proposal::confidence))
                  .filter(right::contains)
                  .isPresent()
              ? 1
              : 0;
      Optional<String> meant = phrase.skill();
      if (meant.isPresent()) {
        ofSkill++;
        skill += right.stream().anyMatch(it -> it.skill().equals(meant.get())) ? 1 : 0;
      }
    }

    String row(String name) {
      return String.format(
          Locale.ROOT,
          "| %s | %d | %.3f | %d | %.3f | %.3f | %.3f | %d | %.3f | %.1f |%n",
          name,
          useful,
          (double) overlapped / useful,
          labelled,
          (double) topic / labelled,
          (double) side / labelled,
          (double) first / labelled,
          ofSkill,
          (double) skill / Math.max(1, ofSkill),
          (double) findings / labelled);
    }
  }
}
