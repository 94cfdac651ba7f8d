package retex.contract;

import static retex.contract.ContractRefusal.FIELD_RULE_BROKEN;
import static retex.contract.ContractRefusal.NOT_CANONICAL;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.google.protobuf.UnknownFieldSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import retex.proto.rules.v1.Rules;

/**
 * Enforces the rules that {@code .proto} files declare beside each field: the one place on both
 * sides. Refuses with {@code FIELD_RULE_BROKEN} at the field's path, and unknown fields with {@code
 * NOT_CANONICAL}. Safe for use by several threads.
 */
public final class FieldRules {

  private static final UnknownFieldSet NONE = UnknownFieldSet.getDefaultInstance();
  private static final Map<Descriptor, List<Ruled>> RULED = new ConcurrentHashMap<>();

  private FieldRules() {}

  /** Returns {@code message} where it and everything in it keeps its rules. */
  public static <M extends Message> M check(M message) {
    check(message, new Place(null, message.getDescriptorForType().getName(), -1));
    return message;
  }

  /** Reads what a newer program may have written: fields that this one lacks are passed over. */
  public static <M extends Message> M newer(Parser<M> parser, byte[] bytes)
      throws InvalidProtocolBufferException {
    return check(DiscardUnknownFieldsParser.wrap(parser).parseFrom(bytes));
  }

  private static void check(Message message, Place place) {
    if (!message.getUnknownFields().equals(NONE)) {
      throw NOT_CANONICAL.at(place.toString()).asException();
    }
    for (Ruled field : ruled(message.getDescriptorForType())) {
      field.check(message, place);
    }
  }

  private static List<Ruled> ruled(Descriptor type) {
    List<Ruled> known = RULED.get(type);
    return known != null
        ? known
        : RULED.computeIfAbsent(type, it -> it.getFields().stream().map(Ruled::of).toList());
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

  /**
   * A field with its rules, read once: to ask its descriptor each time took a third of an ingest.
   */
  private record Ruled(
      FieldDescriptor field,
      String name,
      retex.proto.rules.v1.FieldRules rules,
      boolean required,
      boolean presence,
      boolean alternative,
      int mostCharacters,
      Optional<Pattern> pattern) {

    static Ruled of(FieldDescriptor field) {
      var rules = field.getOptions().getExtension(Rules.rules);
      return new Ruled(
          field,
          field.getName(), // which makes a new text each time
          rules,
          rules.getRequired(),
          field.hasPresence(),
          field.getContainingOneof() != null,
          rules.getMaxLength(),
          rules.getPattern().isEmpty()
              ? Optional.empty()
              : Optional.of(Pattern.compile(rules.getPattern())));
    }

    void check(Message message, Place above) {
      if (field.isRepeated()) {
        List<?> items = (List<?>) message.getField(field);
        require(!required || !items.isEmpty(), above, -1);
        require(rules.getMaxItems() == 0 || items.size() <= rules.getMaxItems(), above, -1);
        for (int i = 0; i < items.size(); i++) {
          checkValue(items.get(i), above, i);
        }
        return;
      }
      boolean there = (presence || alternative) && message.hasField(field);
      if (alternative && !there) {
        return; // another one was chosen
      }
      Object value = presence && !there ? "" : message.getField(field);
      boolean present = presence ? there : !isDefault(value);
      require(!required || present, above, -1);
      if (present || !presence) {
        checkValue(value, above, -1);
      }
      require(!required || !isDefault(value), above, -1);
    }

    private void checkValue(Object value, Place above, int index) {
      if (value instanceof Message inner) {
        FieldRules.check(inner, new Place(above, name, index));
      } else if (value instanceof String text) {
        require(isAllowed(text), above, index);
      } else if (value instanceof ByteString bytes) {
        require(isAllowed(bytes), above, index);
      } else if (value instanceof Number number) {
        require(!rules.hasMin() || number.longValue() >= rules.getMin(), above, index);
        require(!rules.hasMax() || number.longValue() <= rules.getMax(), above, index);
      } else if (value instanceof EnumValueDescriptor choice) {
        require(choice.getIndex() >= 0, above, index); // −1: one that this version does not know
      }
    }

    private boolean isAllowed(String text) {
      boolean fits =
          mostCharacters == 0
              || text.length() <= mostCharacters
              || text.codePointCount(0, text.length()) <= mostCharacters;
      return fits && (text.isEmpty() || pattern.isEmpty() || pattern.get().matcher(text).matches());
    }

    private boolean isAllowed(ByteString bytes) {
      boolean exact =
          rules.getExactBytes() == 0
              || (bytes.isEmpty() && !required)
              || bytes.size() == rules.getExactBytes();
      return exact && (rules.getMaxBytes() == 0 || bytes.size() <= rules.getMaxBytes());
    }

    private void require(boolean kept, Place above, int index) {
      if (!kept) {
        throw FIELD_RULE_BROKEN.at(new Place(above, name, index).toString()).asException();
      }
    }
  }

  /** Where a value is, put into words only when it is refused; an index below 0 is none. */
  private record Place(@Nullable Place above, String name, int index) {

    @Override
    public String toString() {
      return (above == null ? "" : above + ".") + name + (index < 0 ? "" : "[" + index + "]");
    }
  }
}
