package retex.server.record;

import java.util.List;
import retex.contract.Entry;

/**
 * An entry about to be stored, verified; kept aside where it has faults of content, of which the
 * first is told.
 */
public record Arrival(Entry entry, List<Quarantine> faults) {

  public Arrival {
    faults = List.copyOf(faults);
  }

  /** An entry without fault. */
  public static Arrival sound(Entry entry) {
    return new Arrival(entry, List.of());
  }

  /** An entry that is stored and kept aside. */
  public static Arrival faulty(Entry entry, Quarantine fault) {
    return new Arrival(entry, List.of(fault));
  }
}
