package retex.server.finding.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;

/** Finds the words of a sentence that judge, and the ratings; none of what others did before. */
final class Cues {

  private final String text;
  private final Sentence sentence;
  private final Indexes of;
  private final List<Cue> cues = new ArrayList<>();

  private Cues(String text, Sentence sentence, Indexes of) {
    this.text = text;
    this.sentence = sentence;
    this.of = of;
  }

  static List<Cue> of(String text, Sentence sentence, Indexes of) {
    var found = new Cues(text, sentence, of);
    Selection.best(of.cues().matches(sentence)).forEach(found::word);
    found.ratings();
    return found.cues.stream().filter(it -> !sentence.former().contains(it.segment())).toList();
  }

  private void word(Match match) {
    Judgement judgement = Judgement.of(match.term().code()).orElseThrow();
    boolean isOwn = isOwnNegation(match);
    boolean undone = isUndone(match, sentence);
    if (undone && !tells(judgement, match)) {
      return;
    }
    List<Token> by = isOwn ? List.of() : standing(sentence.negating(match), sentence);
    boolean turned = undone || !by.isEmpty();
    boolean isFault = judgement.side() == Judgement.Side.WORK;
    boolean gone = !turned && isClear(match) && isGone(match.segment());
    boolean ended = isFault && (turned ? sentence.ends(match.segment()) : gone);
    Judgement told = ended ? Judgement.IMPROVED : turned ? judgement.negated() : judgement;
    cues.add(
        new Cue(
            told,
            match.first(),
            match.segment(),
            match.comma(),
            turned || ended,
            ended || turned && isClear(match),
            Optional.of(match),
            by));
  }

  /**
   * Whether a judgement whose own denial is undone still says something: "no one without a fault"
   * does, "no one was seen without" and "nobody leaves without being told" do not.
   */
  private boolean tells(Judgement judgement, Match match) {
    return switch (judgement.side()) {
      case UNSEEN -> false;
      case WELL -> isClear(match);
      case WORK -> true;
    };
  }

  static boolean isOwnNegation(Match match) {
    return match.tokens().stream().anyMatch(Token::negates);
  }

  /** Whether a denial within a match and one beside it undo each other. */
  static boolean isUndone(Match match, Sentence sentence) {
    return match.tokens().stream()
        .filter(Token::negates)
        .anyMatch(own -> sentence.tokens().stream().anyMatch(it -> sentence.cancel(own, it)));
  }

  /** Those denials that no other undoes. */
  static List<Token> standing(List<Token> denials, Sentence sentence) {
    return denials.stream()
        .filter(one -> sentence.tokens().stream().noneMatch(it -> sentence.cancel(one, it)))
        .toList();
  }

  /** Whether it finds fault wherever it stands. */
  private boolean isClear(Match match) {
    return match.tokens().stream().anyMatch(it -> of.reading().faults().contains(it.form()));
  }

  /** Whether a clause says that a fault is gone: "have disappeared". */
  private boolean isGone(int segment) {
    return sentence.segment(segment).stream()
        .anyMatch(it -> of.reading().gone().contains(it.form()));
  }

  private void ratings() {
    Matcher matcher = of.reading().rating().matcher(text).region(sentence.from(), sentence.to());
    matcher.useTransparentBounds(true);
    while (matcher.find()) {
      boolean alone = matcher.group(1) == null;
      double rating = number(alone ? matcher.group(3) : matcher.group(1));
      double highest = alone ? 4 : number(matcher.group(2));
      if (rating <= highest) {
        int place = matcher.start();
        Optional<Token> near =
            sentence.tokens().stream()
                .min(Comparator.comparingInt(it -> Math.abs(it.from() - place)));
        cues.add(
            new Cue(
                Judgement.ofRating(rating, highest),
                near.map(Token::at).orElse(0),
                near.map(Token::segment).orElse(0),
                near.map(Token::comma).orElse(0),
                false,
                false,
                Optional.empty(),
                List.of()));
      }
    }
  }

  private static double number(String written) {
    return Double.parseDouble(written.replace(',', '.'));
  }
}
