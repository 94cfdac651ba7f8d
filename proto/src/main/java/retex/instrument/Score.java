package retex.instrument;

import java.util.List;
import java.util.OptionalDouble;

/**
 * An evaluation's score on the scale 1 to 4, beside the count it rests on. {@code unit} is empty
 * where nothing was observed; {@code capped} says that a rating of 1 in a topic critical to
 * security holds it at 2.
 */
public record Score(OptionalDouble unit, boolean capped, List<AreaScore> areas) {

  public Score {
    areas = List.copyOf(areas);
  }

  /** Criteria rated, over all areas. */
  public int observed() {
    return areas.stream().mapToInt(AreaScore::observed).sum();
  }

  /** Rateable criteria, over all areas. */
  public int asked() {
    return areas.stream().mapToInt(AreaScore::asked).sum();
  }

  /** One area: the mean of what was observed, how many were, and how many could have been. */
  public record AreaScore(Area area, OptionalDouble mean, int observed, int asked) {}
}
