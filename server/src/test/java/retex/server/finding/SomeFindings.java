package retex.server.finding;

import io.micronaut.context.ApplicationContext;
import retex.contract.RecordId;
import retex.contract.RevisionId;

/** An officer who accepts whatever is proposed. */
public final class SomeFindings {

  private SomeFindings() {}

  public static int accepted(ApplicationContext context, RecordId record, RevisionId revision) {
    return context.getBean(Findings.class).acceptAll(record, revision, 0, "olaf");
  }

  /** And then rejects all of it. */
  public static void rejected(ApplicationContext context, RecordId record, RevisionId revision) {
    Findings findings = context.getBean(Findings.class);
    findings
        .entries(findings.find(record))
        .forEach(it -> findings.reject(record, revision, it.key(), "olaf"));
  }
}
