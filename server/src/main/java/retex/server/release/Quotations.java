package retex.server.release;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import retex.instrument.Instruments;
import retex.instrument.TopicCode;
import retex.server.document.Content;
import retex.server.finding.AcceptedFinding;
import retex.server.finding.engine.Hint;
import retex.server.finding.engine.Judgement;
import retex.server.finding.engine.Proposal;
import retex.server.finding.engine.Proposer;
import retex.server.finding.engine.Term;
import retex.server.finding.engine.Vocabulary;
import retex.server.policy.engine.Detail;
import retex.server.policy.engine.Policy;
import retex.server.redaction.RedactedField;
import retex.server.redaction.engine.Redacted;
import retex.server.redaction.engine.Span;

/**
 * The evaluators' and trainers' own words: whole sentences, in the feedback's language, in which
 * nothing had to be masked, of a text that an officer has read and cleared, where the policy lets
 * them or both officers ask for them, and of these the ones that an officer ticked. A text that is
 * not open to this reader ({@link Openness}), or has anything unsure in it, is not quoted at all;
 * nor is a sentence that may speak, however unlikely, of a topic which is not open, unless an
 * officer has read that very place and accepted, by itself, that it speaks of an open one.
 */
final class Quotations {

  private static final Pattern SENTENCE = Pattern.compile("[^.!?]+[.!?]+");
  // a capital that does not begin the sentence, or any figure, is a reason not to quote
  private static final Pattern SUSPECT =
      Pattern.compile(".*(?:\\d|\\S\\s.*\\p{Lu}).*", Pattern.DOTALL);

  // an end of a line may end a sentence without a point, or a row of a list
  private static final Pattern LINE_BREAK = Pattern.compile("\\R");

  private static final double LIKELY = 0.5;

  private final Openness openness;
  private final List<AcceptedFinding> accepted;

  Quotations(Instruments instruments, List<AcceptedFinding> accepted) {
    this.openness = new Openness(instruments);
    this.accepted = List.copyOf(accepted);
  }

  /** Writes those that were ticked, and nothing where none was. */
  void write(Sheet page, Evidence evidence, Policy.Quotes limits, Set<String> ticked) {
    if (ticked.isEmpty()) {
      return;
    }
    List<Content.Item> quotes =
        of(evidence, page.language(), limits).stream()
            .filter(it -> ticked.contains(it.id()))
            .map(Quotable::sentence)
            .distinct()
            .limit(limits.most())
            .map(it -> new Content.Item("", it))
            .toList();
    if (quotes.isEmpty()) {
      return;
    }
    page.heading(2, "feedback.quotations");
    page.quiet("feedback.quotations.text");
    page.items(false, quotes);
    page.narrative();
  }

  /** What may be quoted, in the order of the evidence. */
  List<Quotable> of(Evidence evidence, String language, Policy.Quotes limits) {
    Map<String, Quotable> quotable = new LinkedHashMap<>();
    evidence.told().stream()
        .filter(it -> it.reading().tells(Detail.QUOTATION))
        .forEach(
            source ->
                source.texts().stream()
                    .filter(it -> openness.tells(source, it.field()))
                    .flatMap(it -> of(source, it, language, limits).stream())
                    .forEach(it -> quotable.putIfAbsent(it.id(), it)));
    return List.copyOf(quotable.values());
  }

  private List<Quotable> of(
      Evidence.Source source, RedactedField field, String language, Policy.Quotes limits) {
    Redacted redacted = field.redacted();
    var quotes = new ArrayList<Quotable>();
    boolean readable =
        redacted.language().equals(language)
            && Vocabulary.shipped().languagesRead().contains(redacted.language())
            && redacted.spans().stream().noneMatch(Span::isUnsure);
    if (!readable) {
      return quotes;
    }
    List<Said> said = said(source, field);
    var matcher = SENTENCE.matcher(redacted.original());
    while (matcher.find()) {
      int from = matcher.start();
      int to = matcher.end();
      boolean untouched =
          redacted.spans().stream().noneMatch(span -> span.from() < to && from < span.to())
              && isOpen(source, said.stream().filter(it -> it.isIn(from, to)).toList(), from, to);
      String original = matcher.group().strip();
      String sentence = original.replaceAll("\\s+", " ");
      if (untouched
          && !LINE_BREAK.matcher(original).find()
          && sentence.split(" ").length >= limits.fewestWords()
          && !SUSPECT.matcher(sentence).matches()) {
        quotes.add(
            new Quotable(id(source, field, sentence), source.record(), field.field(), sentence));
      }
    }
    return quotes;
  }

  /**
   * Whether nothing that a sentence may say is of a topic that is not open. The least likely
   * reading counts; one that is unlikely is outweighed by what an officer read within the sentence
   * and all around it, unless nothing at all is told of its topic.
   */
  private boolean isOpen(Evidence.Source source, List<Said> said, int from, int to) {
    List<Said> read =
        said.stream()
            .filter(Said::isRead)
            .filter(it -> from <= it.from() && it.to() <= to)
            .filter(it -> openness.tells(source, it.topic()))
            .toList();
    return said.stream()
        .filter(it -> !openness.tells(source, it.topic()))
        .allMatch(
            it ->
                !it.byOfficer()
                    && it.confidence() < LIKELY
                    && !openness.isSecret(source, it.topic())
                    && read.stream().anyMatch(one -> one.holds(it)));
  }

  /** What a text may say by the rules, and what officers accepted that it says. */
  private List<Said> said(Evidence.Source source, RedactedField field) {
    List<String> topics =
        openness.topics(source, field.field()).stream().map(TopicCode::value).toList();
    Redacted text = field.redacted();
    return Stream.concat(
            Proposer.shipped()
                .propose(text.original(), text.language(), new Hint(topics, Judgement.ABLE))
                .stream()
                .map(Said::proposed),
            accepted.stream()
                .filter(it -> it.record().equals(source.record()))
                .filter(it -> it.field().equals(field.field()))
                .map(Said::accepted))
        .toList();
  }

  private static String id(Evidence.Source source, RedactedField field, String sentence) {
    String all = String.join("\n", source.revision(), field.field(), sentence);
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has SHA-256
    }
  }

  /**
   * A topic that a place of a text may speak of, and who says so; {@code isRead}: an officer, of
   * this place by itself.
   */
  private record Said(
      TopicCode topic, int from, int to, double confidence, boolean byOfficer, boolean isRead) {

    static Said proposed(Proposal it) {
      return new Said(new TopicCode(it.topic()), it.from(), it.to(), it.confidence(), false, false);
    }

    static Said accepted(AcceptedFinding it) {
      String topic =
          Vocabulary.shipped().skill(it.finding().skill()).map(Term::topic).orElseThrow();
      return new Said(new TopicCode(topic), it.from(), it.to(), 1, true, !it.inBulk());
    }

    boolean holds(Said other) {
      return from <= other.from && other.to <= to;
    }

    boolean isIn(int from, int to) {
      return this.from < to && from < this.to;
    }
  }
}
