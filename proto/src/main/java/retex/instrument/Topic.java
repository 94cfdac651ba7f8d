package retex.instrument;

/**
 * A training topic. {@code basic}: comes first. {@code critical}: what a gap endangers ({@code
 * security}, {@code mandate} or {@code none}). {@code where}: {@code upstream}, {@code in-mission}
 * or {@code both}.
 */
public record Topic(TopicCode code, LocalText title, boolean basic, String critical, String where) {

  /** Whether a gap here endangers lives. */
  public boolean isCriticalToSecurity() {
    return critical.equals("security");
  }
}
