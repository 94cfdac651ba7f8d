package retex.server.review;

import java.util.List;

/** What the list of records shows, already in the reader's language. */
public record QueueView(
    List<Option> states, List<Option> kinds, String unit, String count, List<Row> rows) {

  /** One choice of a filter. */
  public record Option(String value, String text, boolean chosen) {}

  /** One record. */
  public record Row(
      String record,
      String unit,
      String kind,
      String period,
      String arrived,
      String state,
      String stateWord,
      boolean here) {}
}
