package retex.server.sync;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.Optional;
import retex.proto.sync.v1.InstrumentFile;
import retex.proto.sync.v1.PreviousEvaluation;
import retex.proto.sync.v1.Reference;
import retex.proto.sync.v1.ReferenceContent;
import retex.proto.sync.v1.ReferenceKind;
import retex.proto.sync.v1.RevisionElsewhere;
import retex.proto.sync.v1.Unit;
import retex.wire.FrameEncoder;

/**
 * Pieces of one kind as changes since what a laptop holds, message by message; what each cursor
 * stands for is kept. Safe for use by several threads.
 */
@Singleton
final class Changes {

  private static final long CONTENT = 32 << 10; // bytes a message, so that a cut costs no more

  static final int KEPT = 5_000; // cursors of a kind: months of them, as units are a few hundred

  /** Said by a laptop that knows a kind and holds nothing of it (sync_service.proto, Cursor). */
  private static final ByteString NOTHING_HELD = ByteString.copyFrom(new byte[8]);

  private final CursorRows cursors;
  private final TransactionOperations<Connection> transactions;

  Changes(CursorRows cursors, TransactionOperations<Connection> transactions) {
    this.cursors = cursors;
    this.transactions = transactions;
  }

  /** The next message for a laptop with this cursor (empty: it has none); empty if it has all. */
  Optional<Reference> since(
      ReferenceKind kind, Pieces pieces, ByteString cursor, FrameEncoder frames) {
    boolean isNothing = pieces.isEmpty() && cursor.equals(NOTHING_HELD);
    if (isNothing || cursor.equals(ByteString.copyFrom(pieces.all().cursor()))) {
      return Optional.empty();
    }
    String name = kind.name().replace("REFERENCE_KIND_", "");
    Optional<CursorRow> known = cursors.find(name, Pieces.hex(cursor.toByteArray()));
    var held = known.map(it -> Pieces.Held.parse(it.items())).orElse(Pieces.Held.NOTHING);
    Pieces.Step step = pieces.next(held, atMost(kind));
    byte[] to = step.after().cursor();
    keep(name, Pieces.hex(to), step.after());
    return Optional.of(
        Reference.newBuilder()
            .setKind(kind)
            .setFrom(known.isPresent() ? cursor : ByteString.EMPTY)
            .setTo(ByteString.copyFrom(to))
            .setFrame(ByteString.copyFrom(frames.frame(content(step).toByteArray())))
            .build());
  }

  /** A laptop whose cursor is too old to be among them is sent everything once more. */
  private void keep(String kind, String at, Pieces.Held after) {
    if (cursors.find(kind, at).isEmpty()) {
      transactions.executeWrite(
          status -> {
            cursors.keep(kind, at, after.lines());
            return cursors.trim(kind, KEPT);
          });
    }
  }

  /** Forms depend on each other, and a list of units is small: these two come whole. */
  private static long atMost(ReferenceKind kind) {
    return switch (kind) {
      case REFERENCE_KIND_INSTRUMENT, REFERENCE_KIND_UNIT -> Long.MAX_VALUE;
      case REFERENCE_KIND_PREVIOUS,
          REFERENCE_KIND_REVISION,
          REFERENCE_KIND_UNSPECIFIED,
          UNRECOGNIZED ->
          CONTENT;
    };
  }

  private static ReferenceContent content(Pieces.Step step) {
    var content = ReferenceContent.newBuilder().addAllRemoved(step.gone());
    for (Message piece : step.changed()) {
      if (piece instanceof Unit unit) {
        content.addUnits(unit);
      } else if (piece instanceof PreviousEvaluation previous) {
        content.addPrevious(previous);
      } else if (piece instanceof RevisionElsewhere revision) {
        content.addRevisions(revision);
      } else {
        content.addInstruments((InstrumentFile) piece);
      }
    }
    return content.build();
  }
}
