package retex.server.finding.engine;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the phrases of some terms in sentences: all stems of a phrase near each other, in any
 * order, in one clause. A stem weighs more the fewer terms share it. Immutable once built.
 */
final class PhraseIndex {

  private static final int FUZZY_FROM = 6;

  private final boolean inOrder;
  private final boolean whole;
  private final Map<Term, Set<String>> forms = new HashMap<>();
  private final Map<String, Double> weight = new HashMap<>();
  private final Map<String, List<Phrase>> byRarest = new HashMap<>();
  private final Map<String, Set<Term>> termsByStem = new HashMap<>();
  private final Map<String, String> near = new HashMap<>();
  private final Map<String, List<Term>> byTopic = new HashMap<>();
  private final Map<Term, Set<String>> names = new HashMap<>();

  /** Of terms whose phrases may stand in any order. */
  static PhraseIndex ofSkills(List<Term> terms, String language, Reading reading) {
    return new PhraseIndex(terms, language, reading, false, false);
  }

  /** Of terms the words of whose phrases must stand in their order. */
  static PhraseIndex inOrder(List<Term> terms, String language, Reading reading) {
    return new PhraseIndex(terms, language, reading, true, false);
  }

  /** The same, where a single word must be the very form: "goods" are not "good". */
  static PhraseIndex ofCues(List<Term> terms, String language, Reading reading) {
    return new PhraseIndex(terms, language, reading, true, true);
  }

  private PhraseIndex(
      List<Term> terms, String language, Reading reading, boolean inOrder, boolean whole) {
    this.inOrder = inOrder;
    this.whole = whole;
    var phrases = new HashSet<Phrase>();
    for (Term term : terms) {
      byTopic.computeIfAbsent(term.topic(), any -> new ArrayList<>()).add(term);
      names.put(term, Set.copyOf(reading.stems(term.name(language))));
      for (String text : term.in(language).phrases()) {
        List<String> stems = reading.stems(text).stream().distinct().toList();
        if (says(stems, reading.length(text))) {
          phrases.add(new Phrase(term, stems));
          if (stems.size() == 1) {
            forms.computeIfAbsent(term, any -> new HashSet<>()).add(reading.form(text));
          }
          stems.forEach(it -> termsByStem.computeIfAbsent(it, any -> new HashSet<>()).add(term));
        }
      }
    }
    termsByStem.forEach(
        (stem, of) -> weight.put(stem, Math.log(1 + (double) terms.size() / of.size())));
    for (Phrase phrase : phrases) {
      String rarest = phrase.stems().get(0);
      for (String stem : phrase.stems()) {
        rarest = weigh(stem) > weigh(rarest) ? stem : rarest;
      }
      byRarest.computeIfAbsent(rarest, any -> new ArrayList<>()).add(phrase);
    }
    for (String stem : weight.keySet()) {
      if (stem.length() >= FUZZY_FROM) {
        shortened(stem).forEach(it -> near.putIfAbsent(it, stem));
      }
    }
  }

  /** Not where reading leaves one word of several: "out of the vehicle" is more than a vehicle. */
  private static boolean says(List<String> stems, int words) {
    boolean isNothing = stems.isEmpty() || stems.equals(List.of(Token.NOT));
    return !isNothing && (stems.size() > 1 || words == 1);
  }

  /** Whether a match is the very name of its term, of more words than one. */
  boolean isName(Match match) {
    Set<String> stems = match.tokens().stream().map(it -> mended(it.stem())).collect(toSet());
    return stems.size() > 1 && stems.equals(names.get(match.term()));
  }

  /** The skills of a topic. */
  List<Term> skills(String topic) {
    return byTopic.getOrDefault(topic, List.of());
  }

  boolean knows(String stem) {
    return weight.containsKey(stem);
  }

  double weigh(String stem) {
    return weight.getOrDefault(stem, 0.0);
  }

  Set<Term> termsOf(String stem) {
    return termsByStem.getOrDefault(stem, Set.of());
  }

  /** The stem itself, or the one of the vocabulary that is a single slip of the pen away. */
  String mended(String stem) {
    if (knows(stem) || stem.length() < FUZZY_FROM) {
      return stem;
    }
    if (near.containsKey(stem)) {
      return near.getOrDefault(stem, stem);
    }
    for (String it : shortened(stem)) {
      if (knows(it)) {
        return it;
      }
    }
    for (String it : shortened(stem)) {
      String mended = near.getOrDefault(it, "");
      if (!mended.isEmpty() && mended.charAt(0) == stem.charAt(0)) {
        return mended;
      }
    }
    return stem;
  }

  /** Every phrase found in a sentence, overlapping ones too. */
  List<Match> matches(Sentence sentence) {
    Map<String, List<Token>> places = new HashMap<>();
    for (Token token : sentence.tokens()) {
      places.computeIfAbsent(mended(token.stem()), any -> new ArrayList<>()).add(token);
    }
    var matches = new ArrayList<Match>();
    places.forEach(
        (stem, tokens) -> {
          for (Phrase phrase : byRarest.getOrDefault(stem, List.of())) {
            if (places.keySet().containsAll(phrase.stems())) {
              tokens.forEach(token -> add(matches, phrase, stem, token, places));
            }
          }
        });
    return matches;
  }

  private void add(
      List<Match> matches,
      Phrase phrase,
      String anchorStem,
      Token anchor,
      Map<String, List<Token>> places) {
    var found = new ArrayList<Token>();
    found.add(anchor);
    for (String stem : phrase.stems()) {
      if (stem.equals(anchorStem)) {
        continue;
      }
      Token nearest = null;
      for (Token token : places.getOrDefault(stem, List.of())) {
        boolean isFree = token.segment() == anchor.segment() && !found.contains(token);
        if (isFree && (nearest == null || distance(token, anchor) < distance(nearest, anchor))) {
          nearest = token;
        }
      }
      if (nearest == null) {
        return;
      }
      found.add(nearest);
    }
    if (whole && found.size() == 1 && !isForm(phrase.term(), anchor)) {
      return;
    }
    double sum = phrase.stems().stream().mapToDouble(this::weigh).sum();
    var match = new Match(phrase.term(), found, sum, true);
    int gaps = match.last() - match.first() + 1 - found.size();
    int most = most(phrase);
    if (gaps <= most && (!inOrder || inOrder(phrase, found, anchorStem))) {
      matches.add(new Match(phrase.term(), found, sum * (1 - 0.06 * gaps), true));
    }
  }

  private boolean isForm(Term term, Token token) {
    return forms.getOrDefault(term, Set.of()).contains(token.form());
  }

  /** How many other words may stand between those of a phrase. */
  private int most(Phrase phrase) {
    int words = phrase.stems().size();
    if (phrase.stems().contains(Token.NOT)) {
      return words - 2;
    }
    return (words == 2 ? 3 : 4) - (inOrder ? 2 : 0);
  }

  /** {@code found} has the anchor first, then the other words of the phrase. */
  private static boolean inOrder(Phrase phrase, List<Token> found, String anchorStem) {
    int next = 1;
    int last = -1;
    for (String stem : phrase.stems()) {
      Token token = stem.equals(anchorStem) ? found.get(0) : found.get(next++);
      if (token.at() < last) {
        return false;
      }
      last = token.at();
    }
    return true;
  }

  private static int distance(Token one, Token other) {
    return Math.abs(one.at() - other.at()) + 2 * Math.abs(one.comma() - other.comma());
  }

  private static Set<String> shortened(String stem) {
    var shortened = new HashSet<String>();
    for (int i = 1; i < stem.length(); i++) {
      shortened.add(stem.substring(0, i) + stem.substring(i + 1));
    }
    return shortened;
  }

  private record Phrase(Term term, List<String> stems) {}
}
