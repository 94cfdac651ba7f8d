package retex.server.catalogue;

import static retex.server.catalogue.CatalogueRefusal.REFERENCE_CODE_TWICE;
import static retex.server.catalogue.CatalogueRefusal.REFERENCE_FIELD_WRONG;
import static retex.server.catalogue.CatalogueRefusal.REFERENCE_NOT_JSON;
import static retex.server.catalogue.CatalogueRefusal.REFERENCE_PERIOD_REVERSED;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.InputStream;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import retex.refusal.Refusal;

/**
 * The text of a reference file, checked against its schema and read into items. Pure. Places of
 * refusals name fields and rules; names and other content of the file never appear in them.
 */
final class ReferenceFile {

  private static final String SCHEMA = "/schema/reference.schema.json";
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private ReferenceFile() {}

  /** The items, or everything that is wrong with the file. */
  static Read read(String text) {
    JsonNode root;
    try {
      root = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      var place = e.getLocation();
      return Read.refused(
          List.of(REFERENCE_NOT_JSON.at(place == null ? "" : "line " + place.getLineNr())));
    }
    var problems = new ArrayList<Refusal>();
    schema().validate(root).stream()
        .sorted(Comparator.comparing(message -> message.getInstanceLocation().toString()))
        .map(ReferenceFile::refusal)
        .forEach(problems::add);
    if (!problems.isEmpty()) {
      return Read.refused(problems);
    }
    var items = new ArrayList<ItemRow>();
    for (ItemKind kind : ItemKind.values()) {
      items.addAll(items(kind, root.path(kind.field()), problems));
    }
    return problems.isEmpty() ? new Read(items, List.of()) : Read.refused(problems);
  }

  private static List<ItemRow> items(ItemKind kind, JsonNode array, List<Refusal> problems) {
    var items = new ArrayList<ItemRow>();
    var codes = new HashSet<String>();
    for (int i = 0; i < array.size(); i++) {
      JsonNode item = array.get(i);
      String where = kind.field() + "[" + i + "]";
      String code = kind.code(item);
      if (!codes.add(code)) {
        if (item.isValueNode() || kind == ItemKind.PERSON) {
          continue; // a name said twice is still one name
        }
        problems.add(REFERENCE_CODE_TWICE.at(where));
      }
      checkPeriod(item, where, problems);
      items.add(new ItemRow(kind.word(), code, item.toString()));
    }
    return items;
  }

  private static void checkPeriod(JsonNode item, String where, List<Refusal> problems) {
    if (!item.has("from") || !item.has("to")) {
      return;
    }
    try {
      var from = LocalDate.parse(item.path("from").asText());
      var to = LocalDate.parse(item.path("to").asText());
      if (to.isBefore(from)) {
        problems.add(REFERENCE_PERIOD_REVERSED.at(where + ".to"));
      }
    } catch (DateTimeParseException e) {
      problems.add(REFERENCE_FIELD_WRONG.at(where + ": date"));
    }
  }

  private static Refusal refusal(ValidationMessage message) {
    String field = message.getInstanceLocation().toString().replaceFirst("^\\$\\.?", "");
    if (message.getProperty() != null) {
      field = field.isEmpty() ? message.getProperty() : field + "." + message.getProperty();
    }
    return REFERENCE_FIELD_WRONG.at(field + ": " + message.getType());
  }

  private static JsonSchema schema() {
    InputStream in = ReferenceFile.class.getResourceAsStream(SCHEMA);
    if (in == null) {
      throw new IllegalStateException(SCHEMA + " is missing");
    }
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(in);
  }

  /** Items of a file without fault, or the faults. */
  record Read(List<ItemRow> items, List<Refusal> problems) {

    Read {
      items = List.copyOf(items);
      problems = List.copyOf(problems);
    }

    static Read refused(List<Refusal> problems) {
      return new Read(List.of(), problems);
    }
  }
}
