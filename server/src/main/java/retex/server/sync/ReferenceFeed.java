package retex.server.sync;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import retex.proto.sync.v1.InstrumentFile;
import retex.proto.sync.v1.Reference;
import retex.proto.sync.v1.ReferenceContent;
import retex.proto.sync.v1.ReferenceKind;
import retex.proto.sync.v1.Rotation;
import retex.proto.sync.v1.Unit;
import retex.server.catalogue.Catalogue;
import retex.wire.FrameEncoder;

/** Reference data as changes since what a laptop holds. Safe for use by several threads. */
@Singleton
final class ReferenceFeed {

  private final Catalogue catalogue;
  private final CursorRows cursors;
  private final TransactionOperations<Connection> transactions;
  private volatile Now now = new Now(-1, Map.of());

  ReferenceFeed(
      Catalogue catalogue, CursorRows cursors, TransactionOperations<Connection> transactions) {
    this.catalogue = catalogue;
    this.cursors = cursors;
    this.transactions = transactions;
  }

  /** Version of the catalogue: where it is the same, {@link #since} says nothing new. */
  long version() {
    return catalogue.reference().version();
  }

  /** What changed of {@code kind} since a cursor (empty: everything); empty where nothing did. */
  Optional<Reference> since(ReferenceKind kind, ByteString cursor, FrameEncoder frames) {
    Pieces pieces = pieces(kind);
    ByteString to = ByteString.copyFrom(pieces.cursor());
    if (to.equals(cursor)) {
      return Optional.empty();
    }
    String name = kind.name().replace("REFERENCE_KIND_", "");
    String at = Pieces.hex(pieces.cursor());
    Optional<CursorRow> held =
        transactions.executeWrite(
            status -> {
              cursors.keep(name, at, pieces.lines());
              return cursors.find(name, Pieces.hex(cursor.toByteArray()));
            });
    String lines = held.map(CursorRow::items).orElse("");
    var content = ReferenceContent.newBuilder().addAllRemoved(pieces.goneSince(lines));
    for (Message piece : pieces.newSince(lines)) {
      if (piece instanceof Unit unit) {
        content.addUnits(unit);
      } else {
        content.addInstruments((InstrumentFile) piece);
      }
    }
    return Optional.of(
        Reference.newBuilder()
            .setKind(kind)
            .setFrom(held.isPresent() ? cursor : ByteString.EMPTY)
            .setTo(to)
            .setFrame(ByteString.copyFrom(frames.frame(content.build().toByteArray())))
            .build());
  }

  private Pieces pieces(ReferenceKind kind) {
    var reference = catalogue.reference();
    Now held = now;
    if (held.version() != reference.version()) {
      held = new Now(reference.version(), read(reference));
      now = held;
    }
    return held.pieces().getOrDefault(kind, new Pieces(Map.of()));
  }

  private static Map<ReferenceKind, Pieces> read(retex.server.catalogue.Reference reference) {
    var files = new HashMap<String, InstrumentFile>();
    reference
        .instruments()
        .forEach(
            (ref, text) ->
                files.put(
                    ref, InstrumentFile.newBuilder().setReference(ref).setText(text).build()));
    var units = new HashMap<String, Unit.Builder>();
    for (retex.server.catalogue.Unit unit : reference.units()) {
      units.put(unit.code().value(), unit(unit));
    }
    for (retex.server.catalogue.Rotation rotation : reference.rotations()) {
      Unit.Builder unit = units.get(rotation.unit().value());
      if (unit != null) {
        unit.addRotations(rotation(rotation));
      }
    }
    var built = new HashMap<String, Unit>();
    units.forEach((code, unit) -> built.put(code, unit.build()));
    var all = new EnumMap<ReferenceKind, Pieces>(ReferenceKind.class);
    all.put(ReferenceKind.REFERENCE_KIND_INSTRUMENT, new Pieces(files));
    all.put(ReferenceKind.REFERENCE_KIND_UNIT, new Pieces(built));
    return all;
  }

  private static Unit.Builder unit(retex.server.catalogue.Unit unit) {
    return Unit.newBuilder()
        .setCode(unit.code().value())
        .setType(unit.type().value())
        .setState(unit.state().value())
        .setMission(unit.mission())
        .addAllNames(unit.names());
  }

  private static Rotation rotation(retex.server.catalogue.Rotation rotation) {
    return Rotation.newBuilder()
        .setCode(rotation.code().value())
        .setFromDay(rotation.from().toEpochDay())
        .setToDay(rotation.to().toEpochDay())
        .build();
  }

  /** The pieces of one version of the catalogue. */
  private record Now(long version, Map<ReferenceKind, Pieces> pieces) {}
}
