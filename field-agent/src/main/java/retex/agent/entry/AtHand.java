package retex.agent.entry;

import org.jspecify.annotations.Nullable;
import retex.instrument.Instruments;

/**
 * A draft's content as it was read, the instruments that are used for it, and what was told of
 * both: for one change, and for the next one of the same draft where nobody writes in between. Used
 * by one thread at a time.
 */
final class AtHand {

  private final Instruments instruments;
  private DraftForm form;
  private @Nullable String checked; // the field that the form was last found to have
  private @Nullable Told told; // of the form as it is

  AtHand(DraftForm form, Instruments instruments) {
    this.form = form;
    this.instruments = instruments;
  }

  DraftForm form() {
    return form;
  }

  Instruments instruments() {
    return instruments;
  }

  /** Whether the form has this field was answered just now. */
  boolean isChecked(String field) {
    return field.equals(checked);
  }

  void check(String field) {
    checked = field;
  }

  /** What was told of the form, where that still holds. */
  @Nullable Told told() {
    return told;
  }

  void tell(Told now) {
    told = now;
  }

  /** The form is another one now. */
  void change(DraftForm now) {
    form = now;
    told = null;
    checked = null;
  }

  /** Without content. */
  @Override
  public String toString() {
    return "AtHand[]";
  }

  /**
   * The answer to a change but for its number: in which languages, and what an undo would take
   * back.
   */
  record Told(String asked, String language, String place, byte[] rest) {

    boolean isFor(String otherAsked, String otherLanguage, String otherPlace) {
      return place.equals(otherPlace) && asked.equals(otherAsked) && language.equals(otherLanguage);
    }

    /** Without content. */
    @Override
    public String toString() {
      return "Told[]";
    }
  }
}
