package retex.server.policy;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/** One version as it was taken; key and signature in hexadecimal. */
@MappedEntity("policy_version")
record PolicyRow(
    @Id long number,
    String name,
    int version,
    String content,
    String publicKey,
    String signature,
    String actor,
    long at) {}
