package retex.agent.sync;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/**
 * The one server that this laptop is enrolled with. Certificates and key in DER; {@code
 * lastContact} in microseconds since 1970, 0 = never.
 */
@MappedEntity("headquarters")
record HeadquartersRow(
    @Id int id,
    String address,
    byte[] authority,
    byte[] certificate,
    byte[] tlsKey,
    long lettersHeld,
    byte[] lettersCheck,
    long lastContact,
    byte[] bundleKey) {

  /** Without the key. */
  @Override
  public String toString() {
    return "HeadquartersRow[]";
  }
}
