package retex.server.device;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.Optional;
import retex.contract.Micros;

/** A revocation as stored; instants in microseconds since 1970, 0 = not yet. */
@MappedEntity("revocation")
record RevocationRow(
    @Id String device,
    String kind,
    String reason,
    String actor,
    long at,
    long orderedAt,
    long destroyedAt) {

  Revocation revocation() {
    return new Revocation(
        RevocationOrder.valueOf(kind),
        reason,
        actor,
        Micros.instant(at),
        instant(orderedAt),
        instant(destroyedAt));
  }

  private static Optional<Instant> instant(long at) {
    return at == 0 ? Optional.empty() : Optional.of(Micros.instant(at));
  }

  /** Without the reason. */
  @Override
  public String toString() {
    return "RevocationRow[" + device + "]";
  }
}
