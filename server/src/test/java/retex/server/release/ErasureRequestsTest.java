package retex.server.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static retex.server.release.SomeWorld.NORA;
import static retex.server.release.SomeWorld.OLAF;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.contract.Entry;
import retex.contract.RecordId;
import retex.refusal.RefusedException;
import retex.server.audit.Audit;
import retex.server.redaction.Redactions;

class ErasureRequestsTest {

  @TempDir Path folder;
  private SomeWorld world;
  private ErasureRequests requests;
  private RecordId record;

  @BeforeEach
  void open() {
    world = new SomeWorld(folder);
    requests = world.bean(ErasureRequests.class);
    Entry entry = world.evaluated("U-A1", 2, SomeWorld.shortfalls("Stand-to is slow at dawn."));
    record = entry.revision().record();
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void it_takes_two_officers() {
    requests.ask(record, " Names a witness. ", OLAF);
    refused(ReleaseRefusal.ERASER_IS_ASKER, () -> requests.confirm(record, OLAF));
    assertThat(world.bean(Redactions.class).cleared()).hasSize(1);

    requests.confirm(record, NORA);

    assertThat(world.bean(Redactions.class).cleared()).isEmpty();
    assertThat(requests.all())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.state()).isEqualTo("done");
              assertThat(it.reason()).isEqualTo("Names a witness.");
              assertThat(it.decider()).isEqualTo(NORA);
            });
    assertThat(world.bean(Audit.class).latest(9))
        .extracting(it -> it.action())
        .contains("record.erasure-asked", "record.erased");
  }

  @Test
  void it_needs_a_reason_a_record_and_no_other_request() {
    refused(ReleaseRefusal.REASON_NEEDED, () -> requests.ask(record, " ", OLAF));
    refused(
        ReleaseRefusal.NOTHING_TO_ERASE,
        () -> requests.ask(RecordId.parse("01a21378-11ca-7233-be7f-1e0c0adb3f35"), "Why.", OLAF));
    refused(ReleaseRefusal.ERASURE_UNKNOWN, () -> requests.confirm(record, NORA));
    requests.ask(record, "Why.", OLAF);

    refused(ReleaseRefusal.ERASURE_ASKED, () -> requests.ask(record, "Again.", NORA));
  }

  @Test
  void a_request_that_is_dropped_changes_nothing_and_may_be_made_again() {
    requests.ask(record, "Why.", OLAF);

    requests.drop(record, OLAF);

    assertThat(world.bean(Redactions.class).cleared()).hasSize(1);
    refused(ReleaseRefusal.ERASURE_UNKNOWN, () -> requests.confirm(record, NORA));
    requests.ask(record, "Again.", OLAF);
  }

  @Test
  void an_erased_record_cannot_be_erased_again() {
    requests.ask(record, "Why.", OLAF);
    requests.confirm(record, NORA);

    refused(ReleaseRefusal.NOTHING_TO_ERASE, () -> requests.ask(record, "Again.", OLAF));
  }

  @Test
  void documents_that_rest_on_it_are_listed_for_recall() {
    Release out = world.released();

    erase();

    assertThat(world.releases().concerns())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.release().id()).isEqualTo(out.id());
              assertThat(it.why()).isEqualTo(Concern.Why.RECORD_ERASED);
            });
  }

  @Test
  void the_contents_of_what_is_not_out_go_with_it() {
    Release proposal = world.proposed();

    erase();

    assertThat(world.releases().find(proposal.id()).content().blocks()).isEmpty();
    assertThatThrownBy(() -> world.approved(proposal)).isInstanceOf(RefusedException.class);
  }

  @Test
  void and_which_sentences_it_quoted() {
    Release proposal = world.releases().propose(SomeWorld.NOR, "en", world.allQuoted("en"), OLAF);
    assertThat(proposal.terms().quoted()).isNotEmpty();

    erase();

    assertThat(world.releases().find(proposal.id()).terms().quoted()).isEmpty();
  }

  @Test
  void the_content_of_what_is_out_goes_once_it_is_recalled() {
    Release out = world.released();
    erase();
    assertThat(world.releases().find(out.id()).content().blocks()).isNotEmpty();

    world.releases().askRecall(out.id(), "Its record was erased.", OLAF);
    world.releases().confirmRecall(out.id(), NORA);

    assertThat(world.releases().find(out.id()).content().blocks()).isEmpty();
  }

  private void erase() {
    requests.ask(record, "Names a witness.", OLAF);
    requests.confirm(record, NORA);
  }

  private static void refused(ReleaseRefusal code, Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            RefusedException.class, it -> assertThat(it.refusal().code()).isEqualTo(code));
  }
}
