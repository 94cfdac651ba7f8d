package retex.server.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static retex.server.release.ReleaseRefusal.RELEASE_STALE;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.refusal.RefusedException;
import retex.server.catalogue.ProviderCode;

class SinceTest {

  @TempDir Path folder;
  private SomeWorld world;

  @BeforeEach
  void open() {
    world = new SomeWorld(folder);
    world.evaluated("U-A1", 2);
    world.evaluated("U-B1", 2);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void the_first_document_has_none_before_it() {
    Release first = world.proposed();

    assertThat(world.releases().since(first)).isEmpty();
  }

  @Test
  void an_officer_sees_that_exactly_one_unit_is_gone() {
    world.released();
    world.moveTo("2026-11-03");
    world.consent("B", "2025-01-01", "2026-11-02");

    Since since = world.releases().since(world.proposed()).orElseThrow();

    assertThat(since.unitsGone()).containsExactly("Battalion B1");
    assertThat(since.unitsNew()).isEmpty();
    assertThat(since.textsGone()).contains("Battalion B1");
  }

  @Test
  void and_which_unit_is_new() {
    world.released();
    world.moveTo("2026-11-03");
    world.evaluated("U-C1", 2);

    Since since = world.releases().since(world.proposed()).orElseThrow();

    assertThat(since.unitsNew()).containsExactly("Battalion C1");
    assertThat(since.unitsGone()).isEmpty();
  }

  @Test
  void what_says_the_same_has_no_text_gone_or_new_and_another_s_or_a_refused_one_is_not_compared() {
    Release refused = world.proposed();
    world.releases().refuse(refused.id(), "Wait.", SomeWorld.NORA);
    assertThat(world.releases().since(world.proposed())).isEmpty();
    world.released();
    world.moveTo("2026-11-03");

    Since since = world.releases().since(world.proposed()).orElseThrow();

    assertThat(since.textsGone()).isEmpty();
    assertThat(since.textsNew()).isEmpty();
    assertThat(world.releases().all())
        .extracting(Release::provider)
        .containsOnly(new ProviderCode("P-NOR"));
  }

  @Test
  void a_document_in_another_language_is_compared_by_what_it_says() {
    world.released();
    world.moveTo("2026-11-03");
    Release same = french();
    assertThat(world.releases().since(same).orElseThrow().language()).isEqualTo("en");
    assertThat(world.releases().since(same).orElseThrow().textsGone()).isEmpty();
    assertThat(world.releases().since(same).orElseThrow().textsNew()).isEmpty();

    world.evaluated("U-C1", 2);
    Since since = world.releases().since(french()).orElseThrow();

    assertThat(since.unitsNew()).containsExactly("Battalion C1");
    assertThat(since.textsNew()).contains("Battalion C1");
    assertThat(since.onlyUnits()).isFalse();
  }

  @Test
  void what_was_given_after_it_was_proposed_is_the_one_before_it() {
    Release proposed = world.proposed();
    world.evaluated("U-C1", 2);
    world.released();

    Since since = world.releases().since(proposed).orElseThrow();

    assertThat(since.unitsGone()).containsExactly("Battalion C1");
  }

  @Test
  void of_what_was_released_in_another_language_units_alone_are_compared() {
    world.released();
    world.moveTo("2026-11-03");
    world.evaluated("U-C1", 2);
    Release french = french();
    Release out = world.approved(french);

    Since since = world.releases().since(out).orElseThrow();

    assertThat(since.onlyUnits()).isTrue();
    assertThat(since.unitsNew()).containsExactly("Battalion C1");
    assertThat(since.textsNew()).isEmpty();
  }

  @Test
  void what_was_read_beside_another_document_than_the_last_is_not_released() {
    Release read = world.proposed();
    Release given = world.approved(french());

    refused(RELEASE_STALE, () -> approve(read, ""));
    refused(RELEASE_STALE, () -> approve(read, read.id()));

    assertThat(approve(read, given.id()).state()).isEqualTo(ReleaseState.APPROVED);
  }

  private Release approve(Release it, String since) {
    return world.releases().approve(it.id(), it.contentHash(), since, SomeWorld.NORA);
  }

  private static void refused(ReleaseRefusal code, Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            RefusedException.class, it -> assertThat(it.refusal().code()).isEqualTo(code));
  }

  private Release french() {
    return world.releases().propose(SomeWorld.NOR, "fr", Terms.NONE, SomeWorld.OLAF);
  }
}
