package retex.server.catalogue;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/** A row of the table {@code reference_item}: JSON as imported. */
@MappedEntity("reference_item")
record ItemRow(String kind, @Id String code, String content) {}
