package retex.server.release;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import retex.contract.RecordId;
import retex.contract.RevisionId;
import retex.server.notice.Letter;
import retex.server.notice.LetterKind;
import retex.server.notice.Letters;
import retex.server.record.Elsewhere;
import retex.server.review.Accepted;
import retex.server.review.Reviews;

/**
 * Tells whoever wrote a record that a feedback uses it: that, and nothing of whose it is or what it
 * says. Joins the caller's transaction.
 */
@Singleton
public final class Authors {

  private final BasisRows basis;
  private final Reviews reviews;
  private final Elsewhere elsewhere;
  private final Letters letters;
  private final Clock clock;

  Authors(BasisRows basis, Reviews reviews, Elsewhere elsewhere, Letters letters, Clock clock) {
    this.basis = basis;
    this.reviews = reviews;
    this.elsewhere = elsewhere;
    this.letters = letters;
    this.clock = clock;
  }

  /** Its file is kept, and may be given from now on: to be told once. */
  public void given(Release release) {
    basis.ofRelease(release.id()).forEach(it -> post(LetterKind.IN_FEEDBACK, it));
  }

  /**
   * It was recalled: its records are accepted, as before, but for those that another feedback uses,
   * or of which something else was said since.
   */
  void recalled(Release release) {
    Set<String> used = Set.copyOf(basis.givenBesides(release.id()));
    basis.ofRelease(release.id()).stream()
        .filter(it -> !used.contains(it.revision()) && isAccepted(it))
        .forEach(it -> post(LetterKind.ACCEPTED, it));
  }

  private boolean isAccepted(BasisRow it) {
    Optional<Accepted> standing = reviews.accepted(RecordId.parse(it.record()));
    return standing.filter(now -> now.revision().hex().equals(it.revision())).isPresent();
  }

  private void post(LetterKind kind, BasisRow it) {
    RecordId record = RecordId.parse(it.record());
    RevisionId revision = RevisionId.parse(it.revision());
    var letter = new Letter(kind, record, revision, "", clock.instant());
    elsewhere.laptopsOf(record).forEach(laptop -> letters.post(laptop, letter));
  }
}
