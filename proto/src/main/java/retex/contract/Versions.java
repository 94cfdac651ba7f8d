package retex.contract;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Several versions of what one record says, side by side part by part, and a version put together
 * from their parts. Two sides that cut differently would resolve one conflict to different records.
 * Immutable.
 */
public final class Versions {

  /** Parts of a list, by what tells them apart. */
  private static final Map<String, String> KEYS =
      Map.of("answers", "criterion", "narrative", "code", "improvements", "criterion");

  /** Fields that only make sense together are one part, named by the first. */
  private static final Map<String, String> TOGETHER =
      Map.of("from_day", "to_day", "audience_total", "audience_women");

  /** Of one very version: they are not put together. */
  private static final Set<String> OF_A_VERSION = Set.of("sign_offs", "amendment");

  private final List<Payload> payloads;
  private final List<Message> messages;

  private Versions(List<Payload> payloads) {
    this.payloads = List.copyOf(payloads);
    this.messages = payloads.stream().map(PayloadCodec::message).toList();
  }

  /** Empty where they have no parts in common: another kind, or a withdrawal. */
  public static Optional<Versions> of(List<Payload> payloads) {
    long kinds = payloads.stream().map(Payload::kind).distinct().count();
    boolean comparable = kinds == 1 && payloads.get(0).kind() != RecordKind.WITHDRAWAL;
    return comparable ? Optional.of(new Versions(payloads)) : Optional.empty();
  }

  /** One part: its place, and its text in each version, empty where the version lacks it. */
  public record Part(String place, List<String> texts) {

    public Part {
      texts = List.copyOf(texts);
    }

    public boolean differs() {
      return texts.stream().distinct().count() > 1;
    }

    /** Without content. */
    @Override
    public String toString() {
      return "Part[" + place + "]";
    }
  }

  /** Every part that any of them has, in the order of the record. */
  public List<Part> parts() {
    var parts = new ArrayList<Part>();
    for (FieldDescriptor field : fields()) {
      if (KEYS.containsKey(field.getName())) {
        for (String key : keys(field)) {
          String place = field.getName() + "." + key;
          parts.add(new Part(place, each(it -> text(item(it, field, key)))));
        }
      } else {
        parts.add(new Part(field.getName(), each(it -> text(it, field))));
      }
    }
    return parts.stream()
        .filter(it -> it.texts().stream().anyMatch(text -> !text.isEmpty()))
        .toList();
  }

  /**
   * The version made of the chosen ones: {@code chosen} says for each part that differs of which
   * version it is, counted from 0. One that takes every part of one version is that version, with
   * its signatures; any other has none, and {@code amendment} says why.
   */
  public Payload merged(Map<String, Integer> chosen, String amendment) {
    List<String> differing = parts().stream().filter(Part::differs).map(Part::place).toList();
    for (int i = 0; i < payloads.size(); i++) {
      int version = i;
      if (differing.stream().allMatch(place -> chosen.getOrDefault(place, -1) == version)) {
        return payloads.get(i);
      }
    }
    Message.Builder merged = messages.get(0).toBuilder();
    for (FieldDescriptor field : fields()) {
      if (KEYS.containsKey(field.getName())) {
        mergeList(merged, field, chosen);
      } else {
        Message from = messages.get(chosen.getOrDefault(field.getName(), 0));
        copy(from, merged, field);
        Optional.ofNullable(TOGETHER.get(field.getName()))
            .ifPresent(it -> copy(from, merged, other(field, it)));
      }
    }
    OF_A_VERSION.stream()
        .map(it -> merged.getDescriptorForType().findFieldByName(it))
        .filter(it -> it != null)
        .forEach(merged::clearField);
    FieldDescriptor why = merged.getDescriptorForType().findFieldByName("amendment");
    if (why != null) {
      merged.setField(why, amendment);
    }
    return PayloadCodec.payload(merged.build());
  }

  private void mergeList(
      Message.Builder merged, FieldDescriptor field, Map<String, Integer> chosen) {
    merged.clearField(field);
    for (String key : keys(field)) {
      int version = chosen.getOrDefault(field.getName() + "." + key, 0);
      item(messages.get(version), field, key).ifPresent(it -> merged.addRepeatedField(field, it));
    }
  }

  private static void copy(Message from, Message.Builder to, FieldDescriptor field) {
    boolean isThere = field.isRepeated() || !field.hasPresence() || from.hasField(field);
    if (isThere) {
      to.setField(field, from.getField(field));
    } else {
      to.clearField(field);
    }
  }

  private List<FieldDescriptor> fields() {
    return messages.get(0).getDescriptorForType().getFields().stream()
        .filter(it -> !OF_A_VERSION.contains(it.getName()))
        .filter(it -> !TOGETHER.containsValue(it.getName()))
        .toList();
  }

  private List<String> each(java.util.function.Function<Message, String> text) {
    return messages.stream().map(text).toList();
  }

  private Set<String> keys(FieldDescriptor field) {
    Set<String> keys = new TreeSet<>();
    messages.forEach(it -> keys.addAll(items(it, field).keySet()));
    return keys;
  }

  private static Optional<Message> item(Message of, FieldDescriptor field, String key) {
    return Optional.ofNullable(items(of, field).get(key));
  }

  private static Map<String, Message> items(Message of, FieldDescriptor field) {
    Map<String, Message> items = new TreeMap<>();
    FieldDescriptor key = field.getMessageType().findFieldByName(KEYS.get(field.getName()));
    for (Object it : (List<?>) of.getField(field)) {
      items.put((String) ((Message) it).getField(key), (Message) it);
    }
    return items;
  }

  private static FieldDescriptor other(FieldDescriptor field, String name) {
    return field.getContainingType().findFieldByName(name);
  }

  private static String text(Optional<Message> item) {
    return item.map(Versions::text).orElse("");
  }

  private static String text(Message of, FieldDescriptor field) {
    if (field.hasPresence() && !of.hasField(field)) {
      return "";
    }
    if (field.isRepeated()) {
      return ((List<?>) of.getField(field))
          .stream().map(it -> text(field, it)).collect(Collectors.joining("; "));
    }
    String first = text(field, of.getField(field));
    String with = TOGETHER.get(field.getName());
    return with == null
        ? first
        : first + " – " + text(other(field, with), of.getField(other(field, with)));
  }

  private static String text(FieldDescriptor field, Object value) {
    if (field.getName().endsWith("_day") || field.getName().equals("day")) {
      return LocalDate.ofEpochDay((Long) value).toString();
    }
    if (value instanceof Message inner) {
      return text(inner);
    }
    if (value instanceof com.google.protobuf.ByteString bytes) {
      return java.util.HexFormat.of().formatHex(bytes.toByteArray()).substring(0, 8);
    }
    if (value instanceof com.google.protobuf.Descriptors.EnumValueDescriptor choice) {
      return choice.getName();
    }
    return String.valueOf(value);
  }

  /** What it says, without what tells it apart. */
  private static String text(Message item) {
    if (item instanceof retex.proto.record.v1.Answer answer) {
      String said =
          switch (answer.getAnswerCase()) {
            case RATING -> Integer.toString(answer.getRating());
            case NOT_OBSERVED -> "NO: " + answer.getNotObserved();
            case VALUE -> answer.getValue();
            case ANSWER_NOT_SET -> "";
          };
      return answer.getRemark().isEmpty() ? said : said + " – " + answer.getRemark();
    }
    Map<String, String> texts = new LinkedHashMap<>();
    item.getAllFields().forEach((field, value) -> texts.put(field.getName(), text(field, value)));
    texts.remove("code".equals(key(item)) ? "code" : "criterion");
    return String.join(" – ", texts.values());
  }

  private static String key(Message item) {
    return item instanceof retex.proto.record.v1.NarrativePart ? "code" : "criterion";
  }
}
