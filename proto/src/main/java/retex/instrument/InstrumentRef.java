package retex.instrument;

import static retex.instrument.InstrumentRefusal.REFERENCE_MALFORMED;

import java.util.regex.Pattern;

/** One version of one instrument, written {@code infantry-battalion@1}. */
public record InstrumentRef(String id, int version) {

  private static final Pattern SHAPE = Pattern.compile("([a-z0-9-]{1,80})@([1-9][0-9]{0,5})");
  private static final int LONGEST = 80;
  private static final int MOST = 999_999;

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
    var match = SHAPE.matcher(text);
    if (!match.matches()) {
      throw REFERENCE_MALFORMED.at("instrument").asException();
    }
    return new InstrumentRef(match.group(1), Integer.parseInt(match.group(2)));
  }

  @Override
  public String toString() {
    return id + "@" + version;
  }
}
