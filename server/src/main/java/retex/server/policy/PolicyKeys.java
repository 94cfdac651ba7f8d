package retex.server.policy;

import static retex.server.policy.engine.PolicyRefusal.POLICY_KEY_UNKNOWN;
import static retex.server.policy.engine.PolicyRefusal.POLICY_SIGNATURE_WRONG;
import static retex.server.policy.engine.PolicyRefusal.POLICY_UNREADABLE;

import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import retex.contract.DeviceKey;

/**
 * The keys that policies are signed with. The server's own (Ed25519) is made at first use and kept
 * under {@code keys/} for its owner alone; {@code keys/policy-trusted.txt} names further ones, a
 * public key in hexadecimal a line, of administrators who keep theirs elsewhere.
 */
@Singleton
final class PolicyKeys {

  private static final byte[] DOMAIN = "retex.policy.v1\0".getBytes(StandardCharsets.US_ASCII);
  private static final HexFormat HEX = HexFormat.of();

  private final Path folder;
  private final DeviceKey own;

  PolicyKeys(@Property(name = "retex.data") String data) {
    this.folder = Path.of(data, "keys");
    this.own = open();
  }

  /** Signs a file with the server's own key. */
  Signature sign(String content) {
    return new Signature(HEX.formatHex(own.publicKey()), HEX.formatHex(own.sign(bytes(content))));
  }

  boolean isOwn(String publicKey) {
    return publicKey.equals(HEX.formatHex(own.publicKey()));
  }

  /** Refuses {@code POLICY_KEY_UNKNOWN} and {@code POLICY_SIGNATURE_WRONG}. */
  void check(String content, Signature signature) {
    if (!isOwn(signature.publicKey()) && !trusted().contains(signature.publicKey())) {
      throw POLICY_KEY_UNKNOWN.at("signature").asException();
    }
    if (!DeviceKey.verifies(
        HEX.parseHex(signature.publicKey()), bytes(content), HEX.parseHex(signature.value()))) {
      throw POLICY_SIGNATURE_WRONG.at("signature").asException();
    }
  }

  /** Signs with a key file that an administrator keeps: 32 private bytes in hexadecimal. */
  static Signature signWith(Path key, String content) {
    try {
      var signer = DeviceKey.of(HEX.parseHex(Files.readString(key).strip()));
      return new Signature(
          HEX.formatHex(signer.publicKey()), HEX.formatHex(signer.sign(bytes(content))));
    } catch (IOException | IllegalArgumentException e) {
      throw POLICY_UNREADABLE.at("key").asException();
    }
  }

  private List<String> trusted() {
    Path file = folder.resolve("policy-trusted.txt");
    try {
      return Files.exists(file)
          ? Files.readAllLines(file).stream().map(String::strip).toList()
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private DeviceKey open() {
    Path file = folder.resolve("policy.key");
    try {
      Files.createDirectories(folder);
      try (FileChannel channel =
              FileChannel.open(
                  folder.resolve("policy.lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (lock.isValid() && !Files.exists(file)) {
          make(file);
        }
      }
      return DeviceKey.of(HEX.parseHex(Files.readString(file).strip()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void make(Path file) throws IOException {
    Path next = file.resolveSibling("policy.key.next");
    Files.deleteIfExists(next);
    Files.createFile(
        next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    byte[] key = DeviceKey.generate(new SecureRandom()).privateKey();
    Files.writeString(next, HEX.formatHex(key));
    Arrays.fill(key, (byte) 0);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static byte[] bytes(String content) {
    byte[] text = content.getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(DOMAIN, DOMAIN.length + text.length);
    System.arraycopy(text, 0, all, DOMAIN.length, text.length);
    return all;
  }

  /** A public key and what it signed, in hexadecimal. */
  record Signature(String publicKey, String value) {

    Signature {
      if (!publicKey.matches("[0-9a-f]{64}") || !value.matches("[0-9a-f]{128}")) {
        throw POLICY_SIGNATURE_WRONG.at("signature").asException();
      }
    }

    /** Reads {@link #line}; refuses {@code POLICY_SIGNATURE_WRONG}. */
    static Signature parse(String line) {
      String[] words = line.strip().split("\\s+");
      if (words.length != 3 || !words[0].equals("ed25519")) {
        throw POLICY_SIGNATURE_WRONG.at("signature").asException();
      }
      return new Signature(words[1], words[2]);
    }

    /** As it stands in a {@code .sig} file. */
    String line() {
      return "ed25519 " + publicKey + " " + value;
    }
  }
}
