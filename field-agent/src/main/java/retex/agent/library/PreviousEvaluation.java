package retex.agent.library;

import io.micronaut.serde.annotation.Serdeable;
import java.time.LocalDate;
import java.util.List;

/**
 * What headquarters lets this laptop know of the last accepted evaluation of a unit by a form.
 * Codes as headquarters writes them. {@code withoutWords}: remarks were left out, this laptop's
 * role may not hold them.
 */
@Serdeable
public record PreviousEvaluation(
    String unit,
    String instrument,
    LocalDate ended,
    String record,
    List<Said> answers,
    List<Agreed> improvements,
    boolean withoutWords) {

  public PreviousEvaluation {
    answers = List.copyOf(answers);
    improvements = List.copyOf(improvements);
  }

  /** Its key among all: the unit's code and the form without its version. */
  public static String key(String unit, String instrument) {
    return unit + " " + instrument.split("@", 2)[0];
  }

  String key() {
    return key(unit, instrument);
  }

  /** Without content. */
  @Override
  public String toString() {
    return "PreviousEvaluation[" + record + "]";
  }

  /**
   * {@code rating} is 1 to 4, or 0 for another kind of answer; {@code value} is empty for a rating
   * and where it was not observed; {@code remark} says also why not.
   */
  @Serdeable
  public record Said(String criterion, int rating, String value, String remark) {

    /** What was answered in one word: a rating, NO, or the value. */
    public String word() {
      String other = value.isEmpty() ? "NO" : value;
      return rating > 0 ? Integer.toString(rating) : other;
    }
  }

  /** What was to be improved by when; {@code action} may be empty. */
  @Serdeable
  public record Agreed(String criterion, String action, LocalDate due) {}
}
