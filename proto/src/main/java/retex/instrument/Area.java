package retex.instrument;

import java.util.List;

/** A group of criteria; its weight counts in the unit's score. */
public record Area(String code, int weight, LocalText title, List<Criterion> criteria) {

  public Area {
    criteria = List.copyOf(criteria);
  }
}
