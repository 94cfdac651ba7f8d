package retex.instrument;

import static retex.instrument.InstrumentRefusal.REFERENCE_MALFORMED;

import org.jspecify.annotations.Nullable;

/** One version of one instrument, written {@code infantry-battalion@1}. */
public record InstrumentRef(String id, int version) {

  private static final int LONGEST = 80;
  private static final int MOST = 999_999;
  private static final int MOST_DIGITS = 6;

  public InstrumentRef {
    boolean fits = version >= 1 && version <= MOST && !id.isEmpty() && id.length() <= LONGEST;
    for (int i = 0; fits && i < id.length(); i++) {
      char one = id.charAt(i);
      fits = (one >= 'a' && one <= 'z') || (one >= '0' && one <= '9') || one == '-';
    }
    if (!fits) {
      throw REFERENCE_MALFORMED.at("instrument").asException();
    }
  }

  /** Reads {@code id@version}; refuses anything else with {@code REFERENCE_MALFORMED}. */
  public static InstrumentRef parse(String text) {
    int at = text.indexOf('@');
    return new InstrumentRef(text.substring(0, Math.max(at, 0)), version(text, at + 1));
  }

  /** Digits that do not begin with 0, or a number that no reference has. */
  private static int version(String text, int from) {
    boolean isOne = from > 0 && from < text.length() && text.length() <= from + MOST_DIGITS;
    int version = 0;
    for (int i = from; isOne && i < text.length(); i++) {
      char digit = text.charAt(i);
      isOne = digit >= (i == from ? '1' : '0') && digit <= '9';
      version = version * 10 + (digit - '0');
    }
    return isOne ? version : -1;
  }

  /** As a record's own, which the small compiler makes slow: each save asks. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof InstrumentRef ref && ref.version == version && ref.id.equals(id);
  }

  @Override
  public int hashCode() {
    return 31 * id.hashCode() + version;
  }

  @Override
  public String toString() {
    return id + "@" + version;
  }
}
