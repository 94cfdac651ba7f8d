package retex.agent.vault;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/** The device's private key (32 bytes, Ed25519) and the epoch of its log. */
@MappedEntity("device_key")
record DeviceKeyRow(@Id int id, byte[] privateKey, int epoch) {

  /** Without the key. */
  @Override
  public String toString() {
    return "DeviceKeyRow[" + epoch + "]";
  }
}
