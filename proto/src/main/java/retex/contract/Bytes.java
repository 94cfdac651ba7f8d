package retex.contract;

import static retex.contract.ContractRefusal.IDENTIFIER_MALFORMED;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Small questions about bytes that every identifier asks. */
final class Bytes {

  private static final HexFormat HEX = HexFormat.of();

  private Bytes() {}

  static byte[] sha256(byte[]... parts) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has SHA-256 (MessageDigest, API)
    }
  }

  static String hex(byte[] bytes) {
    return HEX.formatHex(bytes);
  }

  static byte[] exactly(int length, byte[] bytes, String where) {
    if (bytes.length != length) {
      throw IDENTIFIER_MALFORMED.at(where).asException();
    }
    return bytes.clone();
  }

  static byte[] parse(String hex, String where) {
    try {
      return HEX.parseHex(hex);
    } catch (IllegalArgumentException e) {
      throw IDENTIFIER_MALFORMED.at(where).asException();
    }
  }
}
