package retex.server.sync;

import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import retex.exchange.Pieces;
import retex.proto.sync.v1.InstrumentFile;
import retex.proto.sync.v1.Rotation;
import retex.proto.sync.v1.Unit;
import retex.server.catalogue.Catalogue;
import retex.server.catalogue.Reference;

/** Instruments and units of the catalogue for laptops. Safe for use by several threads. */
@Singleton
final class ReferenceFeed {

  private final Catalogue catalogue;
  private volatile Now now = new Now(-1, new Pieces(Map.of()), new ConcurrentHashMap<>());

  ReferenceFeed(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** Where it is the same, the pieces are. */
  long version() {
    return catalogue.version();
  }

  Pieces instruments() {
    return now().instruments();
  }

  /** Units of a mission, and those of none; for a laptop of no mission (empty) the latter alone. */
  Pieces units(String mission) {
    return now()
        .units()
        .computeIfAbsent(mission, it -> new Pieces(units(catalogue.reference(), it)));
  }

  private Now now() {
    Reference reference = catalogue.reference();
    Now held = now;
    if (held.version() != reference.version()) {
      held =
          new Now(
              reference.version(), new Pieces(instruments(reference)), new ConcurrentHashMap<>());
      now = held;
    }
    return held;
  }

  private static Map<String, InstrumentFile> instruments(Reference reference) {
    var files = new HashMap<String, InstrumentFile>();
    reference
        .instruments()
        .forEach(
            (ref, text) ->
                files.put(
                    ref, InstrumentFile.newBuilder().setReference(ref).setText(text).build()));
    return files;
  }

  private static Map<String, Unit> units(Reference reference, String mission) {
    var units = new HashMap<String, Unit.Builder>();
    for (retex.server.catalogue.Unit unit : reference.units()) {
      if (unit.mission().isEmpty() || unit.mission().equals(mission)) {
        units.put(unit.code().value(), unit(unit));
      }
    }
    for (retex.server.catalogue.Rotation rotation : reference.rotations()) {
      Unit.Builder unit = units.get(rotation.unit().value());
      if (unit != null) {
        unit.addRotations(rotation(rotation));
      }
    }
    var built = new HashMap<String, Unit>();
    units.forEach((code, unit) -> built.put(code, unit.build()));
    return built;
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

  /** The pieces of one version of the catalogue; units by the laptop's mission. */
  private record Now(long version, Pieces instruments, Map<String, Pieces> units) {}
}
