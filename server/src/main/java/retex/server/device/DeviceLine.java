package retex.server.device;

import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One laptop for programs; instants in ISO 8601, null where there was none. */
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
    @Nullable String role) {

  static DeviceLine of(Device it, Optional<DeviceScope> scope) {
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
        scope.map(held -> held.role().word()).orElse(null));
  }
}
