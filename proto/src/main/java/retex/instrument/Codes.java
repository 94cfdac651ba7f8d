package retex.instrument;

import java.util.regex.Pattern;

/** The one shape of all codes that people see. */
final class Codes {

  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,39}");

  private Codes() {}

  static boolean isCode(String value) {
    return CODE.matcher(value).matches();
  }
}
