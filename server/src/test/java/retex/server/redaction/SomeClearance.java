package retex.server.redaction;

import io.micronaut.context.ApplicationContext;
import retex.contract.RecordId;
import retex.contract.RevisionId;

/** An officer's clearance of an accepted record, as the desk gives it. */
public final class SomeClearance {

  private SomeClearance() {}

  public static void of(ApplicationContext context, RecordId record, RevisionId revision) {
    context.getBean(Redactions.class).clear(record, revision, "olaf");
  }
}
