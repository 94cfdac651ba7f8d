package retex.server.finding.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The useful phrases of the labelled texts, each with the findings that lie on it. */
final class LabelledPhrases {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Path LABELLED = Path.of("src/test/resources/redaction");
  private static final String STRENGTH = "strength";
  private static final Vocabulary VOCABULARY = Vocabulary.shipped();
  private static final double NEAR = 0.5;

  private LabelledPhrases() {}

  /** A phrase; {@code topic} is empty where it bears no label. */
  record Phrase(
      String language, String topic, String label, boolean praises, List<Proposal> findings) {

    /** The one skill of its topic to which the label's words lead; none where it is open. */
    Optional<String> skill() {
      return LabelledPhrases.skill(topic, label, language);
    }
  }

  /** What a phrase says, by whoever labelled it; {@code skill} is empty where it is open. */
  record Said(String topic, Optional<String> skill, boolean praises, String words) {}

  /**
   * What the phrases of a language say that bear a label in one of the folders of labelled texts.
   */
  static List<Said> said(Path folder, String language) throws IOException {
    var said = new ArrayList<Said>();
    for (String line : Files.readAllLines(folder.resolve("keep.jsonl"))) {
      JsonNode keep = JSON.readTree(line);
      String topic = keep.path("topic").asText();
      if (keep.get("doc_id").asText().startsWith(language) && !topic.isEmpty()) {
        said.add(
            new Said(
                topic,
                skill(topic, keep.path("skill").asText(), language),
                keep.path("judgement").asText().equals(STRENGTH),
                keep.get("text").asText()));
      }
    }
    return said;
  }

  static List<Phrase> of(String half, Proposer proposer) throws IOException {
    Path folder = LABELLED.resolve(half);
    var phrases = new ArrayList<Phrase>();
    var read = new HashMap<String, List<Proposal>>();
    for (String line : Files.readAllLines(folder.resolve("keep.jsonl"))) {
      JsonNode keep = JSON.readTree(line);
      String document = keep.get("doc_id").asText();
      String language = document.substring(0, 2);
      String text = Files.readString(folder.resolve(language).resolve(document + ".txt"));
      int from = text.offsetByCodePoints(0, keep.get("start").asInt());
      int to = text.offsetByCodePoints(0, keep.get("end").asInt());
      List<Proposal> over =
          read
              .computeIfAbsent(document, any -> proposer.propose(text, language, Hint.none()))
              .stream()
              .filter(it -> it.from() < to && from < it.to())
              .toList();
      phrases.add(
          new Phrase(
              language,
              keep.path("topic").asText(),
              keep.path("skill").asText(),
              keep.path("judgement").asText().equals(STRENGTH),
              over));
    }
    return phrases;
  }

  private static Optional<String> skill(String topic, String label, String language) {
    Reading reading = VOCABULARY.language(language).reading();
    Set<String> words = new HashSet<>(reading.stems(label));
    double best = NEAR;
    Optional<String> skill = Optional.empty();
    List<Term> ofTopic =
        VOCABULARY.skills().stream().filter(it -> it.topic().equals(topic)).toList();
    for (Term term : ofTopic) {
      for (String phrase : term.in(language).phrases()) {
        Set<String> of = new HashSet<>(reading.stems(phrase));
        Set<String> both = new HashSet<>(of);
        both.retainAll(words);
        double shared = (double) both.size() / (of.size() + words.size() - both.size());
        if (shared >= best) {
          boolean other = skill.isPresent() && !skill.get().equals(term.code());
          skill = other && shared == best ? Optional.empty() : Optional.of(term.code());
          best = shared;
        }
      }
    }
    return skill;
  }
}
