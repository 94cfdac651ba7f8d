package retex.instrument;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One question of an instrument. {@code range} and {@code measure} are for numbers (the unit of
 * measure may be empty), {@code choices} for choices.
 */
public record Criterion(
    CriterionCode code,
    CriterionKind kind,
    boolean required,
    Releasable releasable,
    List<TopicCode> topics,
    LocalText text,
    Optional<LocalText> guidance,
    Optional<Condition> when,
    Range range,
    String measure,
    List<Choice> choices) {

  public Criterion {
    topics = List.copyOf(topics);
    choices = List.copyOf(choices);
  }

  /** Limits of a number, inclusive. */
  public record Range(BigDecimal min, BigDecimal max) {

    /** What binds a number that has no limits of its own. */
    public static final Range WIDE =
        new Range(BigDecimal.valueOf(-1_000_000_000L), BigDecimal.valueOf(1_000_000_000L));

    boolean holds(BigDecimal number) {
      return number.compareTo(min) >= 0 && number.compareTo(max) <= 0;
    }
  }

  /** Whether it is asked, given the other answers. */
  public boolean isRelevant(Map<CriterionCode, Answer> answers) {
    return when.map(condition -> condition.isMetBy(answers)).orElse(true);
  }
}
