package retex.server.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.refusal.RefusalCode;
import retex.refusal.RefusedException;
import retex.server.SomeStore;
import retex.server.audit.Audit;
import retex.server.policy.engine.PolicyDiff;
import retex.server.policy.engine.PolicyRefusal;

/** One officer writes the next policy, another signs it. */
class DraftsTest {

  private static final String OLAF = "olaf";
  private static final String NORA = "nora";

  @TempDir Path folder;
  private ApplicationContext context;
  private Policies policies;
  private Drafts drafts;

  @BeforeEach
  void open() {
    context = SomeStore.in(folder);
    policies = context.getBean(Policies.class);
    drafts = context.getBean(Drafts.class);
  }

  @AfterEach
  void close() {
    context.close();
  }

  @Test
  void a_draft_changes_nothing_until_a_second_person_has_signed_what_it_changes() {
    DraftRow draft = drafts.write(stricter(), OLAF);
    assertThat(policies.current().id()).isEqualTo("release-3");
    assertThat(drafts.changes(draft))
        .containsExactly(new PolicyDiff.Change("quotations · most", "8", "4"));

    drafts.sign(draft.id(), draft.contentHash(), NORA);

    assertThat(policies.current().id()).isEqualTo("release-4");
    assertThat(policies.current().quotes().most()).isEqualTo(4);
    assertThat(policies.version(4).actor()).isEqualTo(NORA);
    assertThat(drafts.find(draft.id()).isOpen()).isFalse();
    assertThat(context.getBean(Audit.class).latest(9))
        .extracting(it -> it.actor() + " " + it.action())
        .contains("olaf policy.drafted", "nora policy.draft-signed", "nora policy.taken");
  }

  @Test
  void who_wrote_it_does_not_sign_it() {
    DraftRow draft = drafts.write(stricter(), OLAF);

    refused(
        PolicyRefusal.SIGNER_IS_DRAFTER, () -> drafts.sign(draft.id(), draft.contentHash(), OLAF));
    assertThat(policies.current().id()).isEqualTo("release-3");
    assertThat(context.getBean(Audit.class).latest(1))
        .extracting(it -> it.actor() + " " + it.action() + " " + it.subject())
        .containsExactly("olaf policy.refused " + draft.id());
  }

  @Test
  void another_text_than_was_read_is_not_signed_nor_after_another_policy_came_into_force() {
    DraftRow draft = drafts.write(stricter(), OLAF);
    DraftRow other = drafts.write(stricter().replace("most: 4", "most: 3"), OLAF);

    refused(
        PolicyRefusal.POLICY_DRAFT_STALE, () -> drafts.sign(draft.id(), other.contentHash(), NORA));
    drafts.sign(other.id(), other.contentHash(), NORA);
    refused(
        PolicyRefusal.POLICY_DRAFT_STALE, () -> drafts.sign(draft.id(), draft.contentHash(), NORA));
    assertThat(policies.current().quotes().most()).isEqualTo(3);
  }

  @Test
  void a_draft_that_would_not_be_taken_is_not_kept() {
    refused(PolicyRefusal.POLICY_MALFORMED, () -> drafts.write("policy: release", OLAF));
    refused(
        PolicyRefusal.POLICY_UNSAFE,
        () -> drafts.write(drafts.blank().replace("  units: 3 ", "  units: 2 "), OLAF));
    refused(
        PolicyRefusal.POLICY_NOT_NEWER, () -> drafts.write(policies.version(3).content(), OLAF));
    assertThat(drafts.all()).isEmpty();
  }

  @Test
  void a_draft_is_decided_once() {
    DraftRow draft = drafts.write(stricter(), OLAF);
    drafts.drop(draft.id(), OLAF);

    refused(
        PolicyRefusal.POLICY_DRAFT_DECIDED,
        () -> drafts.sign(draft.id(), draft.contentHash(), NORA));
    refused(PolicyRefusal.POLICY_DRAFT_DECIDED, () -> drafts.drop(draft.id(), NORA));
    refused(PolicyRefusal.POLICY_DRAFT_UNKNOWN, () -> drafts.find("none"));
    assertThat(policies.current().id()).isEqualTo("release-3");
  }

  private String stricter() {
    return drafts.blank().replace("most: 8", "most: 4");
  }

  private static void refused(RefusalCode code, Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            RefusedException.class, it -> assertThat(it.refusal().code()).isEqualTo(code));
  }
}
