package retex.server.release;

import static java.util.stream.Collectors.toSet;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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

  private final ReleaseRows rows;
  private final BasisRows basis;
  private final Reviews reviews;
  private final Elsewhere elsewhere;
  private final Letters letters;
  private final Clock clock;

  Authors(
      ReleaseRows rows,
      BasisRows basis,
      Reviews reviews,
      Elsewhere elsewhere,
      Letters letters,
      Clock clock) {
    this.rows = rows;
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
    Set<String> used = usedBesides(release.id());
    basis.ofRelease(release.id()).stream()
        .filter(it -> !used.contains(it.revision()) && isAccepted(it))
        .forEach(it -> post(LetterKind.ACCEPTED, it));
  }

  private Set<String> usedBesides(String release) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    List<String> out =
        Stream.of(ReleaseState.APPROVED, ReleaseState.RECALL_ASKED)
            .flatMap(state -> rows.findByState(state.name()).stream())
            .map(ReleaseRow::release)
            .filter(it -> !it.id().equals(release) && !it.terms().isHeldOn(today))
            .map(Release::id)
            .toList();
    return out.isEmpty()
        ? Set.of()
        : basis.ofReleases(out).stream().map(BasisRow::revision).collect(toSet());
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
