package retex.server.sync;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/**
 * What a cursor stands for: {@code items} has a line a piece, its digest in hexadecimal and its
 * key.
 */
@MappedEntity("reference_cursor")
record CursorRow(@Id String at, String kind, String items) {}
