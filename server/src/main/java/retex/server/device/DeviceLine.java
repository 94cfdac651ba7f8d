package retex.server.device;

import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One laptop for programs; instants in ISO 8601, null where there was none. {@code order}: with
 * which it was revoked, null where it was not; {@code keysDestroyed}: when it said so.
 */
@Serdeable
record DeviceLine(
    String id,
    String name,
    boolean revoked,
    String enrolledAt,
    @Nullable String lastContact,
    long backlog,
    String version,
    @Nullable String certifiedUntil,
    @Nullable String mission,
    @Nullable String role,
    @Nullable String order,
    @Nullable String keysDestroyed) {

  static DeviceLine of(Device it, Optional<DeviceScope> scope, Optional<Revocation> revoked) {
    return new DeviceLine(
        it.id().hex(),
        it.name(),
        it.revoked(),
        it.enrolledAt().toString(),
        it.lastContact().map(Instant::toString).orElse(null),
        it.backlog(),
        it.version(),
        it.certifiedUntil().equals(Instant.EPOCH) ? null : it.certifiedUntil().toString(),
        scope.map(DeviceScope::mission).orElse(null),
        scope.map(held -> held.role().word()).orElse(null),
        revoked.map(one -> one.order().word()).orElse(null),
        revoked.flatMap(Revocation::destroyed).map(Instant::toString).orElse(null));
  }
}
