package retex.refusal;

import java.util.Objects;

/**
 * An expected "no": why, and where. {@code where} names a field, a line or a position and never
 * carries content of a record.
 */
public record Refusal(RefusalCode code, String where) {

  public Refusal {
    Objects.requireNonNull(code);
    Objects.requireNonNull(where);
  }

  /** The exception that ends the present call with this refusal. */
  public RefusedException asException() {
    return new RefusedException(this);
  }

  /**
   * What was refused, where and how to mend it, as one text: the place stands within the sentence,
   * before its stop. {@code mend} may be empty.
   */
  public String told(String sentence, String mend) {
    String said = sentence;
    if (!where.isEmpty()) {
      boolean stopped = sentence.endsWith(".");
      String open = stopped ? sentence.substring(0, sentence.length() - 1) : sentence;
      said = open + " (" + where + ")" + (stopped ? "." : "");
    }
    return mend.isEmpty() ? said : said + " " + mend;
  }

  @Override
  public String toString() {
    return where.isEmpty() ? code.name() : code.name() + " at " + where;
  }
}
