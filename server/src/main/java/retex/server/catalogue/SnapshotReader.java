package retex.server.catalogue;

import static retex.server.catalogue.ItemKind.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import retex.contract.RotationCode;
import retex.contract.UnitCode;
import retex.instrument.TopicCode;
import retex.instrument.UnitType;

/** Stored items to a snapshot. Assumes that they were checked when they came in. */
final class SnapshotReader {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, List<JsonNode>> byKind;

  private SnapshotReader(List<ItemRow> rows) {
    byKind =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    ItemRow::kind,
                    Collectors.mapping(row -> json(row.content()), Collectors.toList())));
  }

  static Snapshot read(long version, List<ItemRow> rows) {
    return new SnapshotReader(rows).snapshot(version);
  }

  private Snapshot snapshot(long version) {
    return new Snapshot(
        version,
        byCode(
            all(ItemKind.MISSION, it -> new Mission(text(it, "code"), names(it, "names"))),
            Mission::code),
        byCode(all(ItemKind.STATE, it -> new State(state(it), names(it, "names"))), State::code),
        byCode(all(ItemKind.PROVIDER, SnapshotReader::provider), Provider::code),
        byCode(all(ItemKind.UNIT, SnapshotReader::unit), Unit::code),
        all(ItemKind.ROTATION, SnapshotReader::rotation).stream()
            .sorted(Comparator.comparing(Rotation::from))
            .toList(),
        all(ItemKind.PERSON, it -> new Person(text(it, "name"), text(it, "unit"))),
        Set.copyOf(all(ItemKind.PLACE, JsonNode::asText)),
        Set.copyOf(all(ItemKind.VEHICLE, JsonNode::asText)),
        Set.copyOf(all(ItemKind.REFERENCE, JsonNode::asText)),
        all(ItemKind.ACTIVITY, SnapshotReader::activity),
        all(ItemKind.CONSENT, SnapshotReader::consent),
        ProtectedNames.NONE,
        Set.of());
  }

  private <T> List<T> all(ItemKind kind, Function<JsonNode, T> read) {
    return byKind.getOrDefault(kind.word(), List.of()).stream().map(read).toList();
  }

  private static <K, V> Map<K, V> byCode(List<V> items, Function<V, K> code) {
    var map = new LinkedHashMap<K, V>();
    items.forEach(item -> map.put(code.apply(item), item));
    return map;
  }

  private static StateCode state(JsonNode it) {
    return new StateCode(text(it, "code"));
  }

  private static Provider provider(JsonNode it) {
    return new Provider(new ProviderCode(text(it, "code")), text(it, "name"), text(it, "state"));
  }

  private static Unit unit(JsonNode it) {
    return new Unit(
        new UnitCode(text(it, "code")),
        new UnitType(text(it, "type")),
        new StateCode(text(it, "state")),
        text(it, "mission"),
        names(it, "names"),
        names(it, "callSigns"));
  }

  private static Rotation rotation(JsonNode it) {
    return new Rotation(
        new UnitCode(text(it, "unit")),
        new RotationCode(text(it, "code")),
        day(it, "from"),
        day(it, "to"));
  }

  private static Activity activity(JsonNode it) {
    return new Activity(
        text(it, "code"),
        new ProviderCode(text(it, "provider")),
        new UnitCode(text(it, "unit")),
        new RotationCode(text(it, "rotation")),
        text(it, "kind"),
        names(it, "topics").stream().map(TopicCode::new).toList(),
        text(it, "language"),
        day(it, "from"),
        day(it, "to"));
  }

  private static Consent consent(JsonNode it) {
    return new Consent(
        new StateCode(text(it, "state")),
        new ProviderCode(text(it, "provider")),
        day(it, "from"),
        day(it, "to"));
  }

  private static LocalDate day(JsonNode it, String field) {
    return LocalDate.parse(text(it, field));
  }

  private static List<String> names(JsonNode it, String field) {
    return StreamSupport.stream(it.path(field).spliterator(), false).map(JsonNode::asText).toList();
  }

  private static JsonNode json(String content) {
    try {
      return JSON.readTree(content);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "reference_item holds no JSON", null); // schema checks json_valid
    }
  }
}
