package retex.server.finding;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/**
 * What an officer made of one finding. The last one of a key counts. Holds codes and places, never
 * a word of the remark. {@code inBulk}: 1 where it was accepted together with others, else 0.
 */
@MappedEntity("finding_decision")
record DecisionRow(
    @Id String id,
    String record,
    String revision,
    String place,
    String field,
    int startAt,
    int endAt,
    String skill,
    String judgement,
    String cause,
    String remedy,
    String action,
    int inBulk,
    String actor,
    long at) {}
