package retex.server.device;

import java.time.Instant;
import java.util.Optional;
import retex.contract.DeviceId;

/** An enrolled laptop; {@code name} is for people and may be empty. */
public record Device(
    DeviceId id, String name, boolean revoked, Instant enrolledAt, Optional<Instant> lastContact) {}
