package retex.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import retex.contract.DeviceKey;
import retex.proto.sync.v1.ExchangeRequest;
import retex.proto.sync.v1.ExchangeResponse;

/** Much comes down over a link that takes one message at a time, while records go up. */
class TellingTest {

  private static final int LETTERS = 40; // of 10 kB: ten messages

  private final SomeSides sides = new SomeSides(DeviceKey.generate(new SecureRandom()));
  private final Queue<ExchangeRequest> up = new ArrayDeque<>();
  private final List<ExchangeResponse> down = new ArrayList<>();
  private boolean room;

  @Test
  void what_goes_up_is_taken_and_acknowledged_while_most_waits_to_come_down() {
    sides.write(1);
    sides.synchronise();
    for (int i = 0; i < LETTERS; i++) {
      sides.judge(0, "r".repeat(10_000));
    }
    sides.write(3);

    try (var there =
            new Headquarters(
                sides.store().key().device(),
                sides.headquarters(),
                sides.outbox(),
                message -> {
                  down.add(message);
                  room = false;
                },
                () -> {},
                () -> room);
        var here = new Laptop(sides.store(), sides.inbox(), up::add, () -> {}, () -> 0, 0)) {
      here.begin(false, false);
      room = true;
      while (!up.isEmpty()) {
        there.heard(up.remove());
      }

      assertThat(sides.headquartersLog()).hasSize(4);
      assertThat(down)
          .extracting(ExchangeResponse::getMessageCase)
          .containsExactly(
              ExchangeResponse.MessageCase.LETTERS, ExchangeResponse.MessageCase.ACKNOWLEDGED);

      while (down.stream().noneMatch(ExchangeResponse::hasCurrent)) {
        room = true;
        there.goOn();
      }

      assertThat(down.stream().mapToInt(it -> it.getLetters().getLettersCount()).sum())
          .isEqualTo(LETTERS);
    }
  }
}
