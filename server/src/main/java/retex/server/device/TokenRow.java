package retex.server.device;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/** A token as stored: the hash of its secret; {@code device} is who spent it, empty before. */
@MappedEntity("enrolment_token")
record TokenRow(@Id String secretHash, long expiresAt, String device) {}
