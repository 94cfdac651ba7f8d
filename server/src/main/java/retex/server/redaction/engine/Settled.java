package retex.server.redaction.engine;

import java.util.BitSet;
import java.util.List;

/**
 * Which sentences of a redacted text are, letter for letter, as they were read before, with nothing
 * new that a rule could see across their borders: a full stop parts them from what stood before, no
 * initial begins them, and they do not go on from the sentence before. What is found in them was
 * found then; only a name that is found anew elsewhere could be found here too.
 */
final class Settled {

  private final Reading first;
  private final Redacted redacted;
  private final SentenceRule rule;

  /** {@code first}: of the original of {@code redacted}, whole. */
  Settled(Reading first, Redacted redacted, SentenceRule rule) {
    this.first = first;
    this.redacted = redacted;
    this.rule = rule;
  }

  /** The numbers of those sentences; of none where the text is no judgment any more, or is one. */
  BitSet among(Reading again) {
    var settled = new BitSet();
    if (again.isJudgment() != first.isJudgment()) {
      return settled;
    }
    NormalText text = again.text();
    List<Sentences.Sentence> sentences = again.sentences();
    List<Span> spans = redacted.spans();
    int next = 0;
    int shift = 0; // from the original to the redacted text
    int before = 0;
    for (int i = 0; i < sentences.size(); i++) {
      Sentences.Sentence sentence = sentences.get(i);
      int from = text.originalFrom(sentence.from());
      int to = text.originalTo(sentence.to());
      while (next < spans.size() && standInEnd(spans.get(next), shift) <= from) {
        shift += growth(spans.get(next++));
      }
      if (next < spans.size() && spans.get(next).from() + shift < to) {
        continue; // something was taken out of it
      }
      while (before < first.sentences().size() && originalFrom(before) < from - shift) {
        before++;
      }
      if (before == first.sentences().size()) {
        break;
      }
      Sentences.Sentence old = first.sentences().get(before);
      boolean same =
          originalFrom(before) == from - shift
              && first.text().originalTo(old.to()) == to - shift
              && isSame(text.text(), sentence, first.text().text(), old);
      settled.set(
          i,
          same
              && isApart(text.text(), sentence, ".]")
              && isApart(first.text().text(), old, ".")
              && !rule.goesOn(first, before));
    }
    return settled;
  }

  private int originalFrom(int sentence) {
    return first.text().originalFrom(first.sentences().get(sentence).from());
  }

  private int standInEnd(Span span, int shift) {
    return span.to() + shift + growth(span);
  }

  private int growth(Span span) {
    return span.category().replacement(redacted.language()).length() - (span.to() - span.from());
  }

  private static boolean isSame(
      String text, Sentences.Sentence now, String before, Sentences.Sentence then) {
    int length = now.to() - now.from();
    return length == then.to() - then.from()
        && text.regionMatches(now.from(), before, then.from(), length);
  }

  /** Whether it begins with a word behind one of these, or the text, and ends with a mark. */
  private static boolean isApart(String text, Sentences.Sentence sentence, String behind) {
    int from = sentence.from();
    int to = sentence.to();
    boolean ends =
        ".!?".indexOf(text.charAt(to - 1)) >= 0
            && (to == text.length() || Character.isWhitespace(text.charAt(to)));
    boolean word =
        from + 1 < to
            && Character.isLetter(text.charAt(from))
            && Character.isLetter(text.charAt(from + 1));
    return ends && word && (from == 0 || follows(text, from, behind));
  }

  private static boolean follows(String text, int from, String behind) {
    int at = from - 1;
    if (!Character.isWhitespace(text.charAt(at))) {
      return false;
    }
    while (at > 0 && Character.isWhitespace(text.charAt(at))) {
      at--;
    }
    return behind.indexOf(text.charAt(at)) >= 0;
  }
}
