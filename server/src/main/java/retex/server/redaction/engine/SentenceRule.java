package retex.server.redaction.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes out whole sentences that touch what must not be told in any words: misconduct, sources,
 * intelligence, a person's health, losses, and what is told of one unit only. The words are data:
 * {@code sentences_en.txt}, a line a case; see there. A sentence that teaches the same matter
 * stays.
 */
final class SentenceRule implements Rule {

  private static final Set<String> COPULAS =
      Set.of("is", "are", "was", "were", "has", "have", "est", "sont", "etait", "a", "ont");

  private static final Set<String> JOINING =
      Set.of(
          ("and but while though although yet so whereas et mais alors tandis pourtant cependant bien"
                  + " quoique")
              .split(" "));

  private static final Set<String> RANGE = Set.of("a", "to");

  private static final int LABEL = 4; // words of a label
  private static final int SHORTEST = 4; // words of a clause that is read by itself
  private static final int CASES = 1000; // after every list
  private static final int LONG = 60; // words of a sentence that is read part by part
  private static final int LONGEST = 120; // of one that may go whole; more is no sentence
  private static final int WINDOW = 20;
  private static final int STEP = 8;
  private static final double SURE = 0.9;

  private final Phrases phrases = new Phrases();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<Case> cases = new ArrayList<>();

  private final SentenceModel model;
  private final ModelHead head;
  private final int follows;
  private final int single;
  private final int never;
  private final LessonResults lessons;

  SentenceRule(String language, SentenceModel model) {
    this.model = model;
    this.head = model.head();
    String name = "/redaction/sentences_" + language + ".txt";
    try (var in = SentenceRule.class.getResourceAsStream(name);
        var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.isBlank() && !line.startsWith("#")) {
          read(line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.follows = number("follows");
    this.single = number("single");
    this.never = number("never");
    this.lessons = new LessonResults(this);
  }

  Phrases phrases() {
    return phrases;
  }

  /** The names of its cases. */
  List<String> names() {
    return cases.stream().map(Case::name).toList();
  }

  @Override
  public List<Span> find(Reading reading) {
    var spans = new ArrayList<Span>();
    Verdict last = null;
    for (int i = 0; i < reading.sentences().size(); i++) {
      if (reading.firstToken(i) == reading.firstToken(i + 1)) {
        last = null;
        continue;
      }
      int first = reading.firstToken(i);
      int end = reading.firstToken(i + 1);
      BitSet heard = heard(reading, first, end);
      boolean isLong = end - first > LONG;
      Verdict verdict =
          isLong ? metByAll(reading, first, end, heard) : verdict(reading, first, end, heard, last);
      if (isLong && verdict == null) {
        windows(reading, i, spans);
        last = null;
        continue;
      }
      if (verdict != null) {
        Sentences.Sentence sentence = reading.sentences().get(i);
        boolean subject = verdict.category() == Category.INDIRECT;
        if (isLong && subject) {
          windows(reading, i, spans);
        }
        int to = subject ? endOfSubject(reading, i) : sentence.to();
        spans.add(
            reading
                .text()
                .span(
                    sentence.from(),
                    to,
                    verdict.category(),
                    "sentence",
                    verdict.rule(),
                    verdict.confidence())
                .because(verdict.words()));
      }
      boolean goesOn =
          verdict != null
              && verdict.category() != Category.INDIRECT
              && verdict.category() != Category.CASUALTY;
      last = goesOn ? verdict : null;
    }
    return spans;
  }

  /** A text that nobody parted into sentences is read part by part. */
  private void windows(Reading reading, int sentence, List<Span> spans) {
    int end = reading.firstToken(sentence + 1);
    for (int from = reading.firstToken(sentence); from < end; from += STEP) {
      int to = Math.min(from + WINDOW, end);
      Verdict verdict = verdict(reading, from, to, heard(reading, from, to), null);
      if (verdict != null) {
        spans.add(
            reading
                .text()
                .span(
                    reading.tokens().get(from).from(),
                    reading.tokens().get(to - 1).to(),
                    verdict.category(),
                    "sentence",
                    verdict.rule(),
                    verdict.confidence())
                .because(verdict.words()));
      }
    }
  }

  /** Of a long sentence whose ends together meet a case: one cue at its head, one at its tail. */
  private @Nullable Verdict metByAll(Reading reading, int first, int end, BitSet heard) {
    BitSet all = withCases(heard);
    return end - first <= LONGEST && all.nextSetBit(CASES) >= 0
        ? met(all, model.likelihood(reading.tokens(), first, end, all))
        : null;
  }

  private @Nullable Verdict met(BitSet all, double[] likely) {
    int first = all.nextSetBit(CASES);
    if (first < 0 || 1 - likely[0] < head.clear()) {
      return null;
    }
    Case met = cases.get(first - CASES);
    return new Verdict(met.category(), met.name(), SURE, List.of());
  }

  /** What is to be said of a sentence, or null where it may stay. */
  private @Nullable Verdict verdict(
      Reading reading, int first, int end, BitSet heard, @Nullable Verdict last) {
    BitSet all = withCases(heard);
    double[] likely = model.likelihood(reading.tokens(), first, end, all);
    Verdict met = met(all, likely);
    if (met != null) {
      return met;
    }
    boolean goesOn = last != null && heard.get(follows);
    if (goesOn && 1 - likely[0] >= head.clear()) {
      return last;
    }
    Verdict ofPart = ofPart(reading, first, end);
    if (ofPart != null) {
      return ofPart;
    }
    int label = 1;
    for (int c = 1; c < SentenceModel.CLASSES; c++) {
      label = likely[c] > likely[label] ? c : label;
    }
    double grave = 1 - likely[0];
    if (grave < head.doubt() || (grave < head.plain() && !mayHide(reading, first, end))) {
      return null;
    }
    Category category = Category.valueOf(SentenceModel.LABELS.get(label));
    return new Verdict(
        category,
        "reads-like-" + category.name().toLowerCase(java.util.Locale.ROOT),
        Math.min(SURE, 1 - likely[0]),
        model.strongest(reading.tokens(), first, end, label));
  }

  /**
   * {@code A soldier is accused of theft, and first aid is taught}: of one clause of several, whose
   * neighbours would make it harmless; the sentence goes whole.
   */
  private @Nullable Verdict ofPart(Reading reading, int first, int end) {
    int from = first;
    for (int i = first + 1; i <= end; i++) {
      if (i < end && !joins(reading, i)) {
        continue;
      }
      if (i - from >= SHORTEST && i - from < end - first) {
        BitSet all = withCases(heard(reading, from, i));
        if (all.nextSetBit(CASES) >= 0) {
          Verdict met = met(all, model.likelihood(reading.tokens(), from, i, all));
          if (met != null && isGrave(met.category())) {
            return met;
          }
        }
      }
      from = i;
    }
    return null;
  }

  /** What goes with all that stands beside it; losses are counted and dated by other rules. */
  private static boolean isGrave(Category category) {
    return category != Category.INDIRECT && category != Category.CASUALTY;
  }

  /** Whether a clause with a subject of its own may begin there. */
  private static boolean joins(Reading reading, int at) {
    return Clauses.mark(reading, at) != 0
        || (Clauses.isComma(reading, at) && JOINING.contains(reading.tokens().get(at).folded()));
  }

  /**
   * Whether a number that is no length, share, rating or result of a lesson may be told, a name, or
   * what stands behind a label: where a rule misses one, the whole sentence hides it, so less doubt
   * is enough.
   */
  private boolean mayHide(Reading reading, int first, int end) {
    BitSet results = lessons.clauses(reading, first, end);
    for (int i = first; i < end; i++) {
      if (results.get(i)) {
        continue;
      }
      Token token = reading.tokens().get(i);
      boolean named =
          i > first && token.isCapitalised() && !token.shouted() && !token.word().term();
      if (isOfMeasure(reading, i)) {
        continue;
      }
      boolean told = token.is(Numeral.PART) || Clauses.isNumber(reading, i, end);
      boolean labelled = i > first && i - first <= LABEL && Clauses.mark(reading, i) == ':';
      if (named || labelled || told || token.is(WordLists.Kind.NONE)) {
        return true;
      }
    }
    return false;
  }

  /** {@code 70 %}, {@code 41} of {@code 41 à 78 %}, {@code 40} of {@code 3 min 40}. */
  private static boolean isOfMeasure(Reading reading, int at) {
    Token token = reading.tokens().get(at);
    if (!token.figure()) {
      return false;
    }
    Token next = reading.near(at, 1);
    Token other = reading.near(at, 2);
    Token before = reading.near(at, -1);
    boolean range =
        next != null
            && other != null
            && RANGE.contains(next.folded())
            && other.figure()
            && isShare(reading, other);
    boolean time = before != null && before.folded().equals("min") && token.length() == 2;
    return isShare(reading, token) || range || time;
  }

  private static boolean isShare(Reading reading, Token token) {
    String text = reading.text().text();
    return text.startsWith("%", token.to()) || text.startsWith(" %", token.to());
  }

  /** Whether one of the cases is met. */
  boolean meets(BitSet heard) {
    return withCases(heard).nextSetBit(CASES) >= 0;
  }

  /** What was heard of the sentence, for the model: the lists and the cases that are met. */
  BitSet withCases(BitSet heard) {
    var all = (BitSet) heard.clone();
    for (int i = 0; !heard.isEmpty() && i < cases.size(); i++) {
      if (cases.get(i).isMet(heard)) {
        all.set(CASES + i);
      }
    }
    return all;
  }

  /**
   * {@code The only unit with camels} is well able to move in sand: where the sentence begins with
   * what tells of one only, what is said of it may stay.
   */
  private int endOfSubject(Reading reading, int sentence) {
    int first = reading.firstToken(sentence);
    var begins = new BitSet();
    for (int i = first; i < Math.min(first + 2, reading.firstToken(sentence + 1)); i++) {
      reading.tokens().get(i).word().phrases().at(reading.tokens(), i, begins);
    }
    if (begins.get(single) && !begins.get(never)) {
      for (int i = first + 3; i < reading.firstToken(sentence + 1) - 1; i++) {
        if (COPULAS.contains(reading.tokens().get(i).folded())) {
          return reading.tokens().get(i - 1).to();
        }
      }
    }
    return reading.sentences().get(sentence).to();
  }

  /** Whether a sentence begins as one that goes on from the last. */
  boolean goesOn(Reading reading, int sentence) {
    int first = reading.firstToken(sentence);
    var heard = new BitSet();
    if (first < reading.firstToken(sentence + 1)) {
      reading.tokens().get(first).word().phrases().at(reading.tokens(), first, heard);
    }
    return heard.get(follows);
  }

  BitSet heard(Reading reading, int first, int end) {
    var heard = new BitSet(numbers.size());
    for (int i = first; i < end; i++) {
      boolean follow = heard.get(follows);
      reading.tokens().get(i).word().phrases().at(reading.tokens(), i, heard);
      if (i > first && !follow) {
        heard.clear(follows);
      }
    }
    return heard;
  }

  /** {@code list NAME: phrase | phrase} or {@code CATEGORY name: list list -list}. */
  private void read(String line) {
    int colon = line.indexOf(':');
    String[] head = line.substring(0, colon).strip().split("\\s+");
    String rest = line.substring(colon + 1);
    if (head[0].equals("list")) {
      for (String phrase : rest.split("\\|")) {
        if (!phrase.isBlank()) {
          phrases.add(phrase, number(head[1]));
        }
      }
      return;
    }
    var all = new BitSet();
    var none = new BitSet();
    for (String list : rest.strip().split("\\s+")) {
      (list.startsWith("-") ? none : all).set(number(list.replace("-", "")));
    }
    cases.add(new Case(Category.valueOf(head[0]), head[1], all, none));
  }

  int number(String list) {
    return numbers.computeIfAbsent(list, any -> numbers.size());
  }

  private record Case(Category category, String name, BitSet all, BitSet none) {

    boolean isMet(BitSet heard) {
      for (int i = all.nextSetBit(0); i >= 0; i = all.nextSetBit(i + 1)) {
        if (!heard.get(i)) {
          return false;
        }
      }
      return !none.intersects(heard);
    }
  }

  private record Verdict(Category category, String rule, double confidence, List<String> words) {}
}
