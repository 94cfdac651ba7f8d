package retex.refusal;

/**
 * A stable name for one reason to refuse. Each step has one enum of them; a code is for ever.
 * Sentences and remedies are found in the message files under {@code refusal.NAME} and {@code
 * refusal.NAME.mend}.
 */
public interface RefusalCode {

  /** The name by which people and programs know this reason. */
  String name();

  /** The refusal of one place: a field, a line, a number in a log; never content of a record. */
  default Refusal at(String where) {
    return new Refusal(this, where);
  }
}
