package retex.contract;

import static retex.contract.ContractRefusal.NOT_CANONICAL;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.io.IOException;
import java.util.Arrays;

/** The canonical bytes of a message: its deterministic serialisation, and nothing else. */
final class Canonical {

  private Canonical() {}

  static byte[] bytes(Message message) {
    byte[] bytes = new byte[message.getSerializedSize()];
    var out = CodedOutputStream.newInstance(bytes);
    out.useDeterministicSerialization();
    try {
      message.writeTo(out);
      out.checkNoSpaceLeft();
    } catch (IOException e) {
      throw new IllegalStateException(e); // an array of the announced size is always enough
    }
    return bytes;
  }

  /** Reads canonical bytes and checks every field's rule; any other bytes are refused. */
  static <M extends Message> M parse(Parser<M> parser, byte[] bytes, String where) {
    M message = read(parser, bytes, where);
    if (!Arrays.equals(bytes(message), bytes)) {
      throw NOT_CANONICAL.at(where).asException();
    }
    return message;
  }

  /** Reads bytes and checks every field's rule; whether they are canonical the caller asks. */
  static <M extends Message> M read(Parser<M> parser, byte[] bytes, String where) {
    try {
      return FieldRules.check(parser.parseFrom(bytes));
    } catch (InvalidProtocolBufferException e) {
      throw NOT_CANONICAL.at(where).asException();
    }
  }
}
