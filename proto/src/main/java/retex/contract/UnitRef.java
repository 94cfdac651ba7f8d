package retex.contract;

import static retex.contract.ContractRefusal.UNIT_MISSING;

/**
 * The unit of a record: a code of the reference data, or name, type, state and mission typed by
 * hand where the laptop has no list. Absent parts are empty.
 */
public record UnitRef(String code, String name, String type, String state, String mission) {

  public UnitRef {
    if (code.isBlank() && (name.isBlank() || type.isBlank())) {
      throw UNIT_MISSING.at("unit").asException();
    }
  }

  public static UnitRef coded(String code) {
    return new UnitRef(code, "", "", "", "");
  }

  public static UnitRef typed(String name, String type, String state, String mission) {
    return new UnitRef("", name, type, state, mission);
  }

  /** Whether it is a code rather than typed by hand. */
  public boolean isCoded() {
    return !code.isBlank();
  }

  /** What a list shows: the code, or the name as typed. */
  public String label() {
    return isCoded() ? code : name;
  }
}
