package retex.agent.record;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/** How far headquarters has this laptop's log of one epoch. */
@MappedEntity("acknowledged")
record AcknowledgedRow(@Id int epoch, long upTo) {}
