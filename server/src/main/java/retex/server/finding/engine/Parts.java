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
import java.util.stream.Collectors;

/** What one sentence holds. */
final class Parts {

  private static final int CLAUSE_AWAY = 12;
  private static final int COMMA_AWAY = 3;
  private static final int NEAR = 6;
  private static final double OF_RATING = 0.97; // right, of those who read it

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
  private double ofText;

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
    Sided sided = sided(skill, cue, cause.isPresent() || remedy.isPresent());
    Judgement judgement = sided.judgement();
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
        Math.round(skill.sure() * sided.sure() * 100) / 100.0);
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

  /** A judgement, and how sure its side is. */
  private record Sided(Judgement judgement, double sure) {}

  /** The judgement that the words name, turned where all that is said speaks for the other side. */
  private Sided sided(Match skill, Optional<Cue> cue, boolean isExplained) {
    Judgement named = judgement(skill, cue, isExplained);
    boolean isRated = cue.isPresent() && cue.get().words().isEmpty();
    Optional<RemarkModel> model = of.trained().get();
    if (isRated || named.side() == Judgement.Side.UNSEEN || model.isEmpty()) {
      return new Sided(named, model.isEmpty() ? 1 : OF_RATING);
    }
    SideGrounds grounds = grounds(model.get(), skill, cue, isExplained);
    double praised = of.praise().applyAsDouble(grounds);
    boolean isFault = praised < 0.5 || grounds.conceded() < 0;
    double sure = isFault && praised >= 0.5 ? 0.5 : Math.max(praised, 1 - praised);
    if (isFault && named.side() == Judgement.Side.WELL) {
      boolean denied = sentence.denies(skill.segment(), List.of(skill));
      return new Sided(denied ? Judgement.NOT_ABLE : Judgement.PARTIAL, sure);
    }
    boolean isTurned = !isFault && named.side() == Judgement.Side.WORK;
    return new Sided(isTurned ? Judgement.ABLE : named, sure);
  }

  private SideGrounds grounds(
      RemarkModel model, Match skill, Optional<Cue> cue, boolean isExplained) {
    int side = cue.map(it -> side(it.judgement())).orElse(0);
    boolean ofName = cue.flatMap(Cue::words).filter(skill::touches).isPresent();
    boolean near = cue.filter(it -> it.distance(skill) <= NEAR).isPresent() && !ofName;
    List<Match> own = new ArrayList<>(causes);
    own.add(skill);
    cues.forEach(it -> it.words().ifPresent(own::add));
    int next = skill.segment() + 1;
    boolean concedes = sentence.conceding().contains(next) && !names(next);
    return new SideGrounds(
        praise(model, skill.segment(), skill.segment()),
        reach(model, skill.segment()),
        ofText,
        near ? side : 0,
        near || ofName ? 0 : side,
        ofName ? side : 0,
        cue.filter(it -> it.judgement().isExplicit()).isPresent() ? side : 0,
        near ? side * stated(skill, cue.flatMap(Cue::words)) : 0,
        sentence.denies(skill.segment(), own),
        isExplained,
        sentence.advises(),
        concedes ? conceded(next) : 0,
        concedes ? praise(model, next, next) : 0,
        hint.plain().side() == Judgement.Side.WELL);
  }

  /** Of a clause and those beside it that name no other skill. */
  private double reach(RemarkModel model, int segment) {
    int first = segment;
    while (first > 0 && !names(first - 1)) {
      first--;
    }
    int last = segment;
    while (last < sentence.segments() - 1 && !names(last + 1)) {
      last++;
    }
    return praise(model, first, last);
  }

  private boolean names(int segment) {
    return found.stream().anyMatch(it -> it.isNamed() && it.segment() == segment);
  }

  /** The skills that the sentence names. */
  Set<Term> named() {
    return found.stream().filter(Match::isNamed).map(Match::term).collect(Collectors.toSet());
  }

  /** How much the whole of a text that speaks of one thing speaks for praise. */
  void within(double praiseOfText) {
    ofText = praiseOfText;
  }

  /** How much of a clause is the name of a skill and the word that judges it. */
  private double stated(Match skill, Optional<Match> cue) {
    if (!skill.whole() || cue.isEmpty()) {
      return 0;
    }
    List<Token> words =
        sentence.segment(skill.segment()).stream().filter(it -> !it.opens()).toList();
    long of =
        words.stream()
            .filter(
                it ->
                    it.negates() || skill.tokens().contains(it) || cue.get().tokens().contains(it))
            .count();
    return (double) of / Math.max(1, words.size());
  }

  /** What the words of a clause judge: fault before praise. */
  private int conceded(int segment) {
    List<Integer> sides =
        cues.stream()
            .filter(it -> it.segment() == segment)
            .map(it -> side(it.judgement()))
            .toList();
    return sides.contains(-1) ? -1 : sides.contains(1) ? 1 : 0;
  }

  private static int side(Judgement judgement) {
    return switch (judgement.side()) {
      case WELL -> 1;
      case WORK -> -1;
      case UNSEEN -> 0;
    };
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
