package retex.server.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.contract.Entry;
import retex.contract.RecordId;
import retex.contract.UnitRef;
import retex.server.SomeOldStore;
import retex.server.SomeStore;

/** Stores that an older program wrote. */
class OldStoreTest {

  private static final Instant NOW = Instant.parse("2026-02-11T10:00:00Z");

  @TempDir private Path folder;
  @TempDir private Path old;
  private final SomeEntries here = new SomeEntries();
  private final SomeEntries copy = new SomeEntries();

  @Test
  void a_conflict_from_before_there_was_a_mark_is_seen_after_the_upgrade() throws Exception {
    UnitRef unit = UnitRef.coded("U-001");
    Entry first = here.evaluation(unit);
    Entry ours = here.edit(first, SomeEntries.anEvaluation(unit, 2));
    Entry theirs = copy.edit(first, SomeEntries.anEvaluation(unit, 1));
    RecordId record = first.revision().record();
    try (ApplicationContext server = SomeStore.in(folder)) {
      for (Entry it : List.of(first, ours, theirs)) {
        server.getBean(Revisions.class).append(List.of(new Arrival(it, List.of())), NOW);
      }
    }
    SomeOldStore.upTo("052", folder, old);

    try (ApplicationContext server = SomeStore.in(old)) {
      assertThat(server.getBean(Records.class).find(record).orElseThrow().heads())
          .containsExactly(ours.revision().id(), theirs.revision().id());
      assertThat(server.getBean(Elsewhere.class).of(here.log())).containsExactly(theirs);
    }
  }
}
