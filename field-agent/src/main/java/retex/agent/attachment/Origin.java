package retex.agent.attachment;

/**
 * What a camera wrote into a photograph. Kept on this laptop, encrypted; it never leaves. Each part
 * is empty where nothing was written. {@code position} in decimal degrees, north and east positive.
 */
public record Origin(String taken, String position, String camera, String owner) {

  static final Origin UNKNOWN = new Origin("", "", "", "");

  public boolean isKnown() {
    return !equals(UNKNOWN);
  }

  /** Without what it says. */
  @Override
  public String toString() {
    return "Origin[]";
  }
}
