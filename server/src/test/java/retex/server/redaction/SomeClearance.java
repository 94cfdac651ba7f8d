package retex.server.redaction;

import io.micronaut.context.ApplicationContext;
import retex.contract.RecordId;
import retex.contract.RevisionId;
import retex.server.redaction.engine.Category;

/** An officer's clearance of an accepted record, as the desk gives it. */
public final class SomeClearance {

  private SomeClearance() {}

  public static void of(ApplicationContext context, RecordId record, RevisionId revision) {
    var redactions = context.getBean(Redactions.class);
    String read = redactions.shown(redactions.find(record)).hash();
    redactions.clear(record, revision, read, "olaf");
  }

  /** An officer sees a word that should have been masked, masks it, and clears again. */
  public static void mended(
      ApplicationContext context, RecordId record, RevisionId revision, String field, String word) {
    context
        .getBean(Corrections.class)
        .mask(record, revision, field, word, Category.UNSURE, "Missed.", Scope.PLACE, "nora");
    of(context, record, revision);
  }
}
