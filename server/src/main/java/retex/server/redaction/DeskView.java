package retex.server.redaction;

import java.util.List;

/**
 * What the desk shows of one record. {@code read} is the hash of it ({@link Shown}). {@code kept}
 * counts the places that are masked only because they were when the record was cleared. {@code at}
 * and {@code link} name places, never what stands there.
 */
public record DeskView(
    String record,
    String revision,
    String read,
    String unit,
    String form,
    boolean cleared,
    int kept,
    String said,
    int seen,
    int places,
    int waiting,
    List<Risky> risks,
    String since,
    List<Field> fields,
    List<Gone> gone,
    Selected selected,
    List<Choice> categories,
    List<Logged> log) {

  public DeskView {
    risks = List.copyOf(risks);
    fields = List.copyOf(fields);
    gone = List.copyOf(gone);
    categories = List.copyOf(categories);
    log = List.copyOf(log);
  }

  /** One line of the risk list; {@code link} is empty for what is about the whole record. */
  public record Risky(String kind, String sentence, String where, String text, String link) {}

  /** One free text, and how it differs from the revision before; no runs where it does not. */
  public record Field(
      String field,
      String title,
      String language,
      List<Piece> pieces,
      List<Run> changes,
      int places) {}

  /** A field that the revision before had. */
  public record Gone(String title, String text) {}

  /** A run of the comparison: {@code same}, {@code new} or {@code gone}. */
  public record Run(String kind, String text) {}

  /**
   * A run of text. {@code replacement} is empty for what stays; {@code state} is {@code sure},
   * {@code unsure}, {@code seen} or {@code waiting}.
   */
  public record Piece(
      String text, String replacement, String state, String id, String link, boolean selected) {

    static Piece plain(String text) {
      return new Piece(text, "", "", "", "", false);
    }

    public boolean isMasked() {
      return !replacement.isEmpty();
    }
  }

  /** The place under the officer's eyes; {@code number} is 0 where nothing is masked. */
  public record Selected(
      int number,
      String field,
      int from,
      int to,
      String title,
      String text,
      String replacement,
      String category,
      String why,
      String state,
      String sureness,
      int alike,
      String previous,
      String next,
      String nextRisk,
      Asked asked) {

    static final Selected NONE =
        new Selected(0, "", 0, 0, "", "", "", "", "", "", "", 0, "", "", "", Asked.NOTHING);
  }

  /** An un-masking that waits; {@code id} is empty where none does. */
  public record Asked(String id, String by, String at, String reason, boolean own) {

    static final Asked NOTHING = new Asked("", "", "", "", false);
  }

  /** One choice of a list. */
  public record Choice(String value, String word) {}

  /** One decision in force. */
  public record Logged(
      String id,
      String what,
      String title,
      String text,
      String by,
      String at,
      String reason,
      String link,
      boolean own) {}
}
