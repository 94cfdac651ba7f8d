package retex.contract;

import static retex.contract.ContractRefusal.FIELD_RULE_BROKEN;
import static retex.contract.ContractRefusal.NOT_CANONICAL;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import retex.proto.rules.v1.Rules;

/**
 * Enforces the rules that {@code .proto} files declare beside each field: the one place on both
 * sides. Refuses with {@code FIELD_RULE_BROKEN} at the field's path, and unknown fields with {@code
 * NOT_CANONICAL}. Safe for use by several threads.
 */
public final class FieldRules {

  private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

  private FieldRules() {}

  /** Returns {@code message} where it and everything in it keeps its rules. */
  public static <M extends Message> M check(M message) {
    check(message, message.getDescriptorForType().getName());
    return message;
  }

  private static void check(Message message, String path) {
    if (!message.getUnknownFields().asMap().isEmpty()) {
      throw NOT_CANONICAL.at(path).asException();
    }
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      checkField(message, field, path + "." + field.getName());
    }
  }

  private static void checkField(Message message, FieldDescriptor field, String path) {
    var rules = field.getOptions().getExtension(Rules.rules);
    if (field.isRepeated()) {
      List<?> items = (List<?>) message.getField(field);
      require(!rules.getRequired() || !items.isEmpty(), path);
      require(rules.getMaxItems() == 0 || items.size() <= rules.getMaxItems(), path);
      for (int i = 0; i < items.size(); i++) {
        checkValue(items.get(i), rules, path + "[" + i + "]");
      }
      return;
    }
    boolean chosen = field.getContainingOneof() == null || message.hasField(field);
    boolean present =
        field.hasPresence() ? message.hasField(field) : !isDefault(message.getField(field));
    require(!rules.getRequired() || !chosen || present, path);
    if (present || (chosen && !field.hasPresence())) {
      checkValue(message.getField(field), rules, path);
    }
    if (rules.getRequired() && present) {
      require(!isDefault(message.getField(field)), path);
    }
  }

  private static void checkValue(Object value, retex.proto.rules.v1.FieldRules rules, String path) {
    if (value instanceof Message inner) {
      check(inner, path);
    } else if (value instanceof String text) {
      checkText(text, rules, path);
    } else if (value instanceof ByteString bytes) {
      boolean exact =
          rules.getExactBytes() == 0
              || (bytes.isEmpty() && !rules.getRequired())
              || bytes.size() == rules.getExactBytes();
      require(exact, path);
      require(rules.getMaxBytes() == 0 || bytes.size() <= rules.getMaxBytes(), path);
    } else if (value instanceof Number number) {
      require(!rules.hasMin() || number.longValue() >= rules.getMin(), path);
      require(!rules.hasMax() || number.longValue() <= rules.getMax(), path);
    } else if (value instanceof EnumValueDescriptor choice) {
      require(choice.getIndex() >= 0, path); // −1: a value that this version does not know
    }
  }

  private static void checkText(String text, retex.proto.rules.v1.FieldRules rules, String path) {
    int most = rules.getMaxLength();
    require(most == 0 || text.codePointCount(0, text.length()) <= most, path);
    if (!rules.getPattern().isEmpty() && !text.isEmpty()) {
      var pattern = PATTERNS.computeIfAbsent(rules.getPattern(), Pattern::compile);
      require(pattern.matcher(text).matches(), path);
    }
  }

  private static boolean isDefault(Object value) {
    if (value instanceof String text) {
      return text.isEmpty();
    }
    if (value instanceof ByteString bytes) {
      return bytes.isEmpty();
    }
    if (value instanceof Number number) {
      return number.longValue() == 0;
    }
    if (value instanceof EnumValueDescriptor choice) {
      return choice.getNumber() == 0;
    }
    return false;
  }

  private static void require(boolean kept, String path) {
    if (!kept) {
      throw FIELD_RULE_BROKEN.at(path).asException();
    }
  }
}
