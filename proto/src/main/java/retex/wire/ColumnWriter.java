package retex.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import retex.wire.Columns.Kind;
import retex.wire.Columns.Place;
import retex.wire.Columns.Slot;
import retex.wire.Columns.Written;

/** Lays one message out in columns. Used once. */
final class ColumnWriter {

  private final BiFunction<Message, FieldDescriptor, Optional<? extends Message>> embedded;
  private final Map<List<Slot>, Integer> shapes = new HashMap<>();
  private final List<List<Slot>> shapeList = new ArrayList<>();
  private final List<Written> columns = new ArrayList<>();

  private ColumnWriter(BiFunction<Message, FieldDescriptor, Optional<? extends Message>> embedded) {
    this.embedded = embedded;
  }

  /**
   * The columns of {@code root}. {@code embedded} says which message a field of bytes holds, where
   * that message's canonical bytes are just these bytes. Assumes fields of varints, text and
   * messages only, and no field that the schema does not know.
   */
  static byte[] write(
      Message root, BiFunction<Message, FieldDescriptor, Optional<? extends Message>> embedded) {
    var writer = new ColumnWriter(embedded);
    writer.node(root, new Place());
    return writer.bytes();
  }

  private byte[] bytes() {
    var out = new ByteArrayOutputStream();
    Varint.write(out, shapeList.size());
    for (List<Slot> shape : shapeList) {
      Varint.write(out, shape.size());
      shape.forEach(slot -> Varint.write(out, slot.code()));
    }
    Varint.write(out, columns.size());
    for (Written column : columns) {
      byte[] bytes = column.bytes();
      Varint.write(out, bytes.length);
      out.writeBytes(bytes);
    }
    return out.toByteArray();
  }

  private void node(Message message, Place place) {
    Map<FieldDescriptor, Object> fields = message.getAllFields();
    var shape = new ArrayList<Slot>(fields.size());
    var inside = new ArrayList<Object>(fields.size());
    fields.forEach(
        (field, value) -> {
          Optional<? extends Message> held =
              field.getType() == FieldDescriptor.Type.BYTES && !field.isRepeated()
                  ? embedded.apply(message, field)
                  : Optional.empty();
          shape.add(
              new Slot(
                  field.getNumber(),
                  held.isPresent() ? Kind.NODE : kind(field),
                  field.isRepeated()));
          inside.add(held.isPresent() ? held.get() : value);
        });
    int known = shapes.computeIfAbsent(List.copyOf(shape), this::newShape);
    column(place.shapes(this::newColumn)).number(known);
    for (int i = 0; i < shape.size(); i++) {
      Slot slot = shape.get(i);
      if (slot.repeated()) {
        List<?> values = (List<?>) inside.get(i);
        column(place.counts(slot, this::newColumn)).number(values.size());
        values.forEach(value -> value(value, slot, place));
      } else {
        value(inside.get(i), slot, place);
      }
    }
  }

  private void value(Object value, Slot slot, Place place) {
    if (value instanceof Message below) {
      node(below, place.below(slot));
      return;
    }
    Written column = column(place.values(slot, this::newColumn));
    if (value instanceof String text) {
      column.text(ByteString.copyFromUtf8(text).toByteArray());
    } else if (value instanceof ByteString bytes) {
      column.text(bytes.toByteArray());
    } else if (value instanceof EnumValueDescriptor choice) {
      column.number(choice.getNumber());
    } else if (value instanceof Boolean claim) {
      column.number(claim ? 1 : 0);
    } else if (value instanceof Integer number) {
      column.number(Integer.toUnsignedLong(number)); // uint32: kind() lets no other through
    } else {
      column.number((Long) value);
    }
  }

  private static Kind kind(FieldDescriptor field) {
    return switch (field.getType()) {
      case UINT32, UINT64, INT64, BOOL, ENUM -> Kind.NUMBER;
      case STRING, BYTES -> Kind.TEXT;
      case MESSAGE -> Kind.NODE;
      case INT32, SINT32, SINT64, FIXED32, FIXED64, SFIXED32, SFIXED64, FLOAT, DOUBLE, GROUP ->
          throw new IllegalArgumentException(field.getFullName());
    };
  }

  private int newShape(List<Slot> shape) {
    shapeList.add(shape);
    return shapeList.size() - 1;
  }

  private int newColumn() {
    columns.add(new Written());
    return columns.size() - 1;
  }

  private Written column(int number) {
    return columns.get(number);
  }
}
