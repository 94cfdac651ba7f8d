package retex.server.release;

import static java.util.stream.Collectors.toSet;

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
import retex.contract.Entry;
import retex.contract.Evaluation;
import retex.contract.RecordId;
import retex.contract.RevisionId;
import retex.contract.TrainerNote;
import retex.contract.UnitCode;
import retex.server.catalogue.Catalogue;
import retex.server.catalogue.CatalogueNow;
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
  private final Looks looks;
  private final Clock clock;

  Concerns(
      ReleaseRows releases,
      BasisRows basis,
      Catalogue catalogue,
      Records records,
      Redactions redactions,
      Findings findings,
      Looks looks,
      Clock clock) {
    this.releases = releases;
    this.basis = basis;
    this.catalogue = catalogue;
    this.records = records;
    this.redactions = redactions;
    this.findings = findings;
    this.looks = looks;
    this.clock = clock;
  }

  /** Those of every feedback that is out, or whose recall is asked for; what looks found, too. */
  List<Concern> all() {
    List<Release> out =
        Stream.of(ReleaseState.APPROVED, ReleaseState.RECALL_ASKED)
            .flatMap(state -> releases.findByState(state.name()).stream())
            .map(ReleaseRow::release)
            .toList();
    return Stream.concat(of(out).stream(), looks.of(out).stream()).toList();
  }

  /** What later looks found at one of them: what a page can ask each time that it is read. */
  List<Concern> foundSince(Release it) {
    boolean isOut = it.state() == ReleaseState.APPROVED || it.state() == ReleaseState.RECALL_ASKED;
    return isOut ? looks.of(it) : List.of();
  }

  /** Those of these feedbacks, one a record: a few queries however many there are. */
  List<Concern> of(List<Release> out) {
    if (out.isEmpty()) {
      return List.of();
    }
    Map<String, List<BasisRow>> rows = rows(out);
    return of(out, rows, standing(out, rows));
  }

  /** Those of them that keep a file from its recipient: the ones that need to be known at once. */
  List<Concern> stopping(List<Release> out) {
    boolean quotes = out.stream().anyMatch(it -> !it.terms().quoted().isEmpty());
    Map<String, List<BasisRow>> rows = rows(out);
    Stands stands = quotes ? standing(out, rows) : (record, revision, since) -> Optional.empty();
    return of(out, rows, stands).stream().filter(Concern::stopsServing).toList();
  }

  private Stands standing(List<Release> out, Map<String, List<BasisRow>> rows) {
    Instant earliest =
        out.stream().map(Release::proposedAt).min(Instant::compareTo).orElse(Instant.EPOCH);
    var standing = redactions.standing(earliest);
    var retold =
        findings.retold(
            all(rows).map(it -> RevisionId.parse(it.revision())).collect(toSet()), earliest);
    return (record, revision, since) -> {
      if (!standing.still(record, revision, since)) {
        return Optional.of(Concern.Why.RECORD_CHANGED);
      }
      return retold.test(revision, since)
          ? Optional.of(Concern.Why.FINDING_CHANGED)
          : Optional.empty();
    };
  }

  private List<Concern> of(List<Release> out, Map<String, List<BasisRow>> rows, Stands stands) {
    Map<RecordId, StoredRecord> stored =
        records.find(all(rows).map(it -> RecordId.parse(it.record())).distinct().toList());
    var ground = new Ground(records.erased(), stored, closed(stored), catalogue.now(), stands);
    var concerns = new ArrayList<Concern>();
    for (Release release : out) {
      for (BasisRow row : rows.getOrDefault(release.id(), List.of())) {
        why(release, row, ground)
            .ifPresent(why -> concerns.add(new Concern(release, row.record(), why)));
      }
    }
    return concerns;
  }

  private static Stream<BasisRow> all(Map<String, List<BasisRow>> rows) {
    return rows.values().stream().flatMap(List::stream);
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
    if (ground.closed().contains(record)) {
      return Optional.of(Concern.Why.RECORD_CLOSED);
    }
    if (row.hasUnit() && !isOfItsState(row, ground)) {
      return Optional.of(Concern.Why.STATE_CHANGED);
    }
    if (row.hasUnit() && row.isByUnit() && !isTrained(release, row, ground)) {
      return Optional.of(Concern.Why.NOT_TRAINED);
    }
    if (!isConsented(release, row, ground)) {
      return Optional.of(Concern.Why.CONSENT_WITHDRAWN);
    }
    return ground.stands().why(record, RevisionId.parse(row.revision()), release.proposedAt());
  }

  private static boolean isOfItsState(BasisRow row, Ground ground) {
    return ground
        .known()
        .unit(new UnitCode(row.unit()))
        .filter(it -> it.state().value().equals(row.state()))
        .isPresent();
  }

  private static boolean isTrained(Release release, BasisRow row, Ground ground) {
    return Permission.trained(
        ground.known(),
        release.provider(),
        new UnitCode(row.unit()),
        row.rotation(),
        LocalDate.ofEpochDay(row.seenFrom()));
  }

  /** Those of which any newest revision, accepted or not, says that nobody else may read it. */
  private Set<RecordId> closed(Map<RecordId, StoredRecord> stored) {
    Map<RecordId, List<Entry>> heads =
        records.headsOf(
            stored.values().stream()
                .filter(StoredRecord::inConflict)
                .map(StoredRecord::id)
                .toList());
    return stored.values().stream()
        .filter(
            it ->
                it.inConflict()
                    ? heads.getOrDefault(it.id(), List.of()).stream().anyMatch(Concerns::isClosed)
                    : it.classification() == Classification.STRICTLY_CONFIDENTIAL)
        .map(StoredRecord::id)
        .collect(toSet());
  }

  private static boolean isClosed(Entry head) {
    return head.payload()
            .fold(
                Evaluation::classification,
                TrainerNote::classification,
                withdrawal -> Classification.CONFIDENTIAL)
        == Classification.STRICTLY_CONFIDENTIAL;
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
        ground.known().consents(new StateCode(row.state()), release.provider());
    return Stream.of(LocalDate.ofEpochDay(row.seenOn()), given, still)
        .allMatch(day -> consents.stream().anyMatch(it -> it.covers(day)));
  }

  /** What several releases rest on, as it is at one moment. */
  private record Ground(
      Set<RecordId> erased,
      Map<RecordId, StoredRecord> stored,
      Set<RecordId> closed,
      CatalogueNow known,
      Stands stands) {}

  /** Why what was told of a revision at a time may not be told so any more. */
  @FunctionalInterface
  private interface Stands {
    Optional<Concern.Why> why(RecordId record, RevisionId revision, Instant since);
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }
}
