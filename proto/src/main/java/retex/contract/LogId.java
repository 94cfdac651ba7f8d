package retex.contract;

import static retex.contract.ContractRefusal.IDENTIFIER_MALFORMED;

/** One log: a device and its epoch (1 to 65535). */
public record LogId(DeviceId device, int epoch) {

  public LogId {
    if (epoch < 1 || epoch > 65_535) {
      throw IDENTIFIER_MALFORMED.at("epoch").asException();
    }
  }
}
