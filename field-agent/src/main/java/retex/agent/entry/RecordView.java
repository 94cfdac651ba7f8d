package retex.agent.entry;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import retex.agent.draft.Draft;
import retex.agent.record.OwnRecord;
import retex.contract.Micros;

/** A record, or a draft, as {@code list --json} prints it. A draft has no revision and number 0. */
@Serdeable
record RecordView(
    String id,
    @Nullable String revision,
    String kind,
    String instrument,
    String unit,
    String state,
    long number,
    String reference,
    String remark,
    String at) {

  static RecordView of(OwnRecord record) {
    return new RecordView(
        record.id().toString(),
        record.revision().hex(),
        kind(record.kind().name()),
        record.instrument().toString(),
        record.unit(),
        record.state().word(),
        record.number(),
        record.reference(),
        record.remark(),
        record.writtenAt().toString());
  }

  static RecordView of(Draft draft, String unit) {
    return new RecordView(
        draft.id(),
        null,
        kind(draft.kind()),
        draft.instrument(),
        unit,
        "draft",
        0,
        "",
        "",
        Micros.instant(draft.changedAt()).toString());
  }

  private static String kind(String name) {
    return name.toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
