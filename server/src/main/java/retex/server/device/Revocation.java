package retex.server.device;

import java.time.Instant;
import java.util.Optional;

/**
 * Why and how a laptop was revoked, and how far that went: when the order to destroy its key slots
 * was given to it, and when it said that they are gone.
 */
public record Revocation(
    RevocationOrder order,
    String reason,
    String actor,
    Instant at,
    Optional<Instant> ordered,
    Optional<Instant> destroyed) {

  /** Without the reason. */
  @Override
  public String toString() {
    return "Revocation[" + order + "]";
  }
}
