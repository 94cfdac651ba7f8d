package retex.server.policy;

import static retex.server.policy.engine.PolicyRefusal.POLICY_KEY_UNKNOWN;
import static retex.server.policy.engine.PolicyRefusal.POLICY_SIGNATURE_WRONG;
import static retex.server.policy.engine.PolicyRefusal.POLICY_UNREADABLE;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import retex.contract.DeviceKey;
import retex.server.key.ServerKeys;

/**
 * The keys that policies are signed with: the server's own, and those of administrators who keep
 * theirs elsewhere, named in {@code keys/policy-trusted.txt} by their public keys in hexadecimal, a
 * line each.
 */
@Singleton
final class PolicyKeys {

  private static final byte[] DOMAIN = "retex.policy.v1\0".getBytes(StandardCharsets.US_ASCII);
  private static final HexFormat HEX = HexFormat.of();

  private final Path folder;
  private final DeviceKey own;

  PolicyKeys(ServerKeys keys) {
    this.folder = keys.folder();
    this.own = keys.of("policy");
  }

  /** Signs a file with the server's own key. */
  Signature sign(String content) {
    return signed(own, content);
  }

  /** Refuses {@code POLICY_KEY_UNKNOWN} and {@code POLICY_SIGNATURE_WRONG}. */
  void check(String content, Signature signature) {
    boolean isOwn = signature.publicKey().equals(HEX.formatHex(own.publicKey()));
    if (!isOwn && !trusted().contains(signature.publicKey())) {
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
      return signed(DeviceKey.of(HEX.parseHex(Files.readString(key).strip())), content);
    } catch (IOException | IllegalArgumentException e) {
      throw POLICY_UNREADABLE.at("key").asException();
    }
  }

  private static Signature signed(DeviceKey key, String content) {
    return new Signature(HEX.formatHex(key.publicKey()), HEX.formatHex(key.sign(bytes(content))));
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
