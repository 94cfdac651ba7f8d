package retex.agent.vault;

import static retex.agent.vault.VaultRefusal.ESCROW_MISSING;
import static retex.agent.vault.VaultRefusal.RECOVERY_UNFIT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import retex.contract.DeviceId;
import retex.contract.Seal;
import retex.refusal.RefusedException;

/**
 * The way back into a laptop whose passphrase is lost: the data key sealed to headquarters, whose
 * private half two people keep apart. The laptop makes a request with a key of its own, so that the
 * answer is of use to this laptop alone. Before enrolment there is no escrow, and nobody can help.
 */
@Singleton
public final class Escrows {

  private static final HexFormat HEX = HexFormat.of();

  private final Vault vault;

  Escrows(Vault vault) {
    this.vault = vault;
  }

  /** Seals the open store's key to headquarters, once enrolled with one that has an escrow key. */
  public void seal(DeviceId device, byte[] publicKey) {
    byte[] dataKey = vault.dataKey();
    try {
      byte[] sealed =
          Seal.to(
              publicKey, Seal.ESCROW, device.hex().getBytes(StandardCharsets.US_ASCII), dataKey);
      vault
          .slots()
          .escrow(new SlotFile.Escrow(Seal.name(publicKey), device.hex(), HEX.formatHex(sealed)));
    } finally {
      Arrays.fill(dataKey, (byte) 0);
    }
  }

  /** The name of the key that it is sealed to; empty while nobody at headquarters can help. */
  public Optional<String> key() {
    return vault.slots().escrow().map(SlotFile.Escrow::key);
  }

  /** Writes a request for headquarters; its private half stays in the data folder until used. */
  public void request(Path file) {
    SlotFile.Escrow escrow =
        vault.slots().escrow().orElseThrow(() -> ESCROW_MISSING.at("").asException());
    Seal.Pair pair = Seal.pair();
    ObjectNode request = JsonNodeFactory.instance.objectNode().put("retexRecoveryRequest", 1);
    request.put("key", escrow.key()).put("laptop", escrow.laptop());
    request.put("sealed", escrow.sealed()).put("answerTo", HEX.formatHex(pair.publicKey()));
    try {
      SlotFile.replace(privateHalf(), pair.privateKey());
      Files.writeString(file, request + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sets a new first passphrase from headquarters' answer; every earlier one ends. */
  public void answer(Path file, char[] passphrase) {
    byte[] dataKey = opened(file);
    try {
      if (!vault.isKey(dataKey)) {
        throw RECOVERY_UNFIT.at("key").asException();
      }
      vault.slots().recovered(dataKey, passphrase);
      Files.deleteIfExists(privateHalf());
      vault.forgive();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      Arrays.fill(dataKey, (byte) 0);
    }
  }

  private byte[] opened(Path file) {
    try {
      JsonNode answer = JsonMapper.builder().build().readTree(Files.readString(file));
      byte[] sealed = HEX.parseHex(answer.path("sealed").asText());
      byte[] laptop = answer.path("laptop").asText().getBytes(StandardCharsets.US_ASCII);
      return Seal.open(Files.readAllBytes(privateHalf()), Seal.RECOVERY, laptop, sealed);
    } catch (IOException | IllegalArgumentException | RefusedException e) {
      throw RECOVERY_UNFIT.at("").asException();
    }
  }

  private Path privateHalf() {
    return vault.folder().resolve("recovery.key");
  }
}
