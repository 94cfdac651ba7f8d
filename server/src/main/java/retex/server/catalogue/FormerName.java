package retex.server.catalogue;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/** A name that an item had before it was imported under another; {@code kind}: what it names. */
@MappedEntity("former_name")
record FormerName(String kind, @Id String name) {}
