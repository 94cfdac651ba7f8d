package retex.contract;

import static retex.contract.ContractRefusal.IDENTIFIER_MALFORMED;

/** A rotation's code, such as {@code 2026-A}. */
public record RotationCode(String value) {

  public RotationCode {
    if (value.isBlank() || value.length() > 40) {
      throw IDENTIFIER_MALFORMED.at("rotation").asException();
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
