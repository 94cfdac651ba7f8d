package retex.agent.entry;

import java.util.List;
import retex.instrument.LocalText;

/** What the pages of a form show, already in the reader's language. */
public record FormView(
    String draft,
    long version,
    String title,
    String unit,
    String section,
    String next,
    boolean isNote,
    List<Section> sections,
    List<Row> rows,
    List<Problem> problems) {

  /** A page of the form: how many of its required answers are there. */
  public record Section(String code, String title, int done, int of) {}

  /**
   * One field. {@code kind}: rating, yesno, number, text, longtext, choice, date, select, check,
   * unit. {@code last} is what was answered last time, empty where nothing is known.
   */
  public record Row(
      String code,
      String name,
      String kind,
      String label,
      String guidance,
      boolean required,
      String value,
      String reason,
      String comment,
      String last,
      List<Option> options) {

    /** A field that is not a criterion. */
    static Row field(
        String name,
        String kind,
        String label,
        boolean required,
        String value,
        List<Option> options) {
      return new Row("", name, kind, label, "", required, value, "", "", "", options);
    }

    public boolean isCriterion() {
      return !code.isEmpty();
    }
  }

  /** One choice of a field. */
  public record Option(String value, String text) {

    static Option of(String value, LocalText text, String language) {
      return new Option(value, text.in(language));
    }
  }

  /** One thing that is missing or wrong, and where to mend it. */
  public record Problem(String text, String link) {}
}
