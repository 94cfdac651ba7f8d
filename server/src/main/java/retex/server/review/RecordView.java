package retex.server.review;

import java.util.List;

/**
 * What the page of one record shows, already in the reader's language. {@code revision} is the one
 * shown and {@code newest} says whether it is the newest; {@code previous} and {@code next} are
 * record ids of the list and may be empty, as may {@code fault} and {@code said}.
 */
public record RecordView(
    String record,
    String revision,
    boolean newest,
    String heading,
    String state,
    String stateWord,
    String fault,
    String said,
    List<Line> facts,
    List<Area> areas,
    String score,
    boolean capped,
    List<Text> texts,
    List<String> needs,
    List<File> files,
    boolean evaluation,
    List<Step> history,
    Actions actions,
    List<QueueView.Row> list,
    String previous,
    String next) {

  /** A name and a value. */
  public record Line(String name, String value) {}

  /** One area with its score and the count behind it. */
  public record Area(String code, String title, String score, List<Answered> answers) {}

  /** One criterion, what was answered, and why. {@code level} is the rating, 0 for any other. */
  public record Answered(
      String code, String text, String answer, int level, String reason, String remark) {}

  /** A part of the free text. {@code language} is its own, for the reader's software. */
  public record Text(String title, String text, String language) {}

  /** A photograph or document; {@code there} once it has come. */
  public record File(
      String hash, String criterion, String caption, boolean photograph, boolean there) {}

  /** One revision or decision; {@code revision} is empty for a decision. */
  public record Step(String text, String remark, String revision, boolean shown) {}

  /** What the reader may do now, and what was wrong with the last try. */
  public record Actions(
      boolean accept,
      boolean giveBack,
      boolean map,
      String written,
      List<UnitChoice> units,
      String remark,
      String problem) {}

  /** A unit to choose. */
  public record UnitChoice(String code, String label, boolean likely) {}
}
