package retex.server.release;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import retex.contract.Classification;
import retex.contract.Evaluation;
import retex.contract.RecordId;
import retex.contract.RevisionId;
import retex.contract.TrainerNote;
import retex.server.catalogue.Catalogue;
import retex.server.catalogue.Consent;
import retex.server.catalogue.ProviderCode;
import retex.server.catalogue.StateCode;
import retex.server.record.Records;
import retex.server.redaction.Redactions;
import retex.server.review.Accepted;
import retex.server.review.Reviews;

/** What has happened to the ground that released feedbacks stand on. */
@Singleton
final class Concerns {

  private final ReleaseRows releases;
  private final BasisRows basis;
  private final Catalogue catalogue;
  private final Records records;
  private final Reviews reviews;
  private final Redactions redactions;
  private final Clock clock;

  Concerns(
      ReleaseRows releases,
      BasisRows basis,
      Catalogue catalogue,
      Records records,
      Reviews reviews,
      Redactions redactions,
      Clock clock) {
    this.releases = releases;
    this.basis = basis;
    this.catalogue = catalogue;
    this.records = records;
    this.reviews = reviews;
    this.redactions = redactions;
    this.clock = clock;
  }

  /** Those of every feedback that is out, or whose recall is asked for. */
  List<Concern> all() {
    return Stream.of(ReleaseState.APPROVED, ReleaseState.RECALL_ASKED)
        .flatMap(state -> releases.findByState(state.name()).stream())
        .flatMap(row -> of(row.release()).stream())
        .toList();
  }

  /** Those of one feedback, one a record. */
  List<Concern> of(Release release) {
    var concerns = new ArrayList<Concern>();
    for (BasisRow row : basis.ofRelease(release.id())) {
      why(release, row).ifPresent(why -> concerns.add(new Concern(release, row.record(), why)));
    }
    return concerns;
  }

  private Optional<Concern.Why> why(Release release, BasisRow row) {
    RecordId record = RecordId.parse(row.record());
    if (records.isErased(record)) {
      return Optional.of(Concern.Why.RECORD_ERASED);
    }
    if (records.find(record).filter(it -> !it.withdrawn()).isEmpty()) {
      return Optional.of(Concern.Why.RECORD_WITHDRAWN);
    }
    if (isClosed(record)) {
      return Optional.of(Concern.Why.RECORD_CLOSED);
    }
    if (!isConsented(release, row)) {
      return Optional.of(Concern.Why.CONSENT_WITHDRAWN);
    }
    return reviews.accepted(record).filter(it -> isBasis(it, row)).isPresent()
            && redactions.stands(record, RevisionId.parse(row.revision()), release.proposedAt())
        ? Optional.empty()
        : Optional.of(Concern.Why.RECORD_CHANGED);
  }

  /** Whether any of its newest revisions, accepted or not, says that nobody else may read it. */
  private boolean isClosed(RecordId record) {
    return records.headsOf(record).stream()
        .map(
            it ->
                it.payload()
                    .fold(
                        Evaluation::classification,
                        TrainerNote::classification,
                        withdrawal -> Classification.CONFIDENTIAL))
        .anyMatch(it -> it == Classification.STRICTLY_CONFIDENTIAL);
  }

  private static boolean isBasis(Accepted now, BasisRow row) {
    return now.revision().hex().equals(row.revision());
  }

  /**
   * Whether the consent covers all that it covered at the release: a consent that ran its full time
   * was not withdrawn, one that was shortened is from the day on which it ended.
   */
  private boolean isConsented(Release release, BasisRow row) {
    LocalDate given = release.terms().givenOn(day(release.approvedAt()));
    LocalDate today = day(clock.instant());
    LocalDate promised = LocalDate.ofEpochDay(row.consentTo());
    LocalDate still = today.isBefore(promised) ? today : promised;
    return Stream.of(LocalDate.ofEpochDay(row.seenOn()), given, still)
        .allMatch(it -> covers(row, release.provider(), it));
  }

  private boolean covers(BasisRow row, ProviderCode provider, LocalDate day) {
    return catalogue.consents(new StateCode(row.state()), provider).stream()
        .anyMatch((Consent it) -> it.covers(day));
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }
}
