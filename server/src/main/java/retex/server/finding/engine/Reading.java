package retex.server.finding.engine;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a language's remarks are read: folded to plain letters, cut into sentences and clauses, and
 * each word brought to its stem. {@code parts} are endings, the longest first; {@code concession}
 * are those words of {@code contrast} that take back some of what was said, and {@code turns} do
 * after praise ("and collapsed"); {@code faults} find fault wherever they stand, {@code gone} say
 * of such that it is no more; {@code coordination} tells where a clause of its own goes on; a
 * clause that begins as {@code former} says tells of those who were there before.
 */
record Reading(
    Set<String> stop,
    Negations negations,
    Set<String> contrast,
    Set<String> concession,
    Set<String> turns,
    Set<String> faults,
    Set<String> gone,
    Coordination coordination,
    List<String> parts,
    Map<String, String> shortened,
    Map<String, String> pairs,
    Set<String> advice,
    Set<String> sentenceEnd,
    Pattern former,
    Pattern rating) {

  /** Of a language whose remarks are not read. */
  static final Reading NOTHING =
      new Reading(
          Set.of(),
          Negations.NONE,
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of(),
          new Coordination(Set.of(), Set.of(), Set.of(), Set.of(), Set.of()),
          List.of(),
          Map.of(),
          Map.of(),
          Set.of(),
          Set.of(),
          Pattern.compile("(?!)"),
          Pattern.compile("(?!)()()()"));

  private static final int SHORTEST_STEM = 4;
  private static final Pattern WORD =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}])(?:\\p{L} ){3,}\\p{L}(?![\\p{L}\\p{N}])" // s p a c e d
              + "|[\\p{L}\\p{M}\\p{Cf}]+[-\\u2010\\u00ad]\\s*\\n\\s*\\p{Ll}[\\p{L}\\p{M}\\p{Cf}]*"
              + "|[\\p{L}\\p{M}\\p{N}\\p{Cf}]+");
  private static final Pattern PLAIN_WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}\\p{Cf}]+");
  private static final Pattern NOT_LETTER = Pattern.compile("[^\\p{L}\\p{N}]");
  private static final Pattern SENTENCE =
      Pattern.compile("[.!?…][\"')\\]»]*\\s|\\n\\s*\\n|\\n\\s*(?=[-*•–\\d])|•");
  private static final Pattern PARAGRAPH = Pattern.compile("\\n\\s*\\n");
  private static final Pattern CLAUSE = Pattern.compile("[;:()]|\\s[-–—]\\s|—");
  private static final Pattern PART = Pattern.compile(SENTENCE + "|" + CLAUSE + "|,");
  private static final String ALIKE = "аеорсухівнкмтαοειικρτυν";
  private static final String PLAIN = "aeopcyxiвhkmtaoeiikptuv";

  /** Lower case without accents, invisible characters and look-alike letters. */
  static String folded(String word) {
    String lower = Normalizer.normalize(word, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
    var folded = new StringBuilder(lower.length());
    for (int i = 0; i < lower.length(); i++) {
      char it = lower.charAt(i);
      int alike = it < 0x370 || it > 0x4ff ? -1 : ALIKE.indexOf(it);
      if (alike >= 0) {
        folded.append(PLAIN.charAt(alike));
      } else if (it == 'œ') {
        folded.append("oe");
      } else if (Character.isLetterOrDigit(it)) {
        folded.append(it);
      }
    }
    return folded.toString();
  }

  /** The stem of a folded word. */
  String stem(String folded) {
    String word = shortened.getOrDefault(folded, pairs.getOrDefault(folded, folded));
    for (String part : parts) {
      if (word.endsWith(part) && word.length() - part.length() >= SHORTEST_STEM) {
        word = word.substring(0, word.length() - part.length());
        break;
      }
    }
    int last = word.length() - 1;
    if (last >= SHORTEST_STEM && "eiy".indexOf(word.charAt(last)) >= 0) {
      word = word.substring(0, last);
    } else if (last >= SHORTEST_STEM && word.charAt(last) == word.charAt(last - 1)) {
      word = word.substring(0, last);
    }
    return word;
  }

  /** The stems of a phrase that carry meaning. */
  List<String> stems(String phrase) {
    var tokens = new ArrayList<Token>();
    List<int[]> words = words(phrase, any -> false);
    for (int i = 0; i < words.size(); i++) {
      add(tokens, phrase, words, i, false, 0, 0);
    }
    return tokens.stream().filter(it -> !it.opens()).map(Token::stem).toList();
  }

  /** The one word of a phrase, folded. */
  String form(String phrase) {
    String folded = folded(phrase.strip());
    return pairs.getOrDefault(folded, folded);
  }

  /** How many words a phrase has. */
  int length(String phrase) {
    return words(phrase, any -> false).size();
  }

  /** The sentences of a text; {@code known} says which stems the vocabulary has. */
  List<Sentence> sentences(String text, Predicate<String> known) {
    var sentences = new ArrayList<Sentence>();
    var tokens = new ArrayList<Token>();
    Set<Integer> conceding = new HashSet<>();
    Set<Integer> former = new HashSet<>();
    boolean paragraph = true;
    int start = -1;
    int end = 0;
    int segment = 0;
    int comma = 0;
    int clause = 0; // the place of its first word
    List<int[]> words = words(text, known);
    for (int i = 0; i < words.size(); i++) {
      int[] word = words.get(i);
      String gap = text.substring(end, word[0]);
      String written = text.substring(word[0], word[1]);
      boolean ends = sentenceEnd.contains(written);
      if (start >= 0 && (ends || SENTENCE.matcher(gap).find())) {
        sentences.add(sentence(text, start, end, tokens, conceding, former, paragraph));
        paragraph = PARAGRAPH.matcher(gap).find();
        tokens.clear();
        conceding.clear();
        former.clear();
        start = -1;
        segment = 0;
        comma = 0;
      }
      end = word[1];
      if (ends) {
        continue;
      }
      String folded = folded(NOT_LETTER.matcher(written).replaceAll(""));
      boolean turns = contrast.contains(folded) && !denies(tokens); // "not yet" turns nothing
      boolean parted = CLAUSE.matcher(gap).find() || turns || goesOn(text, words, clause, i);
      clause = parted || start < 0 ? i : clause;
      segment += parted && !tokens.isEmpty() && segmentUsed(tokens, segment) ? 1 : 0;
      if (turns && start >= 0 && concession.contains(folded)) {
        conceding.add(segment);
      }
      if ((parted || start < 0) && isFormer(text, word[0])) {
        former.add(segment);
      }
      comma += gap.indexOf(',') >= 0 ? 1 : 0;
      start = start < 0 ? word[0] : start;
      add(tokens, text, words, i, turns, comma, segment);
    }
    if (start >= 0) {
      sentences.add(sentence(text, start, end, tokens, conceding, former, paragraph));
    }
    return sentences;
  }

  /** Whether the clause that begins with a word tells of those who were there before. */
  private boolean isFormer(String text, int at) {
    return former.matcher(text).region(at, text.length()).lookingAt();
  }

  /** Whether a word begins a clause with a subject and a verb of its own. */
  private boolean goesOn(String text, List<int[]> words, int clause, int at) {
    boolean comma = at > 0 && between(text, words, at).indexOf(',') >= 0;
    if (at == clause || !(comma || coordination.joins().contains(folded(text, words.get(at))))) {
      return false;
    }
    int end = at + 1;
    while (end < words.size() && !PART.matcher(between(text, words, end)).find()) {
      end++;
    }
    List<String> all = words.subList(clause, end).stream().map(it -> folded(text, it)).toList();
    return coordination.begins(all, at - clause, comma, stop);
  }

  private static String between(String text, List<int[]> words, int at) {
    return text.substring(words.get(at - 1)[1], words.get(at)[0]);
  }

  private static String folded(String text, int[] word) {
    return folded(text.substring(word[0], word[1]));
  }

  private Sentence sentence(
      String text,
      int start,
      int end,
      List<Token> tokens,
      Set<Integer> conceding,
      Set<Integer> former,
      boolean startsParagraph) {
    return new Sentence(
        start, end, tokens, conceding, former, startsParagraph, advises(text, start, end));
  }

  /** Whether a sentence begins as advice does and has no verb of its own: "Report formats are". */
  private boolean advises(String text, int start, int end) {
    Matcher word = PLAIN_WORD.matcher(text).region(start, end);
    if (!word.find() || !advice.contains(folded(word.group()))) {
      return false;
    }
    word.find(); // "Il est …"
    while (word.find()) {
      String folded = folded(word.group());
      if (coordination.within().contains(folded)) {
        return true;
      }
      if (coordination.states().contains(folded)) {
        return false;
      }
    }
    return true;
  }

  private static boolean denies(List<Token> tokens) {
    return !tokens.isEmpty() && tokens.get(tokens.size() - 1).negates();
  }

  private static boolean segmentUsed(List<Token> tokens, int segment) {
    return tokens.get(tokens.size() - 1).segment() == segment;
  }

  private void add(
      List<Token> tokens,
      String text,
      List<int[]> words,
      int i,
      boolean turns,
      int comma,
      int segment) {
    int[] word = words.get(i);
    String written = NOT_LETTER.matcher(text.substring(word[0], word[1])).replaceAll("");
    String folded = folded(written);
    List<Token> before = tokens.stream().filter(it -> it.segment() == segment).toList();
    String next = i + 1 < words.size() ? folded(text, words.get(i + 1)) : "";
    boolean stops = stop.contains(folded);
    Token.Kind kind = negations.kind(written, folded, before, next, stops);
    boolean denies =
        switch (kind) {
          case WORD, OPENER, EMPHASIS -> false;
          case NOT, WITHOUT, LACK -> true;
          case ENDER -> stops;
        };
    if (kind == Token.Kind.WORD && (turns || folded.isEmpty() || stops)) {
      return;
    }
    String stem = denies ? Token.NOT : kind == Token.Kind.OPENER ? "" : stem(folded);
    int at = tokens.isEmpty() ? 0 : tokens.get(tokens.size() - 1).at() + 1;
    tokens.add(
        new Token(
            word[0],
            word[1],
            pairs.getOrDefault(folded, folded),
            stem,
            kind,
            negations.isOfModal(folded, i > 0 ? folded(text, words.get(i - 1)) : ""),
            at,
            comma,
            segment));
  }

  /** Words by their places; two that make one ("stand to") are one. */
  private List<int[]> words(String text, Predicate<String> known) {
    var joined = new ArrayList<int[]>();
    for (int[] word : single(text, known)) {
      int[] last = joined.isEmpty() ? word : joined.get(joined.size() - 1);
      boolean near = last != word && word[0] - last[1] == 1;
      if (near && pairs.containsKey(folded(text.substring(last[0], word[1])))) {
        last[1] = word[1];
      } else {
        joined.add(word);
      }
    }
    return joined;
  }

  private List<int[]> single(String text, Predicate<String> known) {
    var words = new ArrayList<int[]>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      String joined = folded(NOT_LETTER.matcher(matcher.group()).replaceAll(""));
      Matcher plain = PLAIN_WORD.matcher(matcher.group());
      if (plain.matches() || known.test(stem(joined))) {
        words.add(new int[] {matcher.start(), matcher.end()});
        continue;
      }
      plain.reset();
      while (plain.find()) {
        words.add(new int[] {matcher.start() + plain.start(), matcher.start() + plain.end()});
      }
    }
    return words;
  }

  /** How many sets and patterns, never a text. */
  @Override
  public String toString() {
    return "Reading[]";
  }
}
