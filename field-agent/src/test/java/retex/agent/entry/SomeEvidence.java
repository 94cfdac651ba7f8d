package retex.agent.entry;

import io.micronaut.context.ApplicationContext;

/** Photographs of a draft, added and taken away as its pages do. */
public final class SomeEvidence {

  private final Evidence evidence;

  private SomeEvidence(Evidence evidence) {
    this.evidence = evidence;
  }

  public static SomeEvidence of(ApplicationContext laptop) {
    return new SomeEvidence(laptop.getBean(Evidence.class));
  }

  /** Answers the hash of the copy. */
  public String add(String draft, String criterion, byte[] file) {
    return evidence.add(draft, criterion, file).hash();
  }

  public void caption(String draft, String criterion, String hash, String caption) {
    evidence.caption(draft, criterion, hash, caption);
  }

  public void remove(String draft, String criterion, String hash) {
    evidence.remove(draft, criterion, hash);
  }
}
