package retex.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import retex.exchange.LaptopAction.SendBatch;

class LaptopStateTest {

  private static final int ENTRY = 140; // bytes
  private static final long TIP = 6_000;

  @Test
  void what_headquarters_had_already_does_not_hold_up_what_follows() {
    LaptopState.Step step = LaptopState.begin(LaptopState.Mode.STAYS, TIP, 0, Pace.UNKNOWN);
    List<Long> ends = new ArrayList<>();
    for (var next = batches(step); !next.isEmpty(); next = batches(step)) {
      SendBatch batch = next.get(0);
      ends.add(batch.first() + batch.atMost() - 1);
      step = step.state().sent(batch.first(), batch.atMost(), batch.atMost() * ENTRY, 0);
    }
    step = step.state().resumed(5_000, LaptopState.Comparison.SAME);
    assertThat(batches(step)).as("64 KiB are under way").isEmpty();

    boolean goesOn = false;
    for (long end : ends) {
      step = step.state().acknowledged(end, 700);
      goesOn |= batches(step).stream().anyMatch(it -> it.first() == 5_001);
    }

    assertThat(goesOn).isTrue();
  }

  private static List<SendBatch> batches(LaptopState.Step step) {
    return step.actions().stream()
        .filter(SendBatch.class::isInstance)
        .map(SendBatch.class::cast)
        .toList();
  }
}
