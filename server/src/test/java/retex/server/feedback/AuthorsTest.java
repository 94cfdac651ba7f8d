package retex.server.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.contract.Classification;
import retex.contract.Entry;
import retex.server.notice.Letter;
import retex.server.notice.LetterKind;
import retex.server.notice.Letters;
import retex.server.notice.NumberedLetter;
import retex.server.release.Release;
import retex.server.release.SomeWorld;

/** What whoever wrote a record hears of the feedbacks that use it. */
class AuthorsTest {

  private static final LetterKind IN_FEEDBACK = LetterKind.IN_FEEDBACK;

  @TempDir private Path folder;
  private SomeWorld world;
  private Feedbacks feedbacks;
  private Entry entry;
  private Release release;

  @BeforeEach
  void open() {
    world = new SomeWorld(folder);
    feedbacks = world.bean(Feedbacks.class);
    entry = world.evaluated("U-A1", 2);
    release = world.released();
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void that_a_feedback_uses_it_is_told_once_the_file_is_kept_and_nothing_else() {
    assertThat(kinds()).as("two people agreed, and nothing is drawn").doesNotContain(IN_FEEDBACK);

    feedbacks.drawApproved();
    feedbacks.drawApproved();

    assertThat(kinds()).containsOnlyOnce(IN_FEEDBACK).last().isEqualTo(IN_FEEDBACK);
    Letter told = letters().get(letters().size() - 1);
    assertThat(told.revision()).isEqualTo(entry.revision().id());
    assertThat(told.remark()).isEmpty();
  }

  @Test
  void a_feedback_that_is_held_back_is_not_told() {
    world.withdrawn(entry);

    feedbacks.drawApproved();

    assertThat(kinds()).doesNotContain(IN_FEEDBACK);
  }

  @Test
  void the_recall_of_the_last_feedback_that_uses_it_makes_it_accepted_as_before() {
    Release other = world.released();
    feedbacks.drawApproved();
    assertThat(kinds().stream().filter(IN_FEEDBACK::equals)).hasSize(2);

    recall(release);
    assertThat(kinds()).last().as("the other one stands").isEqualTo(IN_FEEDBACK);

    recall(other);
    assertThat(kinds()).last().isEqualTo(LetterKind.ACCEPTED);
  }

  @Test
  void a_feedback_whose_file_is_not_kept_yet_uses_nothing() {
    feedbacks.drawApproved();
    world.released();

    recall(release);

    assertThat(kinds()).last().isEqualTo(LetterKind.ACCEPTED);
  }

  @Test
  void of_a_record_that_was_changed_since_a_recall_says_nothing() {
    feedbacks.drawApproved();
    world.revised(entry, 2, SomeWorld.classified(Classification.CONFIDENTIAL));
    int before = letters().size();

    recall(release);

    assertThat(letters()).hasSize(before);
  }

  private void recall(Release it) {
    world.releases().askRecall(it.id(), "A name was left in.", "olaf");
    world.releases().confirmRecall(it.id(), "nora");
  }

  private List<LetterKind> kinds() {
    return letters().stream().map(Letter::kind).toList();
  }

  private List<Letter> letters() {
    return world.bean(Letters.class).after(entry.revision().log().device(), 0, 100).stream()
        .map(NumberedLetter::letter)
        .toList();
  }
}
