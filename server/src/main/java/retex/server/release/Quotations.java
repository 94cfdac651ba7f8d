package retex.server.release;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import retex.instrument.Instruments;
import retex.instrument.TopicCode;
import retex.server.document.Content;
import retex.server.finding.engine.Hint;
import retex.server.finding.engine.Judgement;
import retex.server.finding.engine.Proposal;
import retex.server.finding.engine.Proposer;
import retex.server.finding.engine.Vocabulary;
import retex.server.policy.engine.Detail;
import retex.server.policy.engine.Policy;
import retex.server.redaction.RedactedField;
import retex.server.redaction.engine.Redacted;
import retex.server.redaction.engine.Span;

/**
 * The evaluators' and trainers' own words: whole sentences, in the feedback's language, in which
 * nothing had to be masked, of a text that an officer has read and cleared, where the policy lets
 * them or both officers ask for them. A text that is not open to this reader ({@link Openness}), or
 * has anything unsure in it, is not quoted at all; nor is a sentence that may speak of a topic
 * which is not open.
 */
final class Quotations {

  private static final Pattern SENTENCE = Pattern.compile("[^.!?]+[.!?]+");
  // a capital that does not begin the sentence, or any figure, is a reason not to quote
  private static final Pattern SUSPECT =
      Pattern.compile(".*(?:\\d|\\S\\s.*\\p{Lu}).*", Pattern.DOTALL);

  private static final double LIKELY = 0.5;

  private final Openness openness;

  Quotations(Instruments instruments) {
    this.openness = new Openness(instruments);
  }

  void write(Sheet page, Evidence evidence, Policy.Quotes limits) {
    Set<String> sentences = new LinkedHashSet<>();
    evidence.told().stream()
        .filter(it -> it.reading().tells(Detail.QUOTATION))
        .forEach(
            source ->
                source.texts().stream()
                    .filter(it -> openness.tells(source, it.field()))
                    .forEach(it -> sentences.addAll(of(source, it, page, limits))));
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

  private List<String> of(
      Evidence.Source source, RedactedField field, Sheet page, Policy.Quotes limits) {
    Redacted redacted = field.redacted();
    var quotes = new ArrayList<String>();
    boolean quotable =
        redacted.language().equals(page.language())
            && Vocabulary.shipped().languagesRead().contains(redacted.language())
            && redacted.spans().stream().noneMatch(Span::isUnsure);
    if (!quotable) {
      return quotes;
    }
    List<Proposal> closed = closed(source, field);
    var matcher = SENTENCE.matcher(redacted.original());
    while (matcher.find()) {
      int from = matcher.start();
      int to = matcher.end();
      boolean untouched =
          redacted.spans().stream().noneMatch(span -> span.from() < to && from < span.to())
              && closed.stream().noneMatch(it -> it.from() < to && from < it.to());
      String sentence = matcher.group().strip().replaceAll("\\s+", " ");
      if (untouched
          && sentence.split(" ").length >= limits.fewestWords()
          && !SUSPECT.matcher(sentence).matches()) {
        quotes.add(sentence);
      }
    }
    return quotes;
  }

  /** What a text may say of topics that are not open, each with its place. */
  private List<Proposal> closed(Evidence.Source source, RedactedField field) {
    List<String> topics =
        openness.topics(source, field.field()).stream().map(TopicCode::value).toList();
    Redacted text = field.redacted();
    return Proposer.shipped()
        .propose(text.original(), text.language(), new Hint(topics, Judgement.ABLE))
        .stream()
        .filter(it -> isClosed(source, it))
        .toList();
  }

  /** The least likely reading is enough where nothing at all is told of the topic. */
  private boolean isClosed(Evidence.Source source, Proposal it) {
    var topic = new TopicCode(it.topic());
    return openness.isSecret(source, topic)
        || (it.confidence() >= LIKELY && !openness.tells(source, topic));
  }
}
