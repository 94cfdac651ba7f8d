package retex.server.person;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/**
 * A certificate that was given: {@code key} in hexadecimal, {@code certificate} in its one-line
 * form; {@code revokedAt} in milliseconds since 1970, 0 while it holds.
 */
@MappedEntity("person_certificate")
record PersonRow(
    @Id String id,
    String personKey,
    String certificate,
    String issuedBy,
    long issuedAt,
    long revokedAt) {

  /** Without the name in the certificate. */
  @Override
  public String toString() {
    return "PersonRow[" + personKey + "]";
  }
}
