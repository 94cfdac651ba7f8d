package retex.instrument;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An evaluation form. {@code languages}: those in which every text of it exists, English first.
 * {@code scale} has a text for {@code "1"} to {@code "4"} and {@code "NO"} (not observed).
 * Immutable.
 */
public record Instrument(
    InstrumentRef ref,
    UnitType appliesTo,
    List<String> languages,
    LocalText title,
    Map<String, LocalText> scale,
    List<Area> areas,
    List<NarrativeField> narrative) {

  public Instrument {
    languages = List.copyOf(languages);
    scale = Map.copyOf(scale);
    areas = List.copyOf(areas);
    narrative = List.copyOf(narrative);
  }

  /** What it is called and for which units it is made. */
  public Heading heading() {
    return new Heading(ref, appliesTo, title);
  }

  /** All criteria in the order of the form; those of a repeated area once, as written. */
  public List<Criterion> criteria() {
    return areas.stream().flatMap(area -> area.criteria().stream()).toList();
  }

  /** Every criterion that these answers make a question, those of a repeated area for each item. */
  public List<Criterion> asked(Map<CriterionCode, Answer> answers) {
    return areas.stream().flatMap(area -> area.asked(area.items(answers)).stream()).toList();
  }

  /**
   * The answers that count: those to criteria that are asked. What was answered before another
   * answer made it beside the point counts for nothing, neither itself nor in conditions.
   */
  public Map<CriterionCode, Answer> relevant(Map<CriterionCode, Answer> answers) {
    Map<CriterionCode, Answer> kept = new HashMap<>(2 * answers.size());
    for (Area area : areas) {
      for (Criterion criterion : area.asked(area.items(answers))) {
        Answer answer = answers.get(criterion.code());
        if (answer != null && criterion.isRelevant(kept)) {
          kept.put(criterion.code(), answer);
        }
      }
    }
    return kept;
  }

  /** The words of a rating: {@code "1"} to {@code "4"}, or {@code "NO"}. */
  public LocalText rating(String rating) {
    LocalText words = scale.get(rating);
    if (words == null) {
      throw InstrumentRefusal.RATING_OUT_OF_SCALE.at("scale").asException();
    }
    return words;
  }

  /** The criterion of a code, also of one item of a repeated area. */
  public Optional<Criterion> criterion(CriterionCode code) {
    for (Area area : areas) {
      List<Criterion> questions =
          area.repeat().isEmpty()
              ? area.criteria()
              : code.item().map(it -> area.item(it.number())).orElse(List.of());
      for (Criterion criterion : questions) {
        if (criterion.code().equals(code)) {
          return Optional.of(criterion);
        }
      }
    }
    return Optional.empty();
  }
}
