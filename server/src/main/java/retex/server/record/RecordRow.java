package retex.server.record;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.LocalDate;
import java.util.List;
import retex.contract.Classification;
import retex.contract.DeviceId;
import retex.contract.LogId;
import retex.contract.Micros;
import retex.contract.RecordId;
import retex.contract.RecordKind;
import retex.contract.RevisionId;
import retex.contract.UnitRef;
import retex.instrument.InstrumentRef;

/** A row of the projection {@code record}. */
@MappedEntity("record")
record RecordRow(
    @Id String id,
    String kind,
    String current,
    String device,
    int epoch,
    long number,
    String author,
    String instrument,
    String unitCode,
    String unitName,
    String unitType,
    String unitState,
    String unitMission,
    String rotation,
    String language,
    String classification,
    long fromDay,
    long toDay,
    String reference,
    long writtenAt,
    long receivedAt,
    int withdrawn,
    String quarantineCode,
    String quarantinePlace,
    int revisions,
    String heads,
    int parted) {

  RecordRow {
    author = Column.of(author);
    unitCode = Column.of(unitCode);
    unitName = Column.of(unitName);
    unitType = Column.of(unitType);
    unitState = Column.of(unitState);
    unitMission = Column.of(unitMission);
    rotation = Column.of(rotation);
    reference = Column.of(reference);
    quarantinePlace = Column.of(quarantinePlace);
  }

  StoredRecord stored() {
    return new StoredRecord(
        RecordId.parse(id),
        RecordKind.valueOf(kind),
        RevisionId.parse(current),
        new LogId(DeviceId.parse(device), epoch),
        number,
        author,
        InstrumentRef.parse(instrument),
        unit(),
        rotation,
        LocalDate.ofEpochDay(fromDay),
        LocalDate.ofEpochDay(toDay),
        language,
        Classification.valueOf(classification),
        reference,
        Micros.instant(writtenAt),
        Micros.instant(receivedAt),
        withdrawn == 1,
        revisions,
        quarantineCode,
        quarantinePlace,
        headIds().stream().map(RevisionId::parse).toList());
  }

  /** Ids of the revisions that no other follows. */
  List<String> headIds() {
    return heads.isEmpty() ? List.of(current) : List.of(heads.split(","));
  }

  private UnitRef unit() {
    return new UnitRef(unitCode, unitName, unitType, unitState, unitMission);
  }
}
