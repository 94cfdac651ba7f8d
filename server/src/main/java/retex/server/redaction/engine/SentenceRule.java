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

/**
 * Takes out whole sentences that touch what must not be told in any words: misconduct, sources,
 * intelligence, a person's health, losses, and what is told of one unit only. The words are data:
 * {@code sentences_en.txt}, a line a case; see there. A sentence that teaches the same matter
 * stays.
 */
final class SentenceRule implements Rule {

  private static final Set<String> COPULAS =
      Set.of("is", "are", "was", "were", "has", "have", "est", "sont", "etait", "a", "ont");

  private final Phrases phrases = new Phrases();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<Case> cases = new ArrayList<>();

  private final int follows;
  private final int single;
  private final int never;

  SentenceRule(String language) {
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
    Case last = null;
    for (int i = 0; i < reading.sentences().size(); i++) {
      BitSet heard = heard(reading, i);
      Case met = firstMet(heard);
      if (met == null && last != null && heard.get(follows)) {
        met = last;
      }
      if (met != null) {
        Sentences.Sentence sentence = reading.sentences().get(i);
        boolean subject = met.category() == Category.INDIRECT;
        int to = subject ? endOfSubject(reading, i) : sentence.to();
        spans.add(
            reading.text().span(sentence.from(), to, met.category(), "sentence", met.name(), 0.9));
      }
      boolean goesOn =
          met != null && met.category() != Category.INDIRECT && met.category() != Category.CASUALTY;
      last = goesOn ? met : null;
    }
    return spans;
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

  private BitSet heard(Reading reading, int sentence) {
    var heard = new BitSet(numbers.size());
    int first = reading.firstToken(sentence);
    int end = reading.firstToken(sentence + 1);
    for (int i = first; i < end; i++) {
      boolean follow = heard.get(follows);
      reading.tokens().get(i).word().phrases().at(reading.tokens(), i, heard);
      if (i > first && !follow) {
        heard.clear(follows);
      }
    }
    return heard;
  }

  private @org.jspecify.annotations.Nullable Case firstMet(BitSet heard) {
    for (Case each : cases) {
      if (each.isMet(heard)) {
        return each;
      }
    }
    return null;
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

  private int number(String list) {
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
}
