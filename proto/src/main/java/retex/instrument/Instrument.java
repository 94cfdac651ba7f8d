package retex.instrument;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An evaluation form. {@code scale} has a text for {@code "1"} to {@code "4"} and {@code "NO"} (not
 * observed). Immutable.
 */
public record Instrument(
    InstrumentRef ref,
    UnitType appliesTo,
    LocalText title,
    Map<String, LocalText> scale,
    List<Area> areas,
    List<NarrativeField> narrative) {

  public Instrument {
    scale = Map.copyOf(scale);
    areas = List.copyOf(areas);
    narrative = List.copyOf(narrative);
  }

  /** All criteria in the order of the form. */
  public List<Criterion> criteria() {
    return areas.stream().flatMap(area -> area.criteria().stream()).toList();
  }

  /** The words of a rating: {@code "1"} to {@code "4"}, or {@code "NO"}. */
  public LocalText rating(String rating) {
    LocalText words = scale.get(rating);
    if (words == null) {
      throw InstrumentRefusal.RATING_OUT_OF_SCALE.at("scale").asException();
    }
    return words;
  }

  public Optional<Criterion> criterion(CriterionCode code) {
    return criteria().stream().filter(criterion -> criterion.code().equals(code)).findFirst();
  }
}
