package retex.relay;

/** When headquarters is asked what it has lost, put back from a copy. */
public interface Asking {

  boolean isDue();

  /** It was asked, or there was nothing to ask about. */
  void asked();
}
