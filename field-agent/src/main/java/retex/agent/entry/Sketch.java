package retex.agent.entry;

import java.time.Instant;
import java.util.Set;
import retex.contract.Payload;
import retex.instrument.InstrumentRef;

/**
 * A draft as the record that it would become, for reading alone. {@code open} names the fields that
 * are empty, or cannot be, as the form does ({@code period.from}): what the payload holds there
 * only stands in for them.
 */
public record Sketch(
    Payload payload, InstrumentRef instrument, Instant changedAt, Set<String> open) {

  /** What is read in the place of an answer that is not there. */
  public static final String OPEN = "–";

  public Sketch {
    open = Set.copyOf(open);
  }

  /** Without content. */
  @Override
  public String toString() {
    return "Sketch[" + instrument + "]";
  }
}
