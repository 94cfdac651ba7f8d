package retex.server.finding.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 * target/finding-held-XX.md}.
 */
class FindingScoreTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Path LABELLED = Path.of("src/test/resources/redaction");
  private static final Vocabulary VOCABULARY = Vocabulary.shipped();
  private static final Proposer PROPOSER = new Proposer(VOCABULARY);
  private static final double NEAR = 0.5;

  @Test
  void useful_phrases_are_represented() throws IOException {
    var out =
        new StringBuilder(
            "| texts | useful | overlapped | labelled | very topic | right side | first | of a skill"
                + " | very skill | findings a phrase |\n");
    out.append("|---|---|---|---|---|---|---|---|---|---|\n");
    for (String half : List.of("dev", "test")) {
      for (Map.Entry<String, Count> it : counts(LABELLED.resolve(half)).entrySet()) {
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
  @CsvSource({"en, 0.45", "fr, 0.40"})
  void remarks_of_others_are_represented(String language, double least) throws IOException {
    int topic = 0;
    int skill = 0;
    int first = 0;
    int side = 0;
    int findings = 0;
    Path held = Path.of("src/test/resources/finding/held", language + "-remarks.tsv");
    List<RemarkTrainer.Remark> remarks = RemarkTrainer.Remark.of(held);
    for (RemarkTrainer.Remark it : remarks) {
      List<Proposal> all = PROPOSER.propose(it.text(), language, Hint.none());
      Optional<Proposal> best = all.stream().max(Comparator.comparingDouble(Proposal::confidence));
      topic += all.stream().anyMatch(one -> one.topic().equals(it.topic())) ? 1 : 0;
      skill += all.stream().anyMatch(one -> one.skill().equals(it.skill())) ? 1 : 0;
      first += best.filter(one -> one.skill().equals(it.skill())).isPresent() ? 1 : 0;
      side += best.filter(one -> isWell(one) == it.praises()).isPresent() ? 1 : 0;
      findings += all.size();
    }
    double of = remarks.size();
    Files.createDirectories(Path.of("target"));
    Files.writeString(
        Path.of("target/finding-held-" + language + ".md"),
        String.format(
            Locale.ROOT,
            "| %s | %.2f | %.2f | %.2f | %.2f | %.1f |%n",
            language,
            topic / of,
            skill / of,
            first / of,
            side / of,
            findings / of));
    assertThat(skill / of).isGreaterThanOrEqualTo(least);
    assertThat(side / of).isGreaterThanOrEqualTo(0.65);
  }

  private static boolean isWell(Proposal it) {
    return it.judgement().side() == Judgement.Side.WELL;
  }

  private static Map<String, Count> counts(Path half) throws IOException {
    var counts = new TreeMap<String, Count>();
    var read = new HashMap<String, List<Proposal>>();
    for (String line : Files.readAllLines(half.resolve("keep.jsonl"))) {
      JsonNode keep = JSON.readTree(line);
      String document = keep.get("doc_id").asText();
      String language = document.substring(0, 2);
      String text = Files.readString(half.resolve(language).resolve(document + ".txt"));
      int from = text.offsetByCodePoints(0, keep.get("start").asInt());
      int to = text.offsetByCodePoints(0, keep.get("end").asInt());
      List<Proposal> over =
          read
              .computeIfAbsent(document, any -> PROPOSER.propose(text, language, Hint.none()))
              .stream()
              .filter(it -> it.from() < to && from < it.to())
              .toList();
      counts.computeIfAbsent(language, any -> new Count()).add(keep, language, over);
    }
    return counts;
  }

  /** The one skill of a topic whose phrases have most of a label's words; none where it is open. */
  private static Optional<String> skill(String topic, String label, String language) {
    Reading reading = VOCABULARY.language(language).reading();
    Set<String> words = new HashSet<>(reading.stems(label));
    double best = NEAR;
    Optional<String> skill = Optional.empty();
    for (Term term : VOCABULARY.skills()) {
      for (String phrase : term.in(language).phrases()) {
        Set<String> of = new HashSet<>(reading.stems(phrase));
        Set<String> both = new HashSet<>(of);
        both.retainAll(words);
        double shared = (double) both.size() / (of.size() + words.size() - both.size());
        if (term.topic().equals(topic) && shared >= best) {
          boolean other = skill.isPresent() && !skill.get().equals(term.code());
          skill = other && shared == best ? Optional.empty() : Optional.of(term.code());
          best = shared;
        }
      }
    }
    return skill;
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

    void add(JsonNode keep, String language, List<Proposal> over) {
      useful++;
      overlapped += over.isEmpty() ? 0 : 1;
      if (!keep.hasNonNull("topic")) {
        return;
      }
      String code = keep.get("topic").asText();
      boolean well = keep.get("judgement").asText().equals("strength");
      List<Proposal> right = over.stream().filter(it -> it.topic().equals(code)).toList();
      labelled++;
      findings += over.size();
      topic += right.isEmpty() ? 0 : 1;
      side += right.stream().anyMatch(it -> isWell(it) == well) ? 1 : 0;
      first +=
          over.stream()
                  .max(Comparator.comparingDouble(Proposal::confidence))
                  .filter(right::contains)
                  .isPresent()
              ? 1
              : 0;
      Optional<String> meant = FindingScoreTest.skill(code, keep.get("skill").asText(), language);
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
