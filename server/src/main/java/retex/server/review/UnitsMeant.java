package retex.server.review;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import retex.contract.EvaluationBuilder;
import retex.contract.Payload;
import retex.contract.RecordId;
import retex.contract.TrainerNoteBuilder;
import retex.contract.UnitCode;
import retex.contract.UnitRef;
import retex.server.catalogue.Catalogue;
import retex.server.catalogue.Unit;
import retex.server.record.StoredRecord;

/** Which unit of the catalogue a record is about: by its code, or as a reviewer said. */
@Singleton
final class UnitsMeant {

  private final UnitMappings mappings;
  private final Catalogue catalogue;

  UnitsMeant(UnitMappings mappings, Catalogue catalogue) {
    this.mappings = mappings;
    this.catalogue = catalogue;
  }

  Optional<UnitCode> of(StoredRecord record) {
    return byCode(record.unit())
        .or(() -> mappings.findById(record.id().toString()).flatMap(it -> mapped(it, record)));
  }

  /** The same for many records. */
  Map<RecordId, UnitCode> of(Iterable<StoredRecord> records) {
    Map<String, UnitMapping> all =
        mappings.findAll().stream().collect(Collectors.toMap(UnitMapping::record, it -> it));
    var out = new java.util.HashMap<RecordId, UnitCode>();
    for (StoredRecord record : records) {
      byCode(record.unit())
          .or(
              () ->
                  Optional.ofNullable(all.get(record.id().toString()))
                      .flatMap(it -> mapped(it, record)))
          .ifPresent(unit -> out.put(record.id(), unit));
    }
    return out;
  }

  /** Whether the unit is named by a code that the catalogue has. */
  Optional<UnitCode> byCode(UnitRef unit) {
    return unit.isCoded()
        ? catalogue.unit(new UnitCode(unit.code())).map(Unit::code)
        : Optional.empty();
  }

  /** The unit as it was written, in one line: a mapping holds only while this stays the same. */
  static String written(UnitRef unit) {
    return String.join("\n", unit.code(), unit.name(), unit.type(), unit.state(), unit.mission());
  }

  /** The payload with the unit named by its code. */
  static Payload naming(UnitCode unit, Payload payload) {
    var ref = UnitRef.coded(unit.value());
    return payload.fold(
        it -> EvaluationBuilder.builder(it).unit(ref).build(),
        it -> TrainerNoteBuilder.builder(it).unit(ref).build(),
        withdrawal -> (Payload) withdrawal);
  }

  private Optional<UnitCode> mapped(UnitMapping mapping, StoredRecord record) {
    return mapping.written().equals(written(record.unit()))
        ? catalogue.unit(new UnitCode(mapping.unit())).map(Unit::code)
        : Optional.empty();
  }
}
