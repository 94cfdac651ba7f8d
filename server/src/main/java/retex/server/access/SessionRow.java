package retex.server.access;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/**
 * A session as stored: the hash of its token, never the token. Expires at microseconds since 1970.
 */
@MappedEntity("session")
record SessionRow(@Id String tokenHash, String account, String csrf, long expiresAt) {}
