package retex.server.feedback;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
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

  SecondLook(
      FeedbackRows rows, Holding holding, Releases releases, Looks looks, Examination examination) {
    this.rows = rows;
    this.holding = holding;
    this.releases = releases;
    this.looks = looks;
    this.examination = examination;
  }

  /** At every one that was not looked at with the names, the policy and the rules of now. */
  void atAll() {
    String ground = looks.ground();
    List<String> due = looks.due(ground);
    if (!due.isEmpty()) {
      Function<Release, List<Fault>> names = examination.names();
      due.forEach(id -> at(releases.find(id), ground, names));
    }
  }

  /**
   * Whether a file that is about to be given may be: it was given before, or a look at it with the
   * names, the policy and the rules of this moment finds nothing. It is held back otherwise.
   */
  boolean lets(FeedbackRow row, Release release) {
    String ground = looks.ground();
    return row.isGiven()
        || looks.foundNothing(release.id(), ground)
        || at(release, ground, examination.names());
  }

  /** Notes that a file was drawn under this {@link Looks#ground}, and nothing was found. */
  void drawn(Release release, String ground) {
    looks.found(release, ground, Set.of());
  }

  /** Whether nothing is found that holds it back. */
  private boolean at(Release release, String ground, Function<Release, List<Fault>> names) {
    Optional<FeedbackRow> drawn = rows.findByRelease(release.id());
    boolean isGiven = drawn.filter(FeedbackRow::isGiven).isPresent();
    try {
      List<Fault> found = names.apply(release);
      Set<Concern.Why> why = EnumSet.noneOf(Concern.Why.class);
      why.addAll(looks.changed(release, drawn.isPresent()));
      var faults = new ArrayList<>(found);
      faults.addAll(faults(why));
      if (!found.isEmpty()) {
        why.add(Concern.Why.NAME_KNOWN);
      }
      boolean isHeld = holding.isHeld(release.id());
      if (!isHeld && drawn.isPresent() && !isGiven && !faults.isEmpty()) {
        holding.hold(release, faults);
        isHeld = true;
      }
      looks.found(release, ground, isHeld ? Set.of() : why); // a hold says why itself
      return !isHeld;
    } catch (RuntimeException failure) {
      // fail closed: what could not be looked at is held like what is faulty; what was given is
      // looked at once more the next time
      LOG.error(
          "feedback.look-failed release={} incident={}",
          release.id(),
          Integer.toHexString(failure.hashCode()),
          Holds.withoutMessage(failure));
      if (drawn.isPresent() && !isGiven) {
        holding.hold(release, List.of(new Fault(Fault.Kind.NOT_MADE, 0, "")));
      }
      return false;
    }
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
