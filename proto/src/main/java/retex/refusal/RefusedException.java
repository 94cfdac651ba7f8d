package retex.refusal;

/**
 * Ends a call that was refused. Has no stack trace and no content: a refusal is an answer, not a
 * bug.
 */
public final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;

  public RefusedException(Refusal refusal) {
    super(refusal.toString(), null, false, false);
    this.refusal = refusal;
  }

  /** What was refused, and where. */
  public Refusal refusal() {
    return refusal;
  }
}
