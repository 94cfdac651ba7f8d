package retex.server.bundle;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/**
 * What a laptop last said of itself in a bundle: its {@code serial} and greeting; the serial of the
 * last answer, 0 = none; {@code at} in microseconds since 1970.
 */
@MappedEntity("bundle")
record BundleRow(@Id String device, long serial, byte[] greeting, long answered, long at) {

  /** Without what it said. */
  @Override
  public String toString() {
    return "BundleRow[" + device + "]";
  }
}
