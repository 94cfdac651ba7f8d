package retex.agent.team;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/** A colleague's card, and whether two people compared its fingerprint (1) or not (0). */
@MappedEntity("team_device")
record DeviceRow(@Id String device, String card, int compared) {

  /** Without the name in the card. */
  @Override
  public String toString() {
    return "DeviceRow[" + device + "]";
  }
}
