package retex.agent.record;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/**
 * The current state of one record: a projection of the log and of what headquarters said. {@code
 * fate} is empty until the current revision has been judged.
 */
@MappedEntity("record")
record RecordRow(
    @Id String id,
    String kind,
    String instrument,
    String unit,
    String revision,
    int epoch,
    long number,
    long writtenAt,
    String reference,
    boolean withdrawn,
    String fate,
    String remark) {}
