package retex.exchange;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import retex.contract.Entry;
import retex.contract.RecordId;
import retex.contract.Revision;
import retex.contract.RevisionId;

/**
 * Which entries of a log would let a record count twice, because another epoch of their device
 * holds it under another id. A record is judged by its first revision: where that is a repeat, all
 * that follows goes along with it. What is repeated within one and the same record is two versions
 * of it, and counts once. Pure; every store follows it.
 */
public final class Repeats {

  private Repeats() {}

  /**
   * The faults of entries that are to be written, by revision. {@code isHeld}: whether another
   * epoch holds the same revision; {@code beganSo}: whether the first revision of a record that is
   * held was kept aside as {@code REPEATED}.
   */
  public static Map<RevisionId, ContentFault> of(
      List<Entry> fresh, Predicate<Revision> isHeld, Predicate<RecordId> beganSo) {
    Map<RevisionId, ContentFault> faults = new HashMap<>();
    Set<RecordId> begun = new HashSet<>();
    for (Entry entry : fresh) {
      Revision it = entry.revision();
      if (it.isFirst() && isHeld.test(it)) {
        begun.add(it.record());
      }
      if (begun.contains(it.record()) || !it.isFirst() && beganSo.test(it.record())) {
        faults.put(
            it.id(), isHeld.test(it) ? ContentFault.REPEATED : ContentFault.FOLLOWS_REPEATED);
      }
    }
    return faults;
  }

  /** The fault of one entry as a store keeps it. */
  static Optional<HeadquartersStore.KeptAside> keptAside(
      Entry entry, Map<RevisionId, ContentFault> faults) {
    Revision it = entry.revision();
    return Optional.ofNullable(faults.get(it.id()))
        .map(fault -> new HeadquartersStore.KeptAside(it.number(), it.id(), fault));
  }
}
