package retex.exchange;

import com.google.protobuf.UnknownFieldSet;
import java.util.List;
import java.util.Random;
import retex.proto.sync.v1.Cursor;
import retex.proto.sync.v1.ExchangeRequest;
import retex.proto.sync.v1.ExchangeResponse;
import retex.proto.sync.v1.Hello;
import retex.proto.sync.v1.LogEnd;
import retex.proto.sync.v1.ReferenceKind;

/**
 * How the programs of a call differ in age. What an older one does not know is taken from, or put
 * into, what passes between the two, as the contract says that it would treat it.
 */
enum Age {
  SAME,
  /** It refuses a hello that names earlier logs, and names no ids of them. */
  OLD_HEADQUARTERS,
  /** It names no earlier logs, knows two kinds of reference data, and hears of no logs' ends. */
  OLD_LAPTOP,
  /** It speaks another version of the conversation. */
  FOREIGN_LAPTOP;

  private static final int UNKNOWN_FIELD = 1_000;

  static Age any(Random random) {
    int dice = random.nextInt(20);
    return dice < 14
        ? SAME
        : dice < 16 ? OLD_HEADQUARTERS : dice < 19 ? OLD_LAPTOP : FOREIGN_LAPTOP;
  }

  /** How they differ when the link is good again; in the end all are of one age. */
  static Age atFirst(Random random) {
    return switch (random.nextInt(8)) {
      case 0, 1 -> OLD_HEADQUARTERS;
      case 2 -> OLD_LAPTOP;
      default -> SAME;
    };
  }

  ExchangeRequest up(ExchangeRequest message) {
    if (!message.hasHello() || this == SAME) {
      return message;
    }
    Hello.Builder hello = message.getHello().toBuilder();
    switch (this) {
      case OLD_HEADQUARTERS -> {
        if (hello.getEarlierLogsCount() > 0) {
          hello.setUnknownFields(
              UnknownFieldSet.newBuilder()
                  .addField(UNKNOWN_FIELD, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                  .build());
        }
      }
      case OLD_LAPTOP -> {
        List<Cursor> known =
            hello.getCursorsList().stream()
                .filter(it -> it.getKind() != ReferenceKind.REFERENCE_KIND_PREVIOUS)
                .toList();
        hello.clearCursors().addAllCursors(known);
      }
      case FOREIGN_LAPTOP -> hello.setProtocol(Laptop.PROTOCOL + 1);
      case SAME -> {}
    }
    return message.toBuilder().setHello(hello).build();
  }

  ExchangeResponse down(ExchangeResponse message) {
    if (!message.hasCurrent() || this == SAME) {
      return message;
    }
    var current = message.getCurrent().toBuilder();
    if (this == OLD_LAPTOP) {
      current.clearLogs();
    }
    current.getLogsBuilderList().forEach(LogEnd.Builder::clearRevision);
    return message.toBuilder().setCurrent(current).build();
  }
}
