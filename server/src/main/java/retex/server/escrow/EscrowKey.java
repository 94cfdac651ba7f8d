package retex.server.escrow;

import static retex.server.escrow.EscrowRefusal.ESCROW_EXISTS;
import static retex.server.escrow.EscrowRefusal.FILE_FAILED;
import static retex.server.escrow.EscrowRefusal.REQUEST_UNFIT;
import static retex.server.escrow.EscrowRefusal.SHARES_APART;
import static retex.server.escrow.EscrowRefusal.SHARE_UNFIT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import retex.contract.Seal;
import retex.refusal.RefusedException;

/**
 * The escrow key of this server. The public half lies under {@code keys/}; the private half exists
 * only while it is made and while a laptop is recovered, as two shares of which each alone is
 * random (one-time pad).
 */
@Singleton
public final class EscrowKey {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HexFormat HEX = HexFormat.of();
  private static final int KEY_BYTES = 32;

  private final Path file;
  private final SecureRandom random = new SecureRandom();

  EscrowKey(@Property(name = "retex.data") String folder) {
    this.file = Path.of(folder, "keys", "escrow.pub");
  }

  /** The public half, where a key was made. */
  public Optional<byte[]> publicKey() {
    try {
      return Files.exists(file)
          ? Optional.of(HEX.parseHex(Files.readString(file).strip()))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      throw FILE_FAILED.at("keys/escrow.pub").asException();
    }
  }

  /** Makes the key and writes its two shares; answers its name. Never a second one. */
  String init(Path first, Path second) {
    if (Files.exists(file)) {
      throw ESCROW_EXISTS.at("").asException();
    }
    Seal.Pair pair = Seal.pair();
    byte[] pad = new byte[KEY_BYTES];
    random.nextBytes(pad);
    byte[] other = xor(pad, pair.privateKey());
    String name = Seal.name(pair.publicKey());
    try {
      Files.writeString(first, share(name, 1, pad), StandardOpenOption.CREATE_NEW);
      Files.writeString(second, share(name, 2, other), StandardOpenOption.CREATE_NEW);
      Files.createDirectories(file.getParent());
      Files.writeString(file, HEX.formatHex(pair.publicKey()) + "\n");
    } catch (IOException e) {
      throw FILE_FAILED.at("").asException();
    } finally {
      Arrays.fill(pad, (byte) 0);
      Arrays.fill(other, (byte) 0);
    }
    return name;
  }

  /** Opens a laptop's request with both shares and seals its data key to that laptop alone. */
  String recover(Path request, Path first, Path second, Path answer) {
    JsonNode asked = read(request);
    byte[] laptop = asked.path("laptop").asText().getBytes(StandardCharsets.US_ASCII);
    byte[] key = joined(read(first), read(second), asked.path("key").asText());
    byte[] dataKey = new byte[0];
    try {
      dataKey = Seal.open(key, Seal.ESCROW, laptop, HEX.parseHex(asked.path("sealed").asText()));
      byte[] to = HEX.parseHex(asked.path("answerTo").asText());
      ObjectNode out = JSON.createObjectNode().put("retexRecoveryAnswer", 1);
      out.put("laptop", asked.path("laptop").asText());
      out.put("sealed", HEX.formatHex(Seal.to(to, Seal.RECOVERY, laptop, dataKey)));
      Files.writeString(answer, out + "\n");
      return asked.path("laptop").asText();
    } catch (RefusedException | IllegalArgumentException e) {
      throw REQUEST_UNFIT.at("").asException();
    } catch (IOException e) {
      throw FILE_FAILED.at("").asException();
    } finally {
      Arrays.fill(key, (byte) 0);
      Arrays.fill(dataKey, (byte) 0);
    }
  }

  private static byte[] joined(JsonNode one, JsonNode two, String wanted) {
    boolean together =
        one.path("key").asText().equals(two.path("key").asText())
            && one.path("number").asInt() != two.path("number").asInt();
    if (!together) {
      throw SHARES_APART.at("").asException();
    }
    if (!one.path("key").asText().equals(wanted)) {
      throw REQUEST_UNFIT.at("key").asException();
    }
    try {
      byte[] first = HEX.parseHex(one.path("share").asText());
      byte[] second = HEX.parseHex(two.path("share").asText());
      if (first.length != KEY_BYTES || second.length != KEY_BYTES) {
        throw SHARE_UNFIT.at("").asException();
      }
      return xor(first, second);
    } catch (IllegalArgumentException e) {
      throw SHARE_UNFIT.at("").asException();
    }
  }

  private static JsonNode read(Path file) {
    try {
      return JSON.readTree(Files.readString(file));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw SHARE_UNFIT.at(String.valueOf(file.getFileName())).asException();
    } catch (IOException e) {
      throw FILE_FAILED.at(String.valueOf(file.getFileName())).asException();
    }
  }

  private static String share(String name, int number, byte[] share) {
    return JSON.createObjectNode()
            .put("retexEscrowShare", 1)
            .put("key", name)
            .put("number", number)
            .put("of", 2)
            .put("share", HEX.formatHex(share))
        + "\n";
  }

  private static byte[] xor(byte[] one, byte[] two) {
    byte[] result = new byte[one.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (byte) (one[i] ^ two[i]);
    }
    return result;
  }
}
