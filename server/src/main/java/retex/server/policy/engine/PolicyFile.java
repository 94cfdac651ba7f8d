package retex.server.policy.engine;

import static retex.server.policy.engine.PolicyRefusal.POLICY_MALFORMED;
import static retex.server.policy.engine.PolicyRefusal.POLICY_UNSAFE;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import retex.contract.Classification;

/**
 * Reads a policy file. Anything that is not known is refused with its place, and so is whatever
 * would open what was promised to stay closed: a slip of the pen must not release anything.
 */
public final class PolicyFile {

  private static final int LONGEST = 200_000;

  private PolicyFile() {}

  /** Refuses {@code POLICY_MALFORMED} and {@code POLICY_UNSAFE}. */
  public static Policy read(String yaml) {
    return read(yaml, false);
  }

  /**
   * Reads a version that was taken before a lone unit had to count for more: whatever was 0 then is
   * the least that is promised now. Refuses as {@link #read(String)} otherwise.
   */
  public static Policy readKept(String yaml) {
    return read(yaml, true);
  }

  private static Policy read(String yaml, boolean isKept) {
    Map<String, Object> file = map(load(yaml), "");
    only(file, "", Set.of("policy", "version", "statistics", "quotations", "details"));
    String name = text(file, "policy", "");
    int version = number(file, "version", "");
    if (!name.matches("[a-z][a-z-]{0,30}") || version < 1) {
      throw POLICY_MALFORMED.at("policy").asException();
    }
    var table = new TreeMap<Policy.Place, Treatment>();
    map(file.get("details"), "details")
        .forEach((word, rows) -> detail(word, map(rows, "details." + word), table));
    return new Policy(name, version, limits(file, isKept), quotes(file), table);
  }

  private static void detail(
      String word, Map<String, Object> rows, Map<Policy.Place, Treatment> table) {
    String where = "details." + word;
    Detail detail = Detail.of(word).orElseThrow(() -> POLICY_MALFORMED.at(where).asException());
    for (Map.Entry<String, Object> row : rows.entrySet()) {
      Recipient recipient = constant(Recipient.class, row.getKey(), where);
      String at = where + "." + row.getKey();
      Map<String, Object> cells = map(row.getValue(), at);
      for (String cell : cells.keySet()) {
        Classification classification = constant(Classification.class, cell, at);
        Treatment treatment =
            Treatment.of(text(cells, cell, at))
                .orElseThrow(() -> POLICY_MALFORMED.at(at + "." + cell).asException());
        check(detail, recipient, classification, treatment, at + "." + cell);
        table.put(new Policy.Place(detail, recipient, classification), treatment);
      }
    }
  }

  private static void check(
      Detail detail,
      Recipient recipient,
      Classification classification,
      Treatment treatment,
      String where) {
    boolean opens = !treatment.equals(Treatment.SUPPRESS);
    boolean closed = detail.isClosed() || classification == Classification.STRICTLY_CONFIDENTIAL;
    boolean direct =
        treatment.fold(() -> false, grain -> true, units -> false, () -> true, () -> true);
    boolean toAnyone =
        recipient == Recipient.OTHER_PROVIDER || recipient == Recipient.AGGREGATE_READER;
    boolean few =
        treatment.fold(
            () -> false,
            grain -> false,
            units -> units < Limits.PROMISED.units(),
            () -> false,
            () -> false);
    boolean unsafe =
        (opens && closed)
            || few
            || (direct && detail == Detail.RATING_AGGREGATE)
            || (direct && toAnyone && isOfOneUnit(detail))
            || (detail == Detail.PERIOD && isExact(treatment));
    if (unsafe) {
      throw POLICY_UNSAFE.at(where).asException();
    }
  }

  /** A period is told by the quarter at most: days tell of a pattern of life. */
  private static boolean isExact(Treatment treatment) {
    return treatment.fold(
        () -> false, grain -> grain == Grain.TYPE, units -> true, () -> true, () -> true);
  }

  /** What states were promised that no other state learns of their units. */
  private static boolean isOfOneUnit(Detail detail) {
    return switch (detail) {
      case UNIT_DESIGNATION, UNIT_STATE, RATING_YES, SCORE, QUOTATION, FINDING -> true;
      default -> false;
    };
  }

  private static Limits limits(Map<String, Object> file, boolean isKept) {
    String at = "statistics";
    Map<String, Object> it = map(file.get(at), at);
    only(
        it,
        at,
        Set.of("units", "states", "dominance-percent", "lone-unit-extra", "possible-values"));
    int lone = number(it, "lone-unit-extra", at);
    return new Limits(
        number(it, "units", at),
        number(it, "states", at),
        number(it, "dominance-percent", at),
        isKept && lone == 0 ? Limits.PROMISED.loneUnits() : lone,
        number(it, "possible-values", at));
  }

  private static Policy.Quotes quotes(Map<String, Object> file) {
    String at = "quotations";
    Map<String, Object> it = map(file.get(at), at);
    only(it, at, Set.of("most", "fewest-words"));
    int most = number(it, "most", at);
    int words = number(it, "fewest-words", at);
    if (most < 0 || most > 50 || words < 1 || words > 50) {
      throw POLICY_MALFORMED.at(at).asException();
    }
    return new Policy.Quotes(most, words);
  }

  private static Object load(String yaml) {
    var settings =
        LoadSettings.builder()
            .setAllowDuplicateKeys(false)
            .setMaxAliasesForCollections(0)
            .setCodePointLimit(LONGEST)
            .build();
    try {
      Object loaded = new Load(settings).loadFromString(yaml);
      return loaded == null ? Map.of() : loaded;
    } catch (YamlEngineException e) {
      throw POLICY_MALFORMED.at("").asException();
    }
  }

  private static Map<String, Object> map(@org.jspecify.annotations.Nullable Object it, String at) {
    if (!(it instanceof Map<?, ?> map)) {
      throw POLICY_MALFORMED.at(at).asException();
    }
    var out = new HashMap<String, Object>();
    map.forEach(
        (key, value) -> {
          if (!(key instanceof String word) || value == null) {
            throw POLICY_MALFORMED.at(at + "." + key).asException();
          }
          out.put(word, value);
        });
    return out;
  }

  private static void only(Map<String, Object> map, String at, Set<String> keys) {
    for (String key : map.keySet()) {
      if (!keys.contains(key)) {
        throw POLICY_MALFORMED.at(at.isEmpty() ? key : at + "." + key).asException();
      }
    }
  }

  private static String text(Map<String, Object> map, String key, String at) {
    if (map.get(key) instanceof String text) {
      return text;
    }
    throw POLICY_MALFORMED.at(at.isEmpty() ? key : at + "." + key).asException();
  }

  private static int number(Map<String, Object> map, String key, String at) {
    if (map.get(key) instanceof Integer number) {
      return number;
    }
    throw POLICY_MALFORMED.at(at.isEmpty() ? key : at + "." + key).asException();
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String word, String at) {
    for (E constant : type.getEnumConstants()) {
      if (Detail.Words.of(constant).equals(word)) {
        return constant;
      }
    }
    throw POLICY_MALFORMED.at(at + "." + word).asException();
  }
}
