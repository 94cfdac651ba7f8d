package retex.server.release;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import retex.contract.Micros;
import retex.server.policy.Policies;
import retex.server.policy.engine.Policy;
import retex.server.policy.engine.PolicyDiff;
import retex.server.redaction.KnownNames;
import retex.server.redaction.engine.Redactor;
import retex.server.web.Words;

/**
 * What a later look at released feedbacks found: a name that was not known then, a policy or rules
 * of redaction that are not those of then. One look at each release a change of these; pages read
 * what was found. Safe for use by several threads and processes.
 */
@Singleton
public final class Looks {

  private final LookRows rows;
  private final BasisRows basis;
  private final Composing composing;
  private final Policies policies;
  private final KnownNames names;
  private final Clock clock;

  Looks(
      LookRows rows,
      BasisRows basis,
      Composing composing,
      Policies policies,
      KnownNames names,
      Clock clock) {
    this.rows = rows;
    this.basis = basis;
    this.composing = composing;
    this.policies = policies;
    this.names = names;
    this.clock = clock;
  }

  /** Names, policy and rules of now, in one text that is another when one of them is. */
  public String ground() {
    return names.version() + " " + policies.current().id() + " " + Redactor.VERSION;
  }

  /** Releases that stand, drawn or not, and were not looked at on this ground; by their ids. */
  public List<String> due(String ground) {
    return rows.due(ground);
  }

  /** Whether the last look at a release was on this ground, and found nothing. */
  public boolean foundNothing(String release, String ground) {
    return rows.findById(release)
        .filter(it -> it.ground().equals(ground) && it.found().isEmpty())
        .isPresent();
  }

  /**
   * How policy and rules of now are others for it. One that is drawn names those of then, so that
   * only what would not be told any more counts; one that is not can be drawn under the same alone.
   * Where the last look at a drawn one was under the policy and the rules of this {@code ground},
   * that stands: nothing is composed anew because a name was learnt.
   */
  public Set<Concern.Why> changed(Release it, boolean isDrawn, String ground) {
    Optional<LookRow> last =
        isDrawn
            ? rows.findById(it.id()).filter(row -> butNames(row.ground()).equals(butNames(ground)))
            : Optional.empty();
    if (last.isEmpty()) {
      return changed(it, isDrawn);
    }
    Set<Concern.Why> before = concerns(last.get(), it).stream().map(Concern::why).collect(toSet());
    before.remove(Concern.Why.NAME_KNOWN);
    return before;
  }

  private static String butNames(String ground) {
    return ground.substring(ground.indexOf(' ') + 1);
  }

  /** The same, looked at anew. */
  public Set<Concern.Why> changed(Release it, boolean isDrawn) {
    var changed = EnumSet.noneOf(Concern.Why.class);
    Policy now = policies.current();
    boolean hasRulesOfNow = hasRulesOfNow(it);
    if (!isDrawn) {
      if (!it.policy().equals(now.id())) {
        changed.add(Concern.Why.POLICY_CHANGED);
      }
      if (!hasRulesOfNow) {
        changed.add(Concern.Why.RULES_CHANGED);
      }
      return changed;
    }
    Optional<Policy> then = policies.find(it.policy());
    boolean isStricter = then.isEmpty() || PolicyDiff.isStricter(then.get(), now);
    if ((isStricter || !hasRulesOfNow) && !composing.tellsStill(it, records(it))) {
      changed.add(isStricter ? Concern.Why.POLICY_STRICTER : Concern.Why.RULES_CHANGED);
    }
    boolean isStricterInFigures =
        isStricter && (then.isEmpty() || PolicyDiff.isStricterInFigures(then.get(), now));
    if (isStricterInFigures && Composing.tellsFigures(it)) {
      changed.add(Concern.Why.POLICY_STRICTER);
    }
    return changed;
  }

  /** Keeps what a look found, in place of what an earlier one did. */
  public void found(Release it, String ground, Collection<Concern.Why> why) {
    String found = why.stream().sorted().map(Enum::name).collect(joining("\n"));
    rows.put(it.id(), ground, found, Micros.of(clock.instant()));
  }

  /** What was found at it is not told any more: its file is held back, which tells why. */
  public void settled(String release) {
    rows.settle(release);
  }

  /** What the last look at one release found. */
  List<Concern> of(Release it) {
    return rows.findById(it.id()).stream().flatMap(row -> concerns(row, it).stream()).toList();
  }

  /** What the last looks at these releases found: one query however many there are. */
  List<Concern> of(List<Release> some) {
    Map<String, Release> byId =
        some.stream().collect(Collectors.toMap(Release::id, Function.identity()));
    return rows.found().stream()
        .flatMap(
            row ->
                Optional.ofNullable(byId.get(row.release())).stream()
                    .flatMap(it -> concerns(row, it).stream()))
        .toList();
  }

  private static List<Concern> concerns(LookRow row, Release it) {
    return Arrays.stream(row.found().split("\n"))
        .filter(line -> !line.isEmpty())
        .map(line -> new Concern(it, "", Concern.Why.valueOf(line)))
        .toList();
  }

  private static boolean hasRulesOfNow(Release it) {
    String madeNow =
        Words.ofDocument(it.language())
            .say("feedback.how-made.text", it.policy(), Redactor.VERSION);
    return it.content().texts().contains(madeNow);
  }

  private Set<String> records(Release it) {
    return basis.ofRelease(it.id()).stream().map(BasisRow::record).collect(toSet());
  }
}
