package retex.server.finding.engine;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the words that judge and those that deny make of each clause of a sentence. */
final class Clauses {

  private static final double OF_UNDONE = 0.7; // of remarks denied twice, nearly all praise
  private static final double OF_CLEARED = 0.6;

  private final String text;
  private final Sentence sentence;
  private final Reading reading;
  private final List<Cue> cues;

  Clauses(String text, Sentence sentence, Reading reading, List<Cue> cues) {
    this.text = text;
    this.sentence = sentence;
    this.reading = reading;
    this.cues = List.copyOf(cues);
  }

  private List<Cue> of(int segment) {
    return cues.stream().filter(it -> it.segment() == segment).toList();
  }

  static int side(Judgement judgement) {
    return switch (judgement.side()) {
      case WELL -> 1;
      case WORK -> -1;
      case UNSEEN -> 0;
    };
  }

  /** How likely praise is at least: where two denials undo each other, or a fault is denied. */
  double leastPraise(int segment) {
    List<Cue> here = of(segment);
    if (here.stream().anyMatch(it -> side(it.judgement()) < 0)) {
      return 0;
    }
    boolean isCleared = here.stream().anyMatch(Cue::clears);
    return sentence.cancels(segment) ? OF_UNDONE : isCleared ? OF_CLEARED : 0;
  }

  /** Whether what a clause says is turned round by a denial. */
  boolean turns(int segment) {
    return sentence.cancels(segment) || ends(segment) || of(segment).stream().anyMatch(Cue::clears);
  }

  /** Whether a clause says that something is so no more. */
  boolean ends(int segment) {
    return sentence.ends(segment)
        || of(segment).stream().anyMatch(it -> it.clears() && it.judgement() == Judgement.IMPROVED);
  }

  /** What the model sees of a clause without the words that deny. */
  Set<String> undenied(int segment) {
    String words =
        sentence.segment(segment).stream()
            .filter(it -> it.kind() == Token.Kind.WORD)
            .map(it -> text.substring(it.from(), it.to()))
            .collect(Collectors.joining(" "));
    return RemarkFeatures.ofWords(words, Set.of());
  }

  /** Whether praise is taken back within a clause: "perfect by day and collapsed by night". */
  boolean worsens(int segment) {
    List<Cue> here = of(segment);
    return here.stream()
        .filter(it -> !it.turned() && it.words().filter(this::isTurn).isPresent())
        .anyMatch(it -> here.stream().anyMatch(praise -> isJoined(praise, it)));
  }

  private boolean isTurn(Match match) {
    return match.tokens().stream().anyMatch(it -> reading.turns().contains(it.form()));
  }

  /** Whether praise stands before a fault, and between both a word that joins. */
  private boolean isJoined(Cue praise, Cue fault) {
    if (side(praise.judgement()) <= 0 || praise.words().isEmpty() || praise.at() >= fault.at()) {
      return false;
    }
    int from = sentence.tokens().get(praise.at()).to();
    int to = sentence.tokens().get(fault.at()).from();
    return Arrays.stream(text.substring(from, to).split("[^\\p{L}]+"))
        .anyMatch(it -> reading.coordination().joins().contains(Reading.folded(it)));
  }

  /** What the words of a clause judge: fault before praise; what denies finds fault. */
  int conceded(int segment) {
    List<Integer> sides = of(segment).stream().map(it -> side(it.judgement())).toList();
    var own = new HashSet<Token>();
    cues.forEach(it -> it.words().ifPresent(words -> own.addAll(words.tokens())));
    boolean isFault = sides.contains(-1) || denies(segment, own);
    return isFault ? -1 : sides.contains(1) ? 1 : 0;
  }

  /** Whether a clause denies something beyond some words and what turned those that judge. */
  boolean denies(int segment, Collection<Token> but) {
    var own = new HashSet<>(but);
    cues.forEach(it -> own.addAll(it.by()));
    return sentence.denies(segment, own) && !sentence.cancels(segment);
  }
}
