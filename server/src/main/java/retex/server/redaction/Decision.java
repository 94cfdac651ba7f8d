package retex.server.redaction;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import retex.contract.Micros;

/**
 * What an officer decided about a place of a revision. {@code content} is the text that stands
 * there and {@code rule} the reason for which it was masked: a decision holds only where both are
 * still so. {@code unit} is the record's. {@code second} is the officer who agreed or declined.
 */
@MappedEntity("redaction_decision")
record Decision(
    @Id String id,
    String record,
    String unit,
    String revision,
    String field,
    Action action,
    int startAt,
    int endAt,
    String content,
    String rule,
    String category,
    String reason,
    String actor,
    long at,
    Standing state,
    String second,
    long secondAt) {

  boolean isAt(Place place) {
    return field.equals(place.field()) && startAt == place.from() && endAt == place.to();
  }

  boolean is(Action action, Standing state) {
    return this.action == action && this.state == state;
  }

  Place place() {
    return new Place(field, startAt, endAt);
  }

  /** The same after an officer undid, agreed or declined it. */
  Decision settled(Standing state, String rule, String second, Instant at) {
    return new Decision(
        id,
        record,
        unit,
        revision,
        field,
        action,
        startAt,
        endAt,
        content,
        rule,
        category,
        reason,
        actor,
        this.at,
        state,
        second,
        Micros.of(at));
  }

  /** Without content. */
  @Override
  public String toString() {
    return "Decision[" + action + ", " + state + "]";
  }
}
