package retex.server.device;

import java.time.Instant;
import java.util.Optional;
import retex.contract.DeviceId;

/**
 * An enrolled laptop. {@code name} is for people and may be empty; {@code backlog} and {@code
 * version} are what it said at its last contact: entries that then waited on it, and its program.
 */
public record Device(
    DeviceId id,
    String name,
    boolean revoked,
    Instant enrolledAt,
    Optional<Instant> lastContact,
    long backlog,
    String version,
    Instant certifiedUntil) {}
