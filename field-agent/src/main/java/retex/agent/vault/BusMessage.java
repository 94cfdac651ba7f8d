package retex.agent.vault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What is said on a system bus, as bytes (D-Bus specification 0.43, message protocol). */
final class BusMessage {

  /** Bytes of the part whose length does not vary. */
  static final int START = 16;

  /** Bytes after the start of a message that is worth reading; an announcement has some hundred. */
  static final int MOST_BYTES = 1 << 20;

  private static final int LONGEST =
      1 << 27; // of any message (D-Bus specification, message format)
  private static final int CALL = 1;
  private static final int SIGNAL = 4;
  private static final int PATH = 1;
  private static final int INTERFACE = 2;
  private static final int MEMBER = 3;
  private static final int DESTINATION = 6;
  private static final int SIGNATURE = 8;
  private static final String BUS = "org.freedesktop.DBus";

  private BusMessage() {}

  /** What was announced to everybody; {@code flag} is the first argument, where that is true. */
  record Signal(String member, boolean flag) {}

  /** A call of the bus itself; {@code argument} may be empty. {@code serial} counts from 1. */
  static byte[] call(int serial, String member, String argument) {
    var fields = new ByteArrayOutputStream();
    field(fields, PATH, "o", "/org/freedesktop/DBus");
    field(fields, INTERFACE, "s", BUS);
    field(fields, MEMBER, "s", member);
    field(fields, DESTINATION, "s", BUS);
    var body = new ByteArrayOutputStream();
    if (!argument.isEmpty()) {
      field(fields, SIGNATURE, "g", "s");
      text(body, argument);
    }
    int fieldBytes = fields.size();
    pad(fields, 8);
    return ByteBuffer.allocate(START + fields.size() + body.size())
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) 'l')
        .put((byte) CALL)
        .put((byte) 0)
        .put((byte) 1) // version of the protocol
        .putInt(body.size())
        .putInt(serial)
        .putInt(fieldBytes)
        .put(fields.toByteArray())
        .put(body.toByteArray())
        .array();
  }

  /** How many bytes follow a message's start. */
  static int rest(byte[] start) throws IOException {
    ByteBuffer fixed = ordered(start, start);
    long fields = Integer.toUnsignedLong(fixed.getInt(12));
    long body = Integer.toUnsignedLong(fixed.getInt(4));
    if (fields + body > LONGEST) {
      throw new IOException("message too long");
    }
    return padded((int) fields, 8) + (int) body;
  }

  /** The announcement that a message is; empty where it is another message. */
  static Optional<Signal> signal(byte[] start, byte[] rest) throws IOException {
    int end = ordered(start, start).getInt(12);
    ByteBuffer in = ordered(start, rest);
    String member = "";
    String signature = "";
    try {
      while (in.position() < end) {
        align(in, 8);
        int field = in.get();
        String value = variant(in);
        if (field == DESTINATION) {
          return Optional.empty(); // an answer, or said by anybody to this process alone
        }
        member = field == MEMBER ? value : member;
        signature = field == SIGNATURE ? value : signature;
      }
      boolean flag = signature.startsWith("b") && in.getInt(padded(end, 8)) == 1;
      return start[1] == SIGNAL ? Optional.of(new Signal(member, flag)) : Optional.empty();
    } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IOException("no message of a bus", e);
    }
  }

  private static String variant(ByteBuffer in) throws IOException {
    String type = text(in, in.get() & 0xff);
    switch (type) {
      case "g":
        return text(in, in.get() & 0xff);
      case "s", "o":
        align(in, 4);
        return text(in, in.getInt());
      case "u":
        align(in, 4);
        return Integer.toUnsignedString(in.getInt());
      default:
        throw new IOException("no field of a message's head");
    }
  }

  private static String text(ByteBuffer in, int length) {
    if (length < 0 || length >= in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    in.get(bytes).get(); // a zero follows
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static void field(ByteArrayOutputStream to, int field, String type, String value) {
    pad(to, 8);
    to.write(field);
    signature(to, type);
    if (type.equals("g")) {
      signature(to, value);
    } else {
      pad(to, 4);
      text(to, value);
    }
  }

  private static void signature(ByteArrayOutputStream to, String types) {
    to.write(types.length());
    to.writeBytes(types.getBytes(StandardCharsets.US_ASCII));
    to.write(0);
  }

  private static void text(ByteArrayOutputStream to, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    to.writeBytes(
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(bytes.length).array());
    to.writeBytes(bytes);
    to.write(0);
  }

  private static void pad(ByteArrayOutputStream to, int unit) {
    while (to.size() % unit != 0) {
      to.write(0);
    }
  }

  private static void align(ByteBuffer in, int unit) {
    in.position(padded(in.position(), unit));
  }

  private static int padded(int length, int unit) {
    return (length + unit - 1) / unit * unit;
  }

  private static ByteBuffer ordered(byte[] start, byte[] bytes) {
    return ByteBuffer.wrap(bytes)
        .order(start[0] == 'l' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
  }
}
