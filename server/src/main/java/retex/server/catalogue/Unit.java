package retex.server.catalogue;

import java.util.List;
import retex.contract.UnitCode;
import retex.instrument.UnitType;

/** A unit in a mission. The first name is the one shown; {@code mission} may be empty. */
public record Unit(
    UnitCode code,
    UnitType type,
    StateCode state,
    String mission,
    List<String> names,
    List<String> callSigns) {

  public Unit {
    names = List.copyOf(names);
    callSigns = List.copyOf(callSigns);
  }

  /** The name shown: the first, or the code where there is none. */
  public String name() {
    return names.isEmpty() ? code.value() : names.get(0);
  }
}
