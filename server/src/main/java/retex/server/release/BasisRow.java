package retex.server.release;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.LocalDate;

/**
 * One record that a release rests on. Days count from 1970. {@code byUnit}: 1 where it is told by
 * itself to who trained the unit, 0 where in figures alone. {@code unit} is empty for what was
 * proposed before that was kept.
 */
@MappedEntity("release_basis")
record BasisRow(
    @Id String release,
    String record,
    String revision,
    String state,
    long seenOn,
    long consentTo,
    String unit,
    String rotation,
    long seenFrom,
    int byUnit) {

  static BasisRow of(String release, Evidence.Source it, LocalDate consentTo, boolean byUnit) {
    return new BasisRow(
        release,
        it.record(),
        it.revision(),
        it.unit().state().value(),
        it.end().toEpochDay(),
        consentTo.toEpochDay(),
        it.unit().code().value(),
        it.rotation(),
        it.start().toEpochDay(),
        byUnit ? 1 : 0);
  }

  /** Whether it is known of which unit and rotation it is. */
  boolean hasUnit() {
    return !unit.isEmpty();
  }

  boolean isByUnit() {
    return byUnit == 1;
  }
}
