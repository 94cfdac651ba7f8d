package retex.contract;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Signatures of people and about people: each in a domain of its own. */
final class PersonKeys {

  private PersonKeys() {}

  static byte[] sign(DeviceKey key, String domain, byte[]... message) {
    return key.sign(joined(domain, message));
  }

  static boolean verifies(byte[] key, String domain, byte[] signature, byte[]... message) {
    return DeviceKey.verifies(key, joined(domain, message), signature);
  }

  private static byte[] joined(String domain, byte[]... message) {
    byte[] all = domain.getBytes(StandardCharsets.US_ASCII);
    for (byte[] part : message) {
      int at = all.length;
      all = Arrays.copyOf(all, at + part.length);
      System.arraycopy(part, 0, all, at, part.length);
    }
    return all;
  }
}
