package retex.exchange;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
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
public final class Changes {

  /** Said by a laptop that knows a kind and holds nothing of it (sync_service.proto, Cursor). */
  private static final ByteString NOTHING_HELD = ByteString.copyFrom(new byte[8]);

  /** Not many more, so that a slow link takes one after the other, and a cut costs one. */
  static final int BYTES_A_MESSAGE = 32 << 10;

  /** Thousands of units; well within what a laptop takes (sync_service.proto, Reference). */
  private static final long BYTES_IN_PLACE = 1 << 20;

  private final FeedStore store;
  private final long bytesAMessage;

  public Changes(FeedStore store) {
    this(store, BYTES_A_MESSAGE);
  }

  /** {@code bytesAMessage}: a message is full behind the piece with which it has so many. */
  Changes(FeedStore store, long bytesAMessage) {
    this.store = store;
    this.bytesAMessage = bytesAMessage;
  }

  /** The next message for a laptop with this cursor (empty: it has none); empty if it has all. */
  public Optional<Reference> since(
      ReferenceKind kind, Pieces pieces, ByteString cursor, FrameEncoder frames) {
    boolean isNothing = pieces.isEmpty() && cursor.equals(NOTHING_HELD);
    if (isNothing || cursor.equals(ByteString.copyFrom(pieces.all().cursor()))) {
      return Optional.empty();
    }
    Optional<String> known = store.held(kind, Pieces.hex(cursor.toByteArray()));
    var held = known.map(Pieces.Held::parse).orElse(Pieces.Held.NOTHING);
    boolean replaces = known.isEmpty() && !cursor.isEmpty() && !cursor.equals(NOTHING_HELD);
    Pieces.Step step = pieces.next(held, atMost(kind, replaces));
    byte[] to = step.after().cursor();
    keep(kind, Pieces.hex(to), step.after());
    return Optional.of(
        Reference.newBuilder()
            .setKind(kind)
            .setFrom(known.isPresent() ? cursor : ByteString.EMPTY)
            .setTo(ByteString.copyFrom(to))
            .setFrame(ByteString.copyFrom(frames.frame(content(step).toByteArray())))
            .build());
  }

  private void keep(ReferenceKind kind, String at, Pieces.Held after) {
    if (store.held(kind, at).isEmpty()) {
      store.keep(kind, at, after.lines());
    }
  }

  /**
   * Forms depend on each other: they come whole. So do units that take the place of others, which
   * go with the first message: else a laptop had few until the last came.
   */
  private long atMost(ReferenceKind kind, boolean replaces) {
    return switch (kind) {
      case REFERENCE_KIND_INSTRUMENT -> Long.MAX_VALUE;
      case REFERENCE_KIND_UNIT -> replaces ? BYTES_IN_PLACE : bytesAMessage;
      case REFERENCE_KIND_PREVIOUS,
          REFERENCE_KIND_REVISION,
          REFERENCE_KIND_UNSPECIFIED,
          UNRECOGNIZED ->
          bytesAMessage;
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
