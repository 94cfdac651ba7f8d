package retex.server.finding;

import java.util.List;
import retex.server.review.RecordTitle;

/** What the desk of one record shows, ready to be read. */
public record DeskView(
    String record,
    String revision,
    RecordTitle title,
    int open,
    List<Choice> judgements,
    List<String> skills,
    List<String> causes,
    List<String> remedies,
    List<Field> fields) {

  /** One free text, in pieces that are evidence or not, and what is found in it. */
  public record Field(
      String field, String title, String language, List<Piece> pieces, List<Row> rows) {}

  /** A run of text, and the numbers of the findings that rest on it; empty for none. */
  public record Piece(String text, String numbers) {

    public boolean isEvidence() {
      return !numbers.isEmpty();
    }
  }

  /**
   * One finding. {@code withheld} says as what the sentence is withheld on which it rests, empty
   * for none; {@code partUntold} that its cause or remedy is never told.
   */
  public record Row(
      String id,
      String next,
      String key,
      int number,
      String evidence,
      String topic,
      String skill,
      String judgement,
      String cause,
      String remedy,
      String sentence,
      int percent,
      String state,
      String withheld,
      boolean partUntold) {

    public boolean isWithheld() {
      return !withheld.isEmpty();
    }

    public boolean isOpen() {
      return state.equals("open");
    }
  }

  /** A code and how it is said. */
  public record Choice(String code, String name) {}
}
