package retex.server.device;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/** A row of the table {@code device_scope}. */
@MappedEntity("device_scope")
record ScopeRow(@Id String holder, String mission, DeviceRole role) {}
