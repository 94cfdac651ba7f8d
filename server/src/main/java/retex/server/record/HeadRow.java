package retex.server.record;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/** A row of the table {@code head}. */
@MappedEntity("head")
record HeadRow(String device, int epoch, @Id long number, String revision, byte[] signature) {}
