package retex.server.finding.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;

/**
 * Proposes the findings that a text may hold. Each clause that names a skill gives one; the nearest
 * judgement, cause and remedy go with it. A clause that only judges, explains or advises goes with
 * the skill named before. Immutable; safe for use by several threads.
 */
public final class Proposer {

  private static final int CLAUSE_AWAY = 12;
  private static final int COMMA_AWAY = 3;
  private static final int OF_ITS_NAME = 4;

  private final Map<String, Indexes> indexes = new HashMap<>();

  public Proposer(Vocabulary vocabulary) {
    for (String language : vocabulary.languages()) {
      indexes.put(language, Indexes.of(vocabulary, language));
    }
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
    var likely = new LikelyTopics(of.skills(), of.topics(), of.ofSkills(), sentences, hint);
    for (Sentence sentence : sentences) {
      var parts = new Parts(text, sentence, of, hint, expected);
      List<Match> skills = likely.beside(parts.skills(before), sentence);
      for (Match skill : skills) {
        proposals.add(parts.proposal(skill));
      }
      if (!skills.isEmpty()) {
        before = Optional.of(skills.get(skills.size() - 1).term());
      }
    }
    return List.copyOf(merged(proposals));
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

  /** The indexes of one language. */
  private record Indexes(
      Reading reading,
      PhraseIndex skills,
      PhraseIndex causes,
      PhraseIndex remedies,
      PhraseIndex cues,
      TopicModel topics,
      TopicModel ofSkills) {

    static Indexes of(Vocabulary vocabulary, String language) {
      Reading reading = vocabulary.language(language).reading();
      return new Indexes(
          reading,
          new PhraseIndex(List.copyOf(vocabulary.skills()), language, reading, false),
          new PhraseIndex(List.copyOf(vocabulary.causes()), language, reading, true),
          new PhraseIndex(List.copyOf(vocabulary.remedies()), language, reading, true),
          new PhraseIndex(List.copyOf(vocabulary.judgements().values()), language, reading, true),
          TopicModel.ofTopics(vocabulary, language, reading),
          TopicModel.ofSkills(vocabulary, language, reading));
    }

    boolean knows(String stem) {
      return skills.knows(stem) || causes.knows(stem) || remedies.knows(stem) || cues.knows(stem);
    }
  }

  /** What one sentence holds. */
  private static final class Parts {

    private final Sentence sentence;
    private final Hint hint;
    private final Expected expected;
    private final PhraseIndex index;
    private final List<Match> causes;
    private final List<Match> remedies;
    private final List<Cue> cues = new ArrayList<>();
    private final List<Match> found;

    Parts(String text, Sentence sentence, Indexes of, Hint hint, Expected expected) {
      this.sentence = sentence;
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
                Optional.of(cue)));
      }
      ratings(text, of.reading());
      this.found =
          Selection.skills(of.skills().matches(sentence), told(causes, remedies), expected);
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
        before.ifPresent(term -> skills.add(new Match(term, sentence.tokens(), 1, false)));
      }
      skills.sort(Comparator.comparingInt(Match::first));
      return skills;
    }

    Proposal proposal(Match skill) {
      Optional<Match> cause = nearest(causes, skill);
      Optional<Match> remedy = nearest(remedies, skill);
      Optional<Cue> cue = cue(skill);
      Judgement judgement = judgement(skill, cue, cause.isPresent() || remedy.isPresent());
      int first = skill.segment();
      int last = first;
      for (int segment : segments(skill, cue, cause, remedy)) {
        first = Math.min(first, segment);
        last = Math.max(last, segment);
      }
      if (!skill.whole()) {
        last = Math.max(last, skill.tokens().get(skill.tokens().size() - 1).segment());
      }
      return new Proposal(
          skill.term().topic(),
          skill.term().code(),
          judgement,
          judgement.side() == Judgement.Side.WELL
              ? ""
              : cause.map(it -> it.term().code()).orElse(""),
          judgement.side() == Judgement.Side.WELL
              ? ""
              : remedy.map(it -> it.term().code()).orElse(""),
          from(first),
          to(last),
          confidence(skill, cue.isPresent()));
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

    private static double confidence(Match skill, boolean isJudged) {
      double judged = isJudged ? 0.1 : 0;
      return Math.round(Math.max(0.05, skill.sure() + judged) * 100) / 100.0;
    }
  }

  /** A word that judges, or a rating, by its place. */
  private record Cue(Judgement judgement, int at, int segment, int comma, Optional<Match> words) {

    int distance(Match skill) {
      int apart = Math.max(0, Math.max(at - skill.last(), skill.first() - at));
      int named = words.filter(skill::touches).isPresent() ? OF_ITS_NAME : 0;
      int well = judgement.side() == Judgement.Side.WELL ? 1 : 0;
      return apart
          + named
          + well
          + COMMA_AWAY * Math.abs(comma - skill.comma())
          + CLAUSE_AWAY * Math.abs(segment - skill.segment());
    }
  }
}
