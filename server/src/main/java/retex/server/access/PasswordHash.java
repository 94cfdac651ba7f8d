package retex.server.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2id (RFC 9106) with its parameters. Bytes in hexadecimal. */
record PasswordHash(String salt, int passes, int lanes, int memoryKib, String hash) {

  // OWASP Password Storage Cheat Sheet: Argon2id with 19 MiB, 2 passes, 1 lane, at the least
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int MEMORY_KIB = 19 * 1024;
  private static final HexFormat HEX = HexFormat.of();

  static PasswordHash of(String password, SecureRandom random) {
    byte[] salt = salt(random);
    return new PasswordHash(
        HEX.formatHex(salt),
        PASSES,
        LANES,
        MEMORY_KIB,
        derive(password, salt, PASSES, LANES, MEMORY_KIB));
  }

  /** Of no password at all: to try one on it costs what any other costs. */
  static PasswordHash ofNobody(SecureRandom random) {
    return new PasswordHash(HEX.formatHex(salt(random)), PASSES, LANES, MEMORY_KIB, "");
  }

  private static byte[] salt(SecureRandom random) {
    byte[] salt = new byte[16];
    random.nextBytes(salt);
    return salt;
  }

  boolean fits(String password) {
    String tried = derive(password, HEX.parseHex(salt), passes, lanes, memoryKib);
    return MessageDigest.isEqual(
        tried.getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
  }

  private static String derive(String password, byte[] salt, int passes, int lanes, int memoryKib) {
    var generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withIterations(passes)
            .withParallelism(lanes)
            .withMemoryAsKB(memoryKib)
            .withSalt(salt)
            .build());
    byte[] out = new byte[32];
    generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), out);
    return HEX.formatHex(out);
  }

  /** Without the hash. */
  @Override
  public String toString() {
    return "PasswordHash[" + passes + "]";
  }
}
