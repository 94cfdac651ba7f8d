package retex.server.finding.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * How many of the useful phrases of the labelled texts have a finding that overlaps them, and how
 * many of those that are labelled with a topic have one of that topic. Written to {@code
 * target/finding-score.md}; {@code dev} is read while words are added, {@code test} is only
 * measured.
 */
class FindingScoreTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Path LABELLED = Path.of("src/test/resources/redaction");
  private static final Proposer PROPOSER = new Proposer(Vocabulary.shipped());

  @Test
  void useful_phrases_are_represented() throws IOException {
    var out =
        new StringBuilder(
            "| texts | useful | overlapped | labelled | right topic | right side |\n");
    out.append("|---|---|---|---|---|---|\n");
    for (String half : List.of("dev", "test")) {
      for (Map.Entry<String, int[]> it : counts(LABELLED.resolve(half)).entrySet()) {
        int[] count = it.getValue();
        out.append(
            String.format(
                Locale.ROOT,
                "| %s %s | %d | %.3f | %d | %.3f | %.3f |%n",
                half,
                it.getKey(),
                count[0],
                (double) count[1] / count[0],
                count[2],
                (double) count[3] / count[2],
                (double) count[4] / count[2]));
        assertThat(count[1]).as(half + it.getKey()).isGreaterThanOrEqualTo(count[0] * 95 / 100);
        assertThat(count[3]).as(half + it.getKey()).isGreaterThanOrEqualTo(count[2] * 65 / 100);
      }
    }
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target/finding-score.md"), out.toString());
  }

  private static Map<String, int[]> counts(Path half) throws IOException {
    var counts = new TreeMap<String, int[]>();
    for (String line : Files.readAllLines(half.resolve("keep.jsonl"))) {
      JsonNode keep = JSON.readTree(line);
      String document = keep.get("doc_id").asText();
      String language = document.substring(0, 2);
      String text = Files.readString(half.resolve(language).resolve(document + ".txt"));
      int from = text.offsetByCodePoints(0, keep.get("start").asInt());
      int to = text.offsetByCodePoints(0, keep.get("end").asInt());
      List<Proposal> over =
          PROPOSER.propose(text, language, Hint.none()).stream()
              .filter(it -> it.from() < to && from < it.to())
              .toList();
      int[] count = counts.computeIfAbsent(language, any -> new int[5]);
      count[0]++;
      count[1] += over.isEmpty() ? 0 : 1;
      if (keep.hasNonNull("topic")) {
        boolean well = keep.get("judgement").asText().equals("strength");
        List<Proposal> right =
            over.stream().filter(it -> it.topic().equals(keep.get("topic").asText())).toList();
        count[2]++;
        count[3] += right.isEmpty() ? 0 : 1;
        count[4] +=
            right.stream().anyMatch(it -> (it.judgement().side() == Judgement.Side.WELL) == well)
                ? 1
                : 0;
      }
    }
    return counts;
  }
}
