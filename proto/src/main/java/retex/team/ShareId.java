package retex.team;

import static retex.contract.ContractRefusal.IDENTIFIER_MALFORMED;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import retex.contract.DeviceId;

/**
 * A shared evaluation: the device id of its chief evaluator's laptop, then 16 random bytes. So
 * nobody else can claim to be its chief. Shown as hexadecimal.
 */
public record ShareId(String hex) {

  private static final int LENGTH = 32; // bytes

  public ShareId {
    if (!hex.matches("[0-9a-f]{64}")) {
      throw IDENTIFIER_MALFORMED.at("share").asException();
    }
  }

  /** A new one of this chief's. */
  public static ShareId make(DeviceId chief, SecureRandom random) {
    byte[] all = new byte[LENGTH];
    random.nextBytes(all);
    System.arraycopy(chief.bytes(), 0, all, 0, DeviceId.LENGTH);
    return of(all);
  }

  static ShareId of(byte[] bytes) {
    return new ShareId(HexFormat.of().formatHex(bytes));
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  /** The chief evaluator's laptop. */
  public DeviceId chief() {
    return DeviceId.of(Arrays.copyOf(bytes(), DeviceId.LENGTH));
  }

  @Override
  public String toString() {
    return hex;
  }
}
