package retex.server.device;

import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
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
    @Nullable String certifiedUntil) {

  static DeviceLine of(Device it) {
    return new DeviceLine(
        it.id().hex(),
        it.name(),
        it.revoked(),
        it.enrolledAt().toString(),
        it.lastContact().map(Instant::toString).orElse(null),
        it.backlog(),
        it.version(),
        it.certifiedUntil().equals(Instant.EPOCH) ? null : it.certifiedUntil().toString());
  }
}
