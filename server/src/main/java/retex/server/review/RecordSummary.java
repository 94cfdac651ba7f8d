package retex.server.review;

import io.micronaut.serde.annotation.Serdeable;
import java.util.Locale;
import retex.contract.UnitCode;

/**
 * A record as programs see it. {@code revision} is the newest; {@code unit} the catalogue's code,
 * or what was typed; {@code fault} is why it is kept aside, empty where it is not.
 */
@Serdeable
record RecordSummary(
    String id,
    String revision,
    String device,
    int epoch,
    long number,
    String state,
    String kind,
    String instrument,
    String unit,
    String rotation,
    String reference,
    String fault,
    String receivedAt) {

  static RecordSummary of(Reviewed it) {
    var record = it.record();
    return new RecordSummary(
        record.id().toString(),
        record.current().hex(),
        record.device().hex(),
        record.log().epoch(),
        record.number(),
        it.state().name().toLowerCase(Locale.ROOT),
        record.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        record.instrument().toString(),
        it.unit().map(UnitCode::value).orElse(record.unit().label()),
        record.rotation(),
        record.reference(),
        record.quarantineCode(),
        record.receivedAt().toString());
  }
}
