package retex.contract;

import static retex.contract.ContractRefusal.IDENTIFIER_MALFORMED;

/** A unit's code in the reference data, such as {@code U-001}. */
public record UnitCode(String value) {

  public UnitCode {
    if (value.isBlank() || value.length() > 40) {
      throw IDENTIFIER_MALFORMED.at("unit").asException();
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
