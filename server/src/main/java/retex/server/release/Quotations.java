package retex.server.release;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import retex.server.document.Content;
import retex.server.policy.engine.Detail;
import retex.server.policy.engine.Policy;
import retex.server.redaction.RedactedField;
import retex.server.redaction.engine.Redacted;
import retex.server.redaction.engine.Span;

/**
 * The evaluators' and trainers' own words: whole sentences, in the feedback's language, in which
 * nothing had to be masked, of a text that an officer has read and cleared, where the policy lets
 * them or both officers ask for them. A text with anything unsure in it is not quoted at all.
 */
final class Quotations {

  private static final Pattern SENTENCE = Pattern.compile("[^.!?]+[.!?]+");
  // a capital that does not begin the sentence, or any figure, is a reason not to quote
  private static final Pattern SUSPECT =
      Pattern.compile(".*(?:\\d|\\S\\s.*\\p{Lu}).*", Pattern.DOTALL);

  private Quotations() {}

  static void write(Sheet page, Evidence evidence, Policy.Quotes limits) {
    Set<String> sentences = new LinkedHashSet<>();
    evidence.evaluations().stream()
        .filter(it -> it.reading().tells(Detail.QUOTATION))
        .forEach(it -> it.texts().forEach(text -> sentences.addAll(of(text, page, limits))));
    evidence.notes().stream()
        .filter(it -> it.reading().tells(Detail.QUOTATION))
        .forEach(it -> it.texts().forEach(text -> sentences.addAll(of(text, page, limits))));
    List<Content.Item> quotes =
        sentences.stream().limit(limits.most()).map(it -> new Content.Item("", it)).toList();
    if (quotes.isEmpty()) {
      return;
    }
    page.heading(2, "feedback.quotations");
    page.quiet("feedback.quotations.text");
    page.items(false, quotes);
    page.narrative();
  }

  private static List<String> of(RedactedField field, Sheet page, Policy.Quotes limits) {
    Redacted redacted = field.redacted();
    var quotes = new ArrayList<String>();
    boolean quotable =
        redacted.language().equals(page.language())
            && redacted.spans().stream().noneMatch(Span::isUnsure);
    if (!quotable) {
      return quotes;
    }
    var matcher = SENTENCE.matcher(redacted.original());
    while (matcher.find()) {
      int from = matcher.start();
      int to = matcher.end();
      boolean untouched =
          redacted.spans().stream().noneMatch(span -> span.from() < to && from < span.to());
      String sentence = matcher.group().strip().replaceAll("\\s+", " ");
      if (untouched
          && sentence.split(" ").length >= limits.fewestWords()
          && !SUSPECT.matcher(sentence).matches()) {
        quotes.add(sentence);
      }
    }
    return quotes;
  }
}
