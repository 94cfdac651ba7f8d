package retex.contract;

/** One part of an evaluation's free text: the narrative field's code and what was written. */
public record NarrativePart(String code, String text) {

  /** Without the text, which must not reach a log. */
  @Override
  public String toString() {
    return "NarrativePart[" + code + "]";
  }
}
