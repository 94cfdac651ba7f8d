package retex.server.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.contract.Entry;
import retex.contract.UnitRef;
import retex.refusal.RefusedException;
import retex.server.record.SomeEntries;
import retex.server.redaction.Redactions;
import retex.server.review.Reviews;

/** What is in conflict reaches no feedback, neither its words nor its figures. */
class ConflictHeldBackTest {

  @TempDir Path folder;
  private SomeWorld world;

  @BeforeEach
  void open() {
    world = new SomeWorld(folder);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void a_proposal_that_was_made_before_is_not_released_and_a_new_one_is_without_the_record() {
    Entry read = world.evaluated("U-A1", 1);
    world.evaluated("U-B1", 3);
    Release before = world.proposed();
    assertThat(SomeWorld.all(before)).contains("Battalion A1", "Battalion B1");

    world.arrive(new SomeEntries().edit(read, SomeEntries.anEvaluation(UnitRef.coded("U-A1"), 4)));

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> world.approved(before))
        .satisfies(it -> assertThat(it.refusal().code()).isEqualTo(ReleaseRefusal.RELEASE_STALE));
    assertThat(SomeWorld.all(world.proposed()))
        .contains("Battalion B1")
        .doesNotContain("Battalion A1");
    assertThat(world.bean(Redactions.class).cleared())
        .noneMatch(it -> it.record().record().equals(read.revision().record()));
    assertThat(world.bean(Reviews.class).accepted())
        .noneMatch(it -> it.record().equals(read.revision().record()));
  }
}
