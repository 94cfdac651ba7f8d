package retex.server.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Content as canonical bytes: JSON with its fields always in the same order. What is approved is
 * their hash.
 */
public final class ContentJson {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ContentJson() {}

  public static byte[] write(Content content) {
    ObjectNode json = JSON.createObjectNode();
    json.put("language", content.language());
    json.put("title", content.title());
    json.put("footer", content.footer());
    ArrayNode blocks = json.putArray("blocks");
    content.blocks().forEach(block -> blocks.add(write(block)));
    ArrayNode named = json.putArray("named");
    content.named().forEach(it -> named.addArray().add(it.place()).add(it.name()));
    ArrayNode narratives = json.putArray("narratives");
    content.narratives().forEach(narratives::add);
    try {
      return JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Content read(byte[] bytes) {
    try {
      JsonNode json = JSON.readTree(bytes);
      var blocks = new ArrayList<Content.Block>();
      json.get("blocks").forEach(block -> blocks.add(block(block)));
      return new Content(
          json.get("language").asText(),
          json.get("title").asText(),
          json.get("footer").asText(),
          blocks,
          named(json),
          narratives(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Content.Named> named(JsonNode json) {
    var named = new ArrayList<Content.Named>();
    json.path("named")
        .forEach(it -> named.add(new Content.Named(it.get(0).asText(), it.get(1).asText())));
    return named;
  }

  private static Set<Integer> narratives(JsonNode json) {
    var narratives = new HashSet<Integer>();
    json.path("narratives").forEach(it -> narratives.add(it.asInt()));
    return narratives;
  }

  private static ObjectNode write(Content.Block block) {
    return block.fold(
        it -> node("heading").put("level", it.level()).put("text", it.text()),
        it -> node("paragraph").put("text", it.text()).put("quiet", it.quiet()),
        ContentJson::items,
        ContentJson::table,
        ContentJson::bars);
  }

  private static ObjectNode items(Content.Items it) {
    ObjectNode json = node("items").put("numbered", it.numbered());
    ArrayNode items = json.putArray("items");
    it.items().forEach(one -> items.addArray().add(one.lead()).add(one.text()));
    return json;
  }

  private static ObjectNode table(Content.Table it) {
    ObjectNode json = node("table").put("caption", it.caption());
    it.head().forEach(json.putArray("head")::add);
    ArrayNode rows = json.putArray("rows");
    it.rows().forEach(row -> row.forEach(rows.addArray()::add));
    return json;
  }

  private static ObjectNode bars(Content.Bars it) {
    ObjectNode json = node("bars").put("caption", it.caption());
    it.head().forEach(json.putArray("head")::add);
    json.put("most", it.most());
    ArrayNode bars = json.putArray("bars");
    it.bars().forEach(bar -> write(bar, bars.addArray()));
    return json;
  }

  /** What was approved before bars had an alternative keeps its hash. */
  private static void write(Content.Bar bar, ArrayNode to) {
    if (bar.alternative().isEmpty() && bar.values().size() == 1) {
      to.add(bar.label()).add(bar.values().get(0)).add(bar.figure()).add(bar.note());
      return;
    }
    ArrayNode values = to.add(bar.label()).addArray();
    bar.values().forEach(values::add);
    to.add(bar.figure()).add(bar.note()).add(bar.alternative());
  }

  private static ObjectNode node(String kind) {
    return JSON.createObjectNode().put("kind", kind);
  }

  private static Content.Block block(JsonNode json) {
    return switch (json.get("kind").asText()) {
      case "heading" -> new Content.Heading(json.get("level").asInt(), json.get("text").asText());
      case "paragraph" ->
          new Content.Paragraph(json.get("text").asText(), json.get("quiet").asBoolean());
      case "items" -> readItems(json);
      case "table" -> readTable(json);
      case "bars" -> readBars(json);
      default -> throw new IllegalStateException("unknown block");
    };
  }

  private static Content.Items readItems(JsonNode json) {
    var items = new ArrayList<Content.Item>();
    json.get("items")
        .forEach(it -> items.add(new Content.Item(it.get(0).asText(), it.get(1).asText())));
    return new Content.Items(json.get("numbered").asBoolean(), items);
  }

  private static Content.Table readTable(JsonNode json) {
    var rows = new ArrayList<List<String>>();
    json.get("rows").forEach(row -> rows.add(texts(row)));
    return new Content.Table(json.get("caption").asText(), texts(json.get("head")), rows);
  }

  private static Content.Bars readBars(JsonNode json) {
    var bars = new ArrayList<Content.Bar>();
    json.get("bars").forEach(it -> bars.add(readBar(it)));
    return new Content.Bars(
        json.get("caption").asText(), texts(json.get("head")), json.get("most").asDouble(), bars);
  }

  private static Content.Bar readBar(JsonNode it) {
    var values = new ArrayList<Double>();
    if (it.get(1).isArray()) {
      it.get(1).forEach(value -> values.add(value.asDouble()));
    } else {
      values.add(it.get(1).asDouble());
    }
    return new Content.Bar(
        it.get(0).asText(), values, it.get(2).asText(), it.get(3).asText(), it.path(4).asText());
  }

  private static List<String> texts(JsonNode array) {
    var texts = new ArrayList<String>();
    array.forEach(it -> texts.add(it.asText()));
    return texts;
  }
}
