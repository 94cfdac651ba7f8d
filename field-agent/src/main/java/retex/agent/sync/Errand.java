package retex.agent.sync;

import java.util.function.BooleanSupplier;

/**
 * What else is done on the line once a laptop is current, behind its own records and files.
 * Features bring their own; what fails there is theirs to keep for the next time, and never the
 * synchronisation's.
 */
public interface Errand {

  /**
   * Does it with so many bytes at most, and stops soon where it {@code goesOn} no more: something
   * of this laptop's own waits. It is run again, and the line is closed by the caller.
   */
  void run(Line line, Allowance most, BooleanSupplier goesOn);
}
