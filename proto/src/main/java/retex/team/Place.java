package retex.team;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import retex.contract.DeviceId;

/**
 * One thing that is answered as a whole, a criterion ({@code answers.FP1}), what was agreed on one
 * ({@code improvement.FP1}) or a narrative field, with what each evaluator has there and what the
 * chief decided. Fields in which nobody differs are put together; where two differ, all versions
 * stay side by side until the chief has decided.
 */
public record Place(String name, List<Version> versions, Optional<Decision> decision) {

  public Place {
    versions = List.copyOf(versions);
  }

  /** The place that a field belongs to. */
  public static String of(String field) {
    boolean isPart = field.startsWith("answers.") || field.startsWith("improvement.");
    return isPart ? field.substring(0, field.lastIndexOf('.')) : field;
  }

  /** Whether two evaluators differ and the chief has not yet decided on all that they said. */
  public boolean isOpen() {
    return isDisputed() && !isDecided();
  }

  /** Whether two evaluators have different texts in the same field. */
  public boolean isDisputed() {
    Map<String, String> seen = new TreeMap<>();
    for (Version version : versions) {
      for (Map.Entry<String, String> field : version.fields().entrySet()) {
        String other = seen.putIfAbsent(field.getKey(), field.getValue());
        if (other != null && !other.equals(field.getValue())) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether a decision covers everything that stands here. */
  public boolean isDecided() {
    return decision.isPresent() && versions.stream().allMatch(decision.get()::covers);
  }

  /** What holds here; empty while it is open. */
  public Optional<Map<String, String>> settled() {
    if (isDecided()) {
      return Optional.of(decision.orElseThrow().fields());
    }
    if (isDisputed()) {
      return Optional.empty();
    }
    SortedMap<String, String> together = new TreeMap<>();
    versions.forEach(it -> together.putAll(it.fields()));
    return Optional.of(together);
  }

  /** The decision for one version, made with all that is here in sight. */
  Decision deciding(Version chosen) {
    Map<String, Long> seen = new TreeMap<>();
    versions.forEach(it -> seen.merge(it.device().hex(), it.since(), Math::max));
    return new Decision(chosen.fields(), seen);
  }

  /**
   * What one evaluator has here: fields that hold anything; the contribution and the moment of the
   * last change.
   */
  public record Version(
      DeviceId device, String evaluator, Map<String, String> fields, long since, long at) {

    public Version {
      fields = Map.copyOf(fields);
    }

    /** Without the fields. */
    @Override
    public String toString() {
      return "Version[" + device + ", " + since + "]";
    }
  }

  /** Without what was answered. */
  @Override
  public String toString() {
    return "Place[" + name + ", " + versions.size() + "]";
  }
}
