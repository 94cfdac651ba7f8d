package retex.server.finding.engine;

import java.util.List;

/** What a document says of one topic: paragraphs, each with the words that lead it. */
public record TopicText(String topic, List<Paragraph> paragraphs) {

  public TopicText {
    paragraphs = List.copyOf(paragraphs);
  }

  /** The kind of paragraph that says how to train. */
  public static final String REMEDY = "remedy";

  /** One kind of statement, the words that lead it, and its sentences. */
  public record Paragraph(String kind, String lead, String text) {}
}
