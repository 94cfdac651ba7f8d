package retex.agent.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Photographs and documents in the content of a draft. Each is a field, {@code file.FP1.<hash>} or
 * {@code file..<hash>} for the record as a whole, whose text is all that is known of it, so that
 * adding and removing it have a history and an undo like any answer; its caption is another, {@code
 * caption.FP1.<hash>}.
 */
final class FileFields {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern PLACE =
      Pattern.compile("(file|caption)[.]([A-Za-z0-9.-]{0,40})[.]([0-9a-f]{64})");
  private static final int LONGEST_CAPTION = 500; // as in the contract

  private FileFields() {}

  static boolean isOne(String name) {
    return (name.startsWith("file.") || name.startsWith("caption."))
        && PLACE.matcher(name).matches();
  }

  /** Whether it belongs to no criterion. */
  static boolean isOfRecord(String name) {
    return isOne(name) && criterion(name).isEmpty();
  }

  static String file(String criterion, String hash) {
    return "file." + criterion + "." + hash;
  }

  static String caption(String criterion, String hash) {
    return "caption." + criterion + "." + hash;
  }

  /** The hash of the file that a place is about. */
  static String hash(String name) {
    return place(name).group(3);
  }

  /** The criterion that a place is about; empty for the record as a whole. */
  static String criterion(String name) {
    return place(name).group(2);
  }

  /** The text of a file as a field; empty where the draft does not hold it. */
  static String value(ObjectNode draft, String name) {
    Matcher place = place(name);
    ObjectNode file = find(draft, place.group(2), place.group(3));
    if (file == null) {
      return "";
    }
    return place.group(1).equals("file") ? file.toString() : file.path("caption").asText("");
  }

  /** Puts a file there, takes it away, or gives it a caption; a caption of no file is nothing. */
  static void set(ObjectNode draft, String name, String value) {
    Matcher place = place(name);
    ObjectNode file = find(draft, place.group(2), place.group(3));
    if (place.group(1).equals("caption")) {
      if (file != null) {
        String caption =
            value.substring(
                0, value.offsetByCodePoints(0, Math.min(LONGEST_CAPTION, length(value))));
        DraftForm.put(file, "caption", caption);
      }
      return;
    }
    ArrayNode all = draft.withArray("attachments");
    for (int i = all.size() - 1; i >= 0; i--) {
      if (all.get(i) == file) {
        all.remove(i);
      }
    }
    if (!value.isEmpty()) {
      all.add(parsed(value));
    }
    if (all.isEmpty()) {
      draft.remove("attachments");
    }
  }

  static List<One> all(ObjectNode draft) {
    var all = new ArrayList<One>();
    draft
        .path("attachments")
        .forEach(
            it ->
                all.add(
                    new One(
                        it.path("sha256").asText(""),
                        it.path("size").asInt(),
                        it.path("mediaType").asText(""),
                        it.path("caption").asText(""),
                        it.path("criterion").asText(""))));
    return all;
  }

  /** Gives the files of criteria to others, or to the record as a whole, which has each once. */
  static void move(ObjectNode draft, Map<String, Optional<String>> ways) {
    Set<String> places = new HashSet<>();
    for (var files = draft.path("attachments").iterator(); files.hasNext(); ) {
      if (files.next() instanceof ObjectNode file) {
        Optional<String> way = ways.get(file.path("criterion").asText(""));
        if (way != null) {
          DraftForm.put(file, "criterion", way.orElse(""));
        }
        String place = file(file.path("criterion").asText(""), file.path("sha256").asText(""));
        if (!places.add(place)) {
          files.remove();
        }
      }
    }
  }

  private static int length(String value) {
    return value.codePointCount(0, value.length());
  }

  private static Matcher place(String name) {
    Matcher place = PLACE.matcher(name);
    if (!place.matches()) {
      throw new IllegalArgumentException("no place of a file");
    }
    return place;
  }

  private static @org.jspecify.annotations.Nullable ObjectNode find(
      ObjectNode draft, String criterion, String hash) {
    for (JsonNode it : draft.path("attachments")) {
      if (it instanceof ObjectNode file
          && file.path("sha256").asText("").equals(hash)
          && file.path("criterion").asText("").equals(criterion)) {
        return file;
      }
    }
    return null;
  }

  private static ObjectNode parsed(String value) {
    try {
      return JSON.readTree(value) instanceof ObjectNode object ? object : JSON.createObjectNode();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no file");
    }
  }

  /** One file as the draft names it. */
  record One(String hash, int size, String mediaType, String caption, String criterion) {

    /** As a field's text. */
    String text() {
      ObjectNode json = JSON.createObjectNode();
      json.put("sha256", hash).put("size", size).put("mediaType", mediaType);
      DraftForm.put(json, "caption", caption);
      DraftForm.put(json, "criterion", criterion);
      return json.toString();
    }

    /** As it was added, without a caption. */
    One bare() {
      return new One(hash, size, mediaType, "", criterion);
    }

    boolean isPhotograph() {
      return mediaType.equals(retex.contract.Attachment.JPEG);
    }

    /** Without the caption. */
    @Override
    public String toString() {
      return "One[" + hash + "]";
    }
  }
}
