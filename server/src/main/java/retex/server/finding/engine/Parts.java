package retex.server.finding.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;

/** What one sentence holds. */
final class Parts {

  private static final int CLAUSE_AWAY = 12;
  private static final int COMMA_AWAY = 3;
  private static final double OF_CLAUSE = 0.75; // the rest is of the sentence
  private static final double PLAIN = 0.3;
  private static final double OF_CUE = 0.3;
  private static final double OF_NEAR_CUE = 1.2;
  private static final int NEAR = 6;

  private final String text;
  private final Sentence sentence;
  private final Indexes of;
  private final Hint hint;
  private final Expected expected;
  private final PhraseIndex index;
  private final List<Match> causes;
  private final List<Match> remedies;
  private final List<Cue> cues = new ArrayList<>();
  private final List<Match> found;
  private final Map<String, Double> praises = new HashMap<>();

  Parts(String text, Sentence sentence, Indexes of, Hint hint, Expected expected) {
    this.text = text;
    this.sentence = sentence;
    this.of = of;
    this.hint = hint;
    this.expected = expected;
    this.index = of.skills();
    this.causes =
        Selection.best(of.causes().matches(sentence)).stream()
            .filter(it -> isOwnNegation(it) || !sentence.isNegated(it))
            .toList();
    this.remedies =
        Selection.best(of.remedies().matches(sentence)).stream()
            .filter(it -> causes.stream().noneMatch(it::touches))
            .toList();
    for (Match cue : Selection.best(of.cues().matches(sentence))) {
      Judgement judgement = Judgement.of(cue.term().code()).orElseThrow();
      boolean turned = sentence.isNegated(cue) && !isOwnNegation(cue);
      cues.add(
          new Cue(
              turned ? judgement.negated() : judgement,
              cue.first(),
              cue.segment(),
              cue.comma(),
              turned,
              Optional.of(cue)));
    }
    ratings(text, of.reading());
    this.found = Selection.skills(of.skills().matches(sentence), told(causes, remedies), expected);
  }

  private static List<Match> told(List<Match> causes, List<Match> remedies) {
    var told = new ArrayList<>(causes);
    told.addAll(remedies);
    return told;
  }

  private static boolean isOwnNegation(Match match) {
    return match.tokens().stream().anyMatch(Token::negates);
  }

  private void ratings(String text, Reading reading) {
    Matcher matcher = reading.rating().matcher(text).region(sentence.from(), sentence.to());
    matcher.useTransparentBounds(true);
    while (matcher.find()) {
      boolean alone = matcher.group(1) == null;
      double rating = number(alone ? matcher.group(3) : matcher.group(1));
      double highest = alone ? 4 : number(matcher.group(2));
      if (rating <= highest) {
        int place = matcher.start();
        Token near =
            sentence.tokens().stream()
                .min(Comparator.comparingInt(it -> Math.abs(it.from() - place)))
                .orElse(new Token(place, place, "", false, false, 0, 0, 0));
        cues.add(
            new Cue(
                Judgement.ofRating(rating, highest),
                near.at(),
                near.segment(),
                near.comma(),
                false,
                Optional.empty()));
      }
    }
  }

  private static double number(String written) {
    return Double.parseDouble(written.replace(',', '.'));
  }

  /** The skills that the sentence speaks of; the one before where it names none. */
  List<Match> skills(Optional<Term> before) {
    var skills = new ArrayList<>(found);
    for (int i = 0; i < sentence.segments(); i++) {
      int segment = i;
      boolean named = skills.stream().anyMatch(it -> it.segment() == segment);
      if (!named) {
        boolean alone = found.isEmpty();
        Likely.skill(index, sentence.segment(segment), expected, alone).ifPresent(skills::add);
      } else {
        Likely.beside(index, sentence.segment(segment), expected, skills).ifPresent(skills::add);
      }
    }
    if (skills.isEmpty() && !(cues.isEmpty() && causes.isEmpty() && remedies.isEmpty())) {
      before.ifPresent(term -> skills.add(Match.carried(term, sentence.tokens())));
    }
    skills.sort(Comparator.comparingInt(Match::first));
    return skills;
  }

  Proposal proposal(Match skill) {
    Optional<Match> cause = nearest(causes, skill);
    Optional<Match> remedy = nearest(remedies, skill);
    Optional<Cue> cue = cue(skill);
    int first = skill.segment();
    int last = first;
    for (int segment : segments(skill, cue, cause, remedy)) {
      first = Math.min(first, segment);
      last = Math.max(last, segment);
    }
    if (!skill.whole()) {
      last = Math.max(last, skill.tokens().get(skill.tokens().size() - 1).segment());
    }
    Judgement judgement =
        sided(judgement(skill, cue, cause.isPresent() || remedy.isPresent()), cue, skill);
    return new Proposal(
        skill.term().topic(),
        skill.term().code(),
        judgement,
        judgement.side() == Judgement.Side.WELL ? "" : cause.map(it -> it.term().code()).orElse(""),
        judgement.side() == Judgement.Side.WELL
            ? ""
            : remedy.map(it -> it.term().code()).orElse(""),
        from(first),
        to(last),
        Math.round(skill.sure() * 100) / 100.0);
  }

  private static List<Integer> segments(
      Match skill, Optional<Cue> cue, Optional<Match> cause, Optional<Match> remedy) {
    var segments = new ArrayList<Integer>();
    segments.add(skill.segment());
    cue.ifPresent(it -> segments.add(it.segment()));
    cause.ifPresent(it -> segments.add(it.segment()));
    remedy.ifPresent(it -> segments.add(it.segment()));
    return segments;
  }

  private Judgement judgement(Match skill, Optional<Cue> cue, boolean isExplained) {
    if (cue.isPresent()) {
      Judgement told = cue.get().judgement();
      boolean mendable = isExplained && told.side() == Judgement.Side.WELL;
      return mendable && cue.get().distance(skill) > COMMA_AWAY ? Judgement.PARTIAL : told;
    }
    var told = new ArrayList<>(causes);
    told.add(skill);
    if (sentence.denies(skill.segment(), told)) {
      return Judgement.NOT_ABLE;
    }
    return isExplained || sentence.advises() ? Judgement.PARTIAL : hint.plain();
  }

  /** The judgement that the words name, turned where all that is said speaks for the other side. */
  private Judgement sided(Judgement named, Optional<Cue> cue, Match skill) {
    boolean isRated = cue.isPresent() && cue.get().words().isEmpty();
    Optional<RemarkModel> model = of.trained().get();
    if (isRated || named.side() == Judgement.Side.UNSEEN || model.isEmpty()) {
      return named;
    }
    double praise =
        OF_CLAUSE * praise(model.get(), skill.segment(), skill.segment())
            + (1 - OF_CLAUSE) * praise(model.get(), 0, sentence.segments() - 1)
            + (hint.plain().side() == Judgement.Side.WELL ? PLAIN : -PLAIN)
            + (named.side() == Judgement.Side.WELL ? 1 : -1)
                * cue.map(it -> weight(it, skill)).orElse(0.0);
    if (praise < 0 && named.side() == Judgement.Side.WELL) {
      boolean denied = sentence.denies(skill.segment(), List.of(skill));
      return denied ? Judgement.NOT_ABLE : Judgement.PARTIAL;
    }
    return praise > 0 && named.side() == Judgement.Side.WORK ? Judgement.ABLE : named;
  }

  /**
   * A word that judges says more beside the skill than elsewhere, and little as part of its name.
   */
  private static double weight(Cue cue, Match skill) {
    boolean isNear = cue.distance(skill) <= NEAR && cue.words().filter(skill::touches).isEmpty();
    return isNear ? OF_NEAR_CUE : OF_CUE;
  }

  /** Of some clauses: asked for by every skill, weighed once. */
  private double praise(RemarkModel model, int first, int last) {
    return praises.computeIfAbsent(
        first + " " + last,
        any ->
            model.praise(
                RemarkFeatures.ofWords(text.substring(from(first), to(last)), signs(first, last))));
  }

  /** The words that name a cause or a remedy, or judge, and not what is judged. */
  Set<Token> explaining() {
    var explaining = new HashSet<Token>();
    told(causes, remedies).forEach(it -> explaining.addAll(it.tokens()));
    for (Cue cue : cues) {
      cue.words()
          .filter(it -> found.stream().noneMatch(it::touches))
          .ifPresent(it -> explaining.addAll(it.tokens()));
    }
    return explaining;
  }

  /** What the sentence says of praise and fault in words of the vocabulary. */
  Set<String> signs() {
    return signs(0, sentence.segments() - 1);
  }

  private Set<String> signs(int first, int last) {
    var signs = new LinkedHashSet<String>();
    for (Cue cue : cues) {
      if (first <= cue.segment() && cue.segment() <= last) {
        signs.add(cue.judgement().code() + (cue.turned() ? "-turned" : ""));
      }
    }
    if (sentence.advises()) {
      signs.add("advises");
    }
    if (causes.stream().anyMatch(it -> first <= it.segment() && it.segment() <= last)) {
      signs.add("cause");
    }
    if (remedies.stream().anyMatch(it -> first <= it.segment() && it.segment() <= last)) {
      signs.add("remedy");
    }
    for (int segment = first; segment <= last; segment++) {
      if (sentence.denies(segment, List.of())) {
        signs.add("denies");
      }
    }
    return signs;
  }

  private Optional<Cue> cue(Match skill) {
    return cues.stream().min(Comparator.comparingInt(it -> it.distance(skill)));
  }

  private Optional<Match> nearest(List<Match> terms, Match skill) {
    Optional<Match> nearest =
        terms.stream().min(Comparator.comparingInt(it -> distance(it, skill)));
    if (nearest.isEmpty()) {
      return nearest;
    }
    Match term = nearest.get();
    boolean closerToAnother =
        found.stream().anyMatch(it -> distance(term, it) + COMMA_AWAY < distance(term, skill));
    return closerToAnother ? Optional.empty() : nearest;
  }

  private static int distance(Match one, Match other) {
    int apart = Math.max(0, Math.max(one.first() - other.last(), other.first() - one.last()));
    return apart + CLAUSE_AWAY * Math.abs(one.segment() - other.segment());
  }

  private int from(int segment) {
    List<Token> tokens = sentence.segment(segment);
    return segment == 0 || tokens.isEmpty() ? sentence.from() : tokens.get(0).from();
  }

  private int to(int segment) {
    List<Token> tokens = sentence.segment(segment);
    return segment == sentence.segments() - 1 || tokens.isEmpty()
        ? sentence.to()
        : tokens.get(tokens.size() - 1).to();
  }
}
