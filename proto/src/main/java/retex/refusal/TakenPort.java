package retex.refusal;

import java.net.BindException;

/** How a server says that it could not listen, whichever library opened the port for it. */
public final class TakenPort {

  private TakenPort() {}

  /** Whether that is why it did not start: the port is another program's, or not for this user. */
  public static boolean isMeant(Throwable failed) {
    Throwable at = failed;
    while (at != null && !(at instanceof BindException)) {
      at = at.getCause();
    }
    return at != null;
  }
}
