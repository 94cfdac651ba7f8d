package retex.server.record;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/** A file that is whole and on disk. {@code keptAt}: microseconds since 1970. */
@MappedEntity("attachment_file")
record AttachmentRow(@Id String sha256, long size, long keptAt) {}
