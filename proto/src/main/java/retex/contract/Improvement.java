package retex.contract;

import java.time.LocalDate;
import retex.instrument.CriterionCode;

/**
 * What was agreed to improve after a low rating: what is to be done, who sees to it (may be empty),
 * by when. Never released.
 */
public record Improvement(CriterionCode criterion, String action, String owner, LocalDate due) {

  /** Without content. */
  @Override
  public String toString() {
    return "Improvement[" + criterion + "]";
  }
}
