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

  /**
   * The name of a field or a place once its criterion has another code; empty where it has none any
   * more. A photograph of such a criterion is about the record as a whole then.
   */
  static Optional<String> moved(String name, Map<String, Optional<String>> ways) {
    int first = name.indexOf('.');
    String group = name.substring(0, Math.max(first, 0));
    boolean isFile = group.equals("file") || group.equals("caption");
    if (!isFile && !group.equals("answers") && !group.equals("improvement")) {
      return Optional.of(name);
    }
    String rest = name.substring(first + 1);
    int last = rest.lastIndexOf('.');
    boolean isWhole = !isFile && ways.containsKey(rest); // a place, not a field of one
    String code = isWhole ? rest : rest.substring(0, Math.max(last, 0));
    if (!ways.containsKey(code)) {
      return Optional.of(name);
    }
    String part = rest.substring(code.length());
    Optional<String> to = ways.getOrDefault(code, Optional.empty());
    return isFile
        ? Optional.of(group + "." + to.orElse("") + part)
        : to.map(it -> group + "." + it + part);
  }

  /** Whether two evaluators differ and the chief has not yet decided on all that they said. */
  public boolean isOpen() {
    return isDisputed() && !isDecided();
  }

  /**
   * Whether two evaluators have different texts in the same field, or different answers; or the
   * chief has decided for something else than all of them together have now, or is asked anew of
   * what anybody still has.
   */
  public boolean isDisputed() {
    Map<String, String> seen = new TreeMap<>();
    for (Version version : versions) {
      for (Map.Entry<String, String> claim : version.claims().entrySet()) {
        String other = seen.putIfAbsent(claim.getKey(), claim.getValue());
        if (other != null && !other.equals(claim.getValue())) {
          return true;
        }
      }
    }
    return decision
        .filter(it -> it.isAsked() ? !versions.isEmpty() : !it.fields().equals(together()))
        .isPresent();
  }

  /** Whether a decision covers everything that stands here. */
  public boolean isDecided() {
    return decision
        .filter(it -> !it.isAsked()) // of what was withdrawn by everybody nothing is left to ask
        .filter(it -> versions.stream().allMatch(it::covers))
        .isPresent();
  }

  /** What holds here; empty while it is open. */
  public Optional<Map<String, String>> settled() {
    if (isDecided()) {
      return Optional.of(decision.orElseThrow().fields());
    }
    if (isDisputed()) {
      return Optional.empty();
    }
    return Optional.of(together());
  }

  private Map<String, String> together() {
    SortedMap<String, String> together = new TreeMap<>();
    versions.forEach(it -> together.putAll(it.fields()));
    return together;
  }

  /** The decision for one version, made with all that is here in sight. */
  Decision deciding(Version chosen) {
    Map<String, Long> seen = new TreeMap<>();
    versions.forEach(it -> seen.merge(it.device().hex(), it.since(), Math::max));
    return new Decision(chosen.fields(), seen);
  }

  /** The same for what the chief leaves here, in sight of that and under this number. */
  Decision deciding(Map<String, String> left, DeviceId chief, long number) {
    Map<String, Long> seen = new TreeMap<>(Map.of(chief.hex(), number));
    versions.forEach(it -> seen.merge(it.device().hex(), it.since(), Math::max));
    return new Decision(left, seen);
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

    /** By what must not differ: a number or a choice answers the same as a rating does. */
    private Map<String, String> claims() {
      SortedMap<String, String> claims = new TreeMap<>();
      fields.forEach(
          (field, text) -> {
            if (field.startsWith("answers.") && field.endsWith(".value")) {
              claims.put(field.replaceFirst("value$", "rating"), "value " + text);
            } else {
              claims.putIfAbsent(field, text);
            }
          });
      return claims;
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
