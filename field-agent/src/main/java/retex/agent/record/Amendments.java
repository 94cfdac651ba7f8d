package retex.agent.record;

import java.util.List;
import retex.contract.Entry;
import retex.contract.Evaluation;

/**
 * What a change of a signed record needs: a reason. A sign-off of the same content is no change.
 */
public final class Amendments {

  private Amendments() {}

  /** Whether any revision of a record was signed. */
  public static boolean isSigned(List<Entry> revisions) {
    return revisions.stream()
        .anyMatch(
            entry ->
                entry.payload().fold(it -> !it.signOffs().isEmpty(), note -> false, gone -> false));
  }

  static boolean isUnexplained(Evaluation evaluation) {
    return evaluation.signOffs().isEmpty() && evaluation.amendment().isBlank();
  }
}
