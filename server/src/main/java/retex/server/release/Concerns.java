package retex.server.release;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import retex.contract.Classification;
import retex.contract.Evaluation;
import retex.contract.RecordId;
import retex.contract.RevisionId;
import retex.contract.TrainerNote;
import retex.contract.UnitCode;
import retex.server.catalogue.Catalogue;
import retex.server.catalogue.Consent;
import retex.server.catalogue.StateCode;
import retex.server.finding.Findings;
import retex.server.record.Records;
import retex.server.record.StoredRecord;
import retex.server.redaction.Redactions;

/** What has happened to the ground that released feedbacks stand on. */
@Singleton
final class Concerns {

  private static final int BATCH = 500;

  private final ReleaseRows releases;
  private final BasisRows basis;
  private final Catalogue catalogue;
  private final Records records;
  private final Redactions redactions;
  private final Findings findings;
  private final Clock clock;

  Concerns(
      ReleaseRows releases,
      BasisRows basis,
      Catalogue catalogue,
      Records records,
      Redactions redactions,
      Findings findings,
      Clock clock) {
    this.releases = releases;
    this.basis = basis;
    this.catalogue = catalogue;
    this.records = records;
    this.redactions = redactions;
    this.findings = findings;
    this.clock = clock;
  }

  /** Those of every feedback that is out, or whose recall is asked for. */
  List<Concern> all() {
    return of(
        Stream.of(ReleaseState.APPROVED, ReleaseState.RECALL_ASKED)
            .flatMap(state -> releases.findByState(state.name()).stream())
            .map(ReleaseRow::release)
            .toList());
  }

  /** Those of these feedbacks, one a record: a few queries however many there are. */
  List<Concern> of(List<Release> out) {
    return out.isEmpty() ? List.of() : of(out, standing(out));
  }

  /** Those of them that keep a file from its recipient: the ones that need to be known at once. */
  List<Concern> stopping(List<Release> out) {
    boolean quotes = out.stream().anyMatch(it -> !it.terms().quoted().isEmpty());
    Stands stands = quotes ? standing(out) : (record, revision, since) -> Optional.empty();
    return of(out, stands).stream().filter(Concern::stopsServing).toList();
  }

  private Stands standing(List<Release> out) {
    Instant earliest =
        out.stream().map(Release::proposedAt).min(Instant::compareTo).orElse(Instant.EPOCH);
    var standing = redactions.standing(earliest);
    Set<RevisionId> decided = findings.decidedSince(earliest);
    return (record, revision, since) -> {
      if (!standing.still(record, revision, since)) {
        return Optional.of(Concern.Why.RECORD_CHANGED);
      }
      return decided.contains(revision) && findings.isRetold(revision, since)
          ? Optional.of(Concern.Why.FINDING_CHANGED)
          : Optional.empty();
    };
  }

  private List<Concern> of(List<Release> out, Stands stands) {
    Map<String, List<BasisRow>> rows = rows(out);
    List<RecordId> ids =
        rows.values().stream()
            .flatMap(List::stream)
            .map(it -> RecordId.parse(it.record()))
            .distinct()
            .toList();
    var ground = new Ground(records.erased(), records.find(ids), stands, new HashMap<>());
    var concerns = new ArrayList<Concern>();
    for (Release release : out) {
      for (BasisRow row : rows.getOrDefault(release.id(), List.of())) {
        why(release, row, ground)
            .ifPresent(why -> concerns.add(new Concern(release, row.record(), why)));
      }
    }
    return concerns;
  }

  private Map<String, List<BasisRow>> rows(List<Release> out) {
    Map<String, List<BasisRow>> rows = new HashMap<>();
    List<String> ids = out.stream().map(Release::id).toList();
    for (int from = 0; from < ids.size(); from += BATCH) {
      basis
          .ofReleases(ids.subList(from, Math.min(from + BATCH, ids.size())))
          .forEach(it -> rows.computeIfAbsent(it.release(), any -> new ArrayList<>()).add(it));
    }
    return rows;
  }

  private Optional<Concern.Why> why(Release release, BasisRow row, Ground ground) {
    RecordId record = RecordId.parse(row.record());
    if (ground.erased().contains(record)) {
      return Optional.of(Concern.Why.RECORD_ERASED);
    }
    @Nullable StoredRecord stored = ground.stored().get(record);
    if (stored == null || stored.withdrawn()) {
      return Optional.of(Concern.Why.RECORD_WITHDRAWN);
    }
    if (isClosed(stored)) {
      return Optional.of(Concern.Why.RECORD_CLOSED);
    }
    if (row.hasUnit() && !isOfItsState(row)) {
      return Optional.of(Concern.Why.STATE_CHANGED);
    }
    if (row.hasUnit() && row.isByUnit() && !isTrained(release, row)) {
      return Optional.of(Concern.Why.NOT_TRAINED);
    }
    if (!isConsented(release, row, ground)) {
      return Optional.of(Concern.Why.CONSENT_WITHDRAWN);
    }
    return ground.stands().why(record, RevisionId.parse(row.revision()), release.proposedAt());
  }

  private boolean isOfItsState(BasisRow row) {
    return catalogue
        .unit(new UnitCode(row.unit()))
        .filter(it -> it.state().value().equals(row.state()))
        .isPresent();
  }

  private boolean isTrained(Release release, BasisRow row) {
    return Permission.trained(
        catalogue,
        release.provider(),
        new UnitCode(row.unit()),
        row.rotation(),
        LocalDate.ofEpochDay(row.seenFrom()));
  }

  /** Whether any of its newest revisions, accepted or not, says that nobody else may read it. */
  private boolean isClosed(StoredRecord record) {
    return record.inConflict()
        ? records.headsOf(record.id()).stream()
            .map(
                it ->
                    it.payload()
                        .fold(
                            Evaluation::classification,
                            TrainerNote::classification,
                            withdrawal -> Classification.CONFIDENTIAL))
            .anyMatch(it -> it == Classification.STRICTLY_CONFIDENTIAL)
        : record.classification() == Classification.STRICTLY_CONFIDENTIAL;
  }

  /**
   * Whether the consent covers all that it covered at the release: a consent that ran its full time
   * was not withdrawn, one that was shortened is from the day on which it ended.
   */
  private boolean isConsented(Release release, BasisRow row, Ground ground) {
    LocalDate given = release.terms().givenOn(day(release.approvedAt()));
    LocalDate today = day(clock.instant());
    LocalDate promised = LocalDate.ofEpochDay(row.consentTo());
    LocalDate still = today.isBefore(promised) ? today : promised;
    List<Consent> consents =
        ground
            .consents()
            .computeIfAbsent(
                row.state() + " " + release.provider().value(),
                any -> catalogue.consents(new StateCode(row.state()), release.provider()));
    return Stream.of(LocalDate.ofEpochDay(row.seenOn()), given, still)
        .allMatch(day -> consents.stream().anyMatch(it -> it.covers(day)));
  }

  /** What several releases rest on, as it is at one moment. For one thread. */
  private record Ground(
      Set<RecordId> erased,
      Map<RecordId, StoredRecord> stored,
      Stands stands,
      Map<String, List<Consent>> consents) {}

  /** Why what was told of a revision at a time may not be told so any more. */
  @FunctionalInterface
  private interface Stands {
    Optional<Concern.Why> why(RecordId record, RevisionId revision, Instant since);
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }
}
