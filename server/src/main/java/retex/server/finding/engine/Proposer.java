package retex.server.finding.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Proposes the findings that a text may hold. Each clause that names a skill gives one; the nearest
 * judgement, cause and remedy go with it. A clause that only judges, explains or advises goes with
 * the skill named before. Immutable; safe for use by several threads.
 */
public final class Proposer {

  private static final int SHORT = 4; // sentences

  private final Map<String, Indexes> indexes = new HashMap<>();

  public Proposer(Vocabulary vocabulary) {
    for (String language : vocabulary.languagesRead()) {
      indexes.put(language, Indexes.of(vocabulary, language));
    }
  }

  /** Of the shipped vocabulary: made when first asked for, and once. */
  public static Proposer shipped() {
    return Shipped.PROPOSER;
  }

  /** Of some indexes by language. */
  Proposer(Map<String, Indexes> indexes) {
    this.indexes.putAll(indexes);
  }

  /** The findings proposed, in the order of the text; none for a language that is not read. */
  public List<Proposal> propose(String text, String language, Hint hint) {
    Indexes of = indexes.get(language);
    if (of == null) {
      return List.of();
    }
    var proposals = new ArrayList<Proposal>();
    Optional<Term> before = Optional.empty();
    List<Sentence> sentences = of.reading().sentences(text, of::knows);
    Expected expected = expected(sentences, of, hint);
    var likely = new LikelyTopics(of, sentences, hint);
    List<Parts> all =
        sentences.stream().map(it -> new Parts(text, it, of, hint, expected)).toList();
    double praise = praise(text, of, all);
    for (int i = 0; i < all.size(); i++) {
      Sentence sentence = sentences.get(i);
      Parts parts = all.get(i);
      parts.within(praise);
      List<Match> named = parts.skills(before);
      List<Match> skills = likely.beside(named, sentence, parts.explaining());
      skills.stream().filter(parts::tells).forEach(it -> proposals.add(parts.proposal(it)));
      Optional<Term> spokenOf = spokenOf(named, skills);
      before = spokenOf.isPresent() ? spokenOf : before;
    }
    return List.copyOf(merged(proposals));
  }

  /** The skill that a next sentence goes on with: the last that is named, else the likeliest. */
  private static Optional<Term> spokenOf(List<Match> named, List<Match> skills) {
    return named.isEmpty()
        ? skills.stream().max(Comparator.comparingDouble(Match::sure)).map(Match::term)
        : Optional.of(named.get(named.size() - 1).term());
  }

  /** What the trained model of praise and fault sees of a remark. */
  Set<String> told(String text, String language) {
    Indexes of = indexes.get(language);
    if (of == null) {
      return Set.of();
    }
    var signs = new LinkedHashSet<String>();
    for (Sentence sentence : of.reading().sentences(text, of::knows)) {
      signs.addAll(new Parts(text, sentence, of, Hint.none(), Expected.of(Hint.none())).signs());
    }
    return RemarkFeatures.ofWords(text, signs);
  }

  /** Of a short text of several sentences that speaks of one thing; zero of any other. */
  private static double praise(String text, Indexes of, List<Parts> all) {
    Optional<RemarkModel> model = of.trained().get();
    boolean isShort = all.size() > 1 && all.size() <= SHORT;
    long named = all.stream().flatMap(it -> it.named().stream()).distinct().count();
    if (model.isEmpty() || !isShort || named > 1) {
      return 0;
    }
    var signs = new LinkedHashSet<String>();
    all.forEach(it -> signs.addAll(it.signs()));
    return model.get().praise(RemarkFeatures.ofWords(text, signs));
  }

  private static Expected expected(List<Sentence> sentences, Indexes of, Hint hint) {
    Expected expected = Expected.of(hint);
    var named = new ArrayList<Match>();
    sentences.forEach(
        it -> named.addAll(Selection.skills(of.skills().matches(it), List.of(), expected)));
    return expected.and(named);
  }

  /** Findings of one skill and place are one. */
  private static List<Proposal> merged(List<Proposal> proposals) {
    Map<String, Proposal> merged = new LinkedHashMap<>();
    for (Proposal it : proposals) {
      merged.merge(
          it.skill() + " " + it.judgement() + " " + it.from(),
          it,
          (one, other) -> one.confidence() >= other.confidence() ? one : other);
    }
    return new ArrayList<>(merged.values());
  }

  private static final class Shipped {
    private static final Proposer PROPOSER = new Proposer(Vocabulary.shipped());
  }
}
