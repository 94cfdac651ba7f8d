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
import java.util.stream.Collectors;

/** What one sentence holds. */
final class Parts {

  private static final int CLAUSE_AWAY = 12;
  private static final int COMMA_AWAY = 3;
  private static final int NEAR = 6;
  private static final double OF_RATING = 0.97; // right, of those who read it
  private static final double OF_TURNED = 0.75; // at most, so that no one accepts it unread
  private static final double OF_UNSAID = 0.79; // the same

  private final String text;
  private final Sentence sentence;
  private final Indexes of;
  private final Hint hint;
  private final Expected expected;
  private final PhraseIndex index;
  private final List<Match> causes;
  private final List<Match> remedies;
  private final List<Cue> cues;
  private final Clauses clauses;
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
            .filter(it -> explains(it, sentence))
            .toList();
    this.remedies =
        Selection.best(of.remedies().matches(sentence)).stream()
            .filter(it -> causes.stream().noneMatch(it::touches) && isOfNow(it))
            .toList();
    this.cues = Cues.of(text, sentence, of);
    this.clauses = new Clauses(text, sentence, of.reading(), cues);
    this.found = Selection.skills(of.skills().matches(sentence), told(causes, remedies), expected);
  }

  private static List<Match> told(List<Match> causes, List<Match> remedies) {
    var told = new ArrayList<>(causes);
    told.addAll(remedies);
    return told;
  }

  /** Where two denials undo each other, what they name is no cause: "never without rehearsal". */
  private static boolean explains(Match cause, Sentence sentence) {
    boolean denied =
        !Cues.isOwnNegation(cause) && !Cues.standing(sentence.negating(cause), sentence).isEmpty();
    return !denied
        && !sentence.cancels(cause.segment())
        && !sentence.former().contains(cause.segment());
  }

  private boolean isOfNow(Match match) {
    return !sentence.former().contains(match.segment());
  }

  /** The clause that tells of a skill: the one after, where it is named of those before. */
  private int place(Match skill) {
    return isOfNow(skill) ? skill.segment() : skill.segment() + 1;
  }

  /** Whether anything is told of a skill, and not only of what others did before. */
  boolean tells(Match skill) {
    int place = place(skill);
    return isOfNow(skill)
        || place < sentence.segments() && !sentence.former().contains(place) && !names(place);
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
    int first = place(skill);
    int last = first;
    for (int segment : segments(first, cue, cause, remedy)) {
      first = Math.min(first, segment);
      last = Math.max(last, segment);
    }
    if (!skill.whole() && isOfNow(skill)) {
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
        Math.round(Math.min(most(skill, cue, judgement), skill.sure() * sided.sure()) * 100)
            / 100.0);
  }

  /**
   * What no word judges, and what a single word names or none, is never held for so sure that it
   * would be accepted unread.
   */
  private static double most(Match skill, Optional<Cue> cue, Judgement judgement) {
    boolean isSaid = cue.filter(it -> it.judgement().side() == judgement.side()).isPresent();
    boolean isNamed = skill.whole() && skill.tokens().size() > 1;
    return isSaid && isNamed ? 1 : OF_UNSAID;
  }

  private static List<Integer> segments(
      int place, Optional<Cue> cue, Optional<Match> cause, Optional<Match> remedy) {
    var segments = new ArrayList<Integer>();
    segments.add(place);
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
    if (denies(place(skill), skill, causes)) {
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
    int place = place(skill);
    SideGrounds grounds = grounds(model.get(), skill, cue, isExplained);
    boolean isTakenBack = grounds.conceded() < 0 || clauses.worsens(place);
    double least = isTakenBack ? 0 : clauses.leastPraise(place);
    double praised = Math.max(least, of.praise().applyAsDouble(grounds));
    boolean isFault = praised < 0.5 || isTakenBack;
    double sure = isFault && praised >= 0.5 ? 0.5 : Math.max(praised, 1 - praised);
    if (isFault && named.side() == Judgement.Side.WELL) {
      boolean denied = denies(place, skill, List.of());
      return new Sided(denied ? Judgement.NOT_ABLE : Judgement.PARTIAL, sure);
    }
    boolean isTurned = !isFault && named.side() == Judgement.Side.WORK;
    boolean isWary = concedes(place + 1) && grounds.conceded() == 0;
    double most = isFault ? 1 : isWary ? 0.5 : clauses.turns(place) ? OF_TURNED : 1;
    Judgement told = isTurned ? Judgement.ABLE : named;
    boolean isOver = !isFault && clauses.ends(place);
    return new Sided(isOver ? Judgement.IMPROVED : told, Math.min(sure, most));
  }

  /** Whether a clause denies something beyond its skill, some causes and words that judge. */
  private boolean denies(int segment, Match skill, List<Match> but) {
    var own = new HashSet<>(skill.tokens());
    but.forEach(it -> own.addAll(it.tokens()));
    return clauses.denies(segment, own);
  }

  private boolean concedes(int segment) {
    return sentence.conceding().contains(segment) && !names(segment);
  }

  private SideGrounds grounds(
      RemarkModel model, Match skill, Optional<Cue> cue, boolean isExplained) {
    int side = cue.map(it -> Clauses.side(it.judgement())).orElse(0);
    boolean ofName = cue.flatMap(Cue::words).filter(skill::touches).isPresent();
    boolean near = cue.filter(it -> it.distance(skill) <= NEAR).isPresent() && !ofName;
    List<Match> own = new ArrayList<>(causes);
    cues.forEach(it -> it.words().ifPresent(own::add));
    int place = place(skill);
    int next = place + 1;
    return new SideGrounds(
        praise(model, place, place),
        reach(model, place),
        ofText,
        near ? side : 0,
        near || ofName ? 0 : side,
        ofName ? side : 0,
        cue.filter(it -> it.judgement().isExplicit()).isPresent() ? side : 0,
        near ? side * stated(skill, cue.flatMap(Cue::words)) : 0,
        denies(place, skill, own),
        isExplained,
        sentence.advises(),
        concedes(next) ? clauses.conceded(next) : 0,
        concedes(next) ? praise(model, next, next) : 0,
        clauses.ends(place) ? -model.praise(clauses.undenied(place)) : 0,
        hint.plain().side() == Judgement.Side.WELL);
  }

  /** Of a clause and those beside it that name no other skill. */
  private double reach(RemarkModel model, int segment) {
    int first = segment;
    while (first > 0 && !names(first - 1) && !sentence.former().contains(first - 1)) {
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
      if (sentence.cancels(segment)) {
        signs.add("undone");
      } else if (sentence.denies(segment, List.of())) {
        signs.add("denies");
      }
      if (sentence.ends(segment)) {
        signs.add("ends");
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
