package retex.server.feedback;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.server.document.Fault;
import retex.server.release.Concern;
import retex.server.release.Looks;
import retex.server.release.Release;
import retex.server.release.Releases;

/**
 * Looks again at what two people let go, once each time that a name was learnt or imported, or
 * another policy or other rules are in force. A file that nobody has been given yet is held back
 * for what is found; one that was given, or is not drawn, becomes a concern of the officers. Safe
 * for use by several threads.
 */
@Singleton
final class SecondLook {

  private static final Logger LOG = LoggerFactory.getLogger(SecondLook.class);

  private final FeedbackRows rows;
  private final Holding holding;
  private final Releases releases;
  private final Looks looks;
  private final Examination examination;
  private final TransactionOperations<Connection> transactions;

  SecondLook(
      FeedbackRows rows,
      Holding holding,
      Releases releases,
      Looks looks,
      Examination examination,
      TransactionOperations<Connection> transactions) {
    this.rows = rows;
    this.holding = holding;
    this.releases = releases;
    this.looks = looks;
    this.examination = examination;
    this.transactions = transactions;
  }

  /** At every one that was not looked at with the names, the policy and the rules of now. */
  void atAll() {
    String ground = looks.ground();
    List<String> due = looks.due(ground);
    if (!due.isEmpty()) {
      Function<Release, List<Fault>> names = examination.names();
      due.forEach(id -> at(id, ground, names));
    }
  }

  /** One that cannot be read keeps none of the others away. */
  private void at(String id, String ground, Function<Release, List<Fault>> names) {
    Release release;
    try {
      release = releases.find(id);
    } catch (RuntimeException failure) {
      failed(id, failure);
      return;
    }
    at(release, ground, names);
  }

  /**
   * Whether a file that is about to be given may be: it was given before, or a look at it with the
   * names, the policy and the rules of this moment finds nothing. It is held back otherwise.
   */
  boolean lets(FeedbackRow row, Release release) {
    if (row.isGiven()) {
      return true;
    }
    String ground = looks.ground();
    return looks.foundNothing(release.id(), ground) || at(release, ground, examination.names());
  }

  /** Notes that a file was drawn under this {@link Looks#ground}, and nothing was found. */
  void drawn(Release release, String ground) {
    looks.found(release, ground, Set.of());
  }

  /** Whether nothing is found that holds it back. */
  private boolean at(Release release, String ground, Function<Release, List<Fault>> names) {
    try {
      boolean isDrawn = rows.findByRelease(release.id()).isPresent();
      List<Fault> found = names.apply(release);
      Set<Concern.Why> why = EnumSet.noneOf(Concern.Why.class);
      why.addAll(looks.changed(release, isDrawn, ground));
      var faults = new ArrayList<>(found);
      faults.addAll(faults(why));
      if (!found.isEmpty()) {
        why.add(Concern.Why.NAME_KNOWN);
      }
      return settled(release, ground, faults, why);
    } catch (RuntimeException failure) {
      // fail closed: what could not be looked at is held like what is faulty; what was given is
      // looked at once more the next time
      failed(release.id(), failure);
      List<Fault> notMade = List.of(new Fault(Fault.Kind.NOT_MADE, 0, ""));
      transactions.executeWrite(status -> isHeld(release, notMade));
      return false;
    }
  }

  /** Holds it back or keeps what was found for the officers; whether it is not held. */
  private boolean settled(
      Release release, String ground, List<Fault> faults, Set<Concern.Why> why) {
    return transactions.executeWrite(
        status -> {
          boolean isHeld = isHeld(release, faults);
          looks.found(release, ground, isHeld ? Set.of() : why); // a hold says why itself
          return !isHeld;
        });
  }

  /** Whether it is held back, which it is from now on for faults of what nobody was given yet. */
  private boolean isHeld(Release release, List<Fault> faults) {
    boolean isHeld = holding.isHeld(release.id());
    boolean waits = rows.findByRelease(release.id()).filter(it -> !it.isGiven()).isPresent();
    if (!isHeld && waits && !faults.isEmpty()) {
      holding.hold(release, faults);
      return true;
    }
    return isHeld;
  }

  private static void failed(String release, RuntimeException failure) {
    LOG.error(
        "feedback.look-failed release={} incident={}",
        release,
        Integer.toHexString(failure.hashCode()),
        Holds.withoutMessage(failure));
  }

  /** As reasons to hold it back. */
  static List<Fault> faults(Set<Concern.Why> why) {
    var faults = new ArrayList<Fault>();
    if (why.contains(Concern.Why.POLICY_CHANGED) || why.contains(Concern.Why.POLICY_STRICTER)) {
      faults.add(new Fault(Fault.Kind.POLICY_CHANGED, 0, ""));
    }
    if (why.contains(Concern.Why.RULES_CHANGED)) {
      faults.add(new Fault(Fault.Kind.RULES_CHANGED, 0, ""));
    }
    return faults;
  }
}
