package retex.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Both sides' real code under simulated links, disks and clocks: nothing acknowledged is lost,
 * nothing is stored twice, order per log holds, and both sides agree when the link returns. A seed
 * that fails runs alone with {@code -Dretex.seed=N}; {@code ./retex test} runs ten thousand.
 */
class SimulationTest {

  private static final long SEEDS = Long.getLong("retex.seeds", 300);

  @Test
  void whatever_happens_both_sides_agree_when_the_link_returns() {
    OptionalLong one =
        Optional.ofNullable(Long.getLong("retex.seed")).stream().mapToLong(it -> it).findFirst();
    LongStream seeds =
        one.isPresent() ? LongStream.of(one.getAsLong()) : LongStream.range(0, SEEDS);

    Optional<String> wrong =
        seeds
            .parallel()
            .mapToObj(seed -> found(seed, Mutation.NONE).map(it -> "seed " + seed + ": " + it))
            .flatMap(Optional::stream)
            .findAny();

    wrong.ifPresent(it -> fail(it + "; run it alone with -Dretex.seed"));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void a_fault_planted_in_the_protocol_is_found(Mutation planted) {
    OptionalLong seed =
        LongStream.range(planted.from(), planted.from() + 2_000)
            .filter(it -> found(it, planted).isPresent())
            .findFirst();

    assertThat(seed).as(planted.name()).isPresent();
  }

  private static Optional<String> found(long seed, Mutation mutation) {
    try (var world = new World(seed, mutation)) {
      return world.run();
    } catch (RuntimeException bug) {
      return Optional.of(bug + " at " + bug.getStackTrace()[0]);
    }
  }
}
