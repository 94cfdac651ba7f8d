package retex.instrument;

import static retex.instrument.InstrumentRefusal.RATING_OUT_OF_SCALE;
import static retex.instrument.InstrumentRefusal.REASON_MISSING;
import static retex.instrument.InstrumentRefusal.VALUE_MISSING;

import java.util.function.Function;

/**
 * What an evaluator answered to one criterion: a rating, that it could not be observed, or a value
 * of another kind. Immutable.
 */
public sealed interface Answer {

  CriterionCode criterion();

  /** The evaluator's remark; empty where there is none. */
  String remark();

  /** What was answered in one word: a rating, {@code NO}, or the value given. */
  default String word() {
    return fold(rated -> Integer.toString(rated.rating()), unseen -> "NO", Given::value);
  }

  /** Handles every case: a case added later does not compile until each caller deals with it. */
  <T> T fold(
      Function<Rated, T> ifRated,
      Function<NotObserved, T> ifNotObserved,
      Function<Given, T> ifGiven);

  /** A rating on the instrument's scale, 1 (not able) to 4 (exemplary). */
  record Rated(CriterionCode criterion, int rating, String remark) implements Answer {
    public Rated {
      if (rating < 1 || rating > 4) {
        throw RATING_OUT_OF_SCALE.at(criterion.value()).asException();
      }
    }

    @Override
    public <T> T fold(
        Function<Rated, T> ifRated,
        Function<NotObserved, T> ifNotObserved,
        Function<Given, T> ifGiven) {
      return ifRated.apply(this);
    }
  }

  /** Not observed. A reason is required: a known gap in evidence is a finding, silence is not. */
  record NotObserved(CriterionCode criterion, String reason, String remark) implements Answer {
    public NotObserved {
      if (reason.isBlank()) {
        throw REASON_MISSING.at(criterion.value()).asException();
      }
    }

    public NotObserved(CriterionCode criterion, String reason) {
      this(criterion, reason, "");
    }

    @Override
    public <T> T fold(
        Function<Rated, T> ifRated,
        Function<NotObserved, T> ifNotObserved,
        Function<Given, T> ifGiven) {
      return ifNotObserved.apply(this);
    }
  }

  /**
   * An answer of another kind: {@code yes} or {@code no}, a decimal number, a text, a choice's
   * code.
   */
  record Given(CriterionCode criterion, String value, String remark) implements Answer {
    public Given {
      if (value.isBlank()) {
        throw VALUE_MISSING.at(criterion.value()).asException();
      }
    }

    @Override
    public <T> T fold(
        Function<Rated, T> ifRated,
        Function<NotObserved, T> ifNotObserved,
        Function<Given, T> ifGiven) {
      return ifGiven.apply(this);
    }
  }
}
