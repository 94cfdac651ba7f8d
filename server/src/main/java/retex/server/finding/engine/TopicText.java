package retex.server.finding.engine;

import java.util.List;

/** What a document says of one topic: paragraphs, each with the words that lead it. */
public record TopicText(String topic, List<Paragraph> paragraphs) {

  public TopicText {
    paragraphs = List.copyOf(paragraphs);
  }

  /** One kind of statement and its sentences. */
  public record Paragraph(String lead, String text) {}
}
