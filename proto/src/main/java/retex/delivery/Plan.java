package retex.delivery;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import retex.contract.FileHash;

/**
 * What a laptop means to send in one call, made before headquarters is asked: of a record that
 * lands later it cannot want the files yet. {@code left} is not sent though it is wanted; {@code
 * notSent} is named to headquarters, for it would take the place of what is. {@code allowed}: bytes
 * at most; {@code goesOn}: false once something else is to cross first.
 */
public record Plan(
    List<FileHash> sendable,
    Set<FileHash> left,
    Set<FileHash> notSent,
    long allowed,
    BooleanSupplier goesOn) {

  public Plan {
    sendable = List.copyOf(sendable);
    left = Set.copyOf(left);
    notSent = Set.copyOf(notSent);
  }

  /** What waits; what was refused is not sent by itself again. */
  public static Plan ofWaiting(SendingStore store, long allowed, BooleanSupplier goesOn) {
    List<FileHash> sendable = store.sendable();
    Set<FileHash> left = store.refused();
    return new Plan(sendable, left, notSent(store, left), allowed, goesOn);
  }

  /** All that is wanted, but for what was tried {@code inVain} before: there is no next time. */
  public static Plan ofAll(SendingStore store, Set<FileHash> inVain) {
    return new Plan(store.sendable(), Set.of(), notSent(store, inVain), Long.MAX_VALUE, () -> true);
  }

  /** The same for a headquarters that is older, and does not understand what is not sent. */
  public Plan withoutNames() {
    return new Plan(sendable, left, Set.of(), allowed, goesOn);
  }

  private static Set<FileHash> notSent(SendingStore store, Set<FileHash> left) {
    Set<FileHash> names = new HashSet<>(left);
    store.lost().stream().filter(it -> !store.holds(it)).forEach(names::add);
    return names;
  }
}
