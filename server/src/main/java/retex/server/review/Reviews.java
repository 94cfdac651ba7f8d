package retex.server.review;

import static retex.server.review.ReviewRefusal.RECORD_IN_CONFLICT;
import static retex.server.review.ReviewRefusal.RECORD_NOT_WAITING;
import static retex.server.review.ReviewRefusal.RECORD_QUARANTINED;
import static retex.server.review.ReviewRefusal.RECORD_UNKNOWN;
import static retex.server.review.ReviewRefusal.REMARK_MISSING;
import static retex.server.review.ReviewRefusal.REVISION_STALE;
import static retex.server.review.ReviewRefusal.UNIT_ALREADY_KNOWN;
import static retex.server.review.ReviewRefusal.UNIT_NOT_MAPPED;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import retex.contract.Micros;
import retex.contract.RecordId;
import retex.contract.RevisionId;
import retex.contract.UnitCode;
import retex.server.audit.Audit;
import retex.server.catalogue.Catalogue;
import retex.server.catalogue.CatalogueRefusal;
import retex.server.notice.Letter;
import retex.server.notice.LetterKind;
import retex.server.notice.Letters;
import retex.server.record.Elsewhere;
import retex.server.record.Records;
import retex.server.record.StoredRecord;

/**
 * What reviewers decided. A decision is on one revision: a newer one must be decided anew. Safe for
 * use by several threads; each action is one transaction together with its letter.
 */
@Singleton
public final class Reviews {

  private static final int LONGEST_REMARK = 10_000; // record.proto and sync_service.proto, remark

  private final Decisions decisions;
  private final UnitMappings mappings;
  private final UnitsMeant units;
  private final Faults faults;
  private final Records records;
  private final Elsewhere elsewhere;
  private final Catalogue catalogue;
  private final Letters letters;
  private final Audit audit;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  Reviews(
      Decisions decisions,
      UnitMappings mappings,
      UnitsMeant units,
      Faults faults,
      Records records,
      Elsewhere elsewhere,
      Catalogue catalogue,
      Letters letters,
      Audit audit,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.decisions = decisions;
    this.mappings = mappings;
    this.units = units;
    this.faults = faults;
    this.records = records;
    this.elsewhere = elsewhere;
    this.catalogue = catalogue;
    this.letters = letters;
    this.audit = audit;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Where a record stands; refuses {@code RECORD_UNKNOWN}. */
  public ReviewState state(RecordId record) {
    return find(record).orElseThrow(() -> RECORD_UNKNOWN.at("record").asException()).state();
  }

  public Optional<Reviewed> find(RecordId record) {
    return records
        .find(record)
        .map(
            it -> {
              var unit = units.of(it);
              var decision = decisions.findById(it.current().hex()).orElse(null);
              return new Reviewed(it, state(it, unit, decision), unit);
            });
  }

  /** Every record and where it stands, the latest arrival first. */
  public List<Reviewed> all() {
    List<StoredRecord> stored = records.all();
    Map<RecordId, UnitCode> meant = units.of(stored);
    Map<String, Decision> standing =
        decisions.standing().stream().collect(Collectors.toMap(Decision::revision, it -> it));
    return stored.stream()
        .map(
            it -> {
              var unit = Optional.ofNullable(meant.get(it.id()));
              return new Reviewed(it, state(it, unit, standing.get(it.current().hex())), unit);
            })
        .toList();
  }

  /** Grows whenever {@link #accepted()} answers otherwise; not when a new record arrives. */
  public long version() {
    return decisions.last() + records.changes() + catalogue.version();
  }

  /** Records whose newest revision was accepted, with their unit mapped. */
  public List<Accepted> accepted() {
    return all().stream()
        .filter(it -> it.state() == ReviewState.ACCEPTED)
        .flatMap(it -> accepted(it).stream())
        .toList();
  }

  /** One of {@link #accepted()}. */
  public Optional<Accepted> accepted(RecordId record) {
    return find(record).filter(it -> it.state() == ReviewState.ACCEPTED).flatMap(this::accepted);
  }

  /**
   * Accepts a record's newest revision. Refuses {@code REVISION_STALE}, {@code RECORD_NOT_WAITING},
   * {@code RECORD_QUARANTINED}, {@code UNIT_NOT_MAPPED}.
   */
  public void accept(RecordId record, RevisionId revision, String actor) {
    transactions.executeWrite(
        status -> {
          Reviewed it = waiting(record, revision);
          if (it.state() == ReviewState.QUARANTINED) {
            throw RECORD_QUARANTINED.at(it.record().quarantineCode()).asException();
          }
          if (it.unit().isEmpty()) {
            throw UNIT_NOT_MAPPED.at("unit").asException();
          }
          decide(it.record(), LetterKind.ACCEPTED, "", actor);
          return it;
        });
  }

  /**
   * Returns a record to its author with a remark, which is required. Refuses {@code REMARK_MISSING}
   * and as {@link #accept}; a quarantined record may be returned.
   */
  public void giveBack(RecordId record, RevisionId revision, String remark, String actor) {
    if (remark.isBlank() || remark.length() > LONGEST_REMARK) {
      throw REMARK_MISSING.at("remark").asException();
    }
    transactions.executeWrite(
        status -> {
          Reviewed it = waiting(record, revision);
          decide(it.record(), LetterKind.RETURNED, remark.strip(), actor);
          return it;
        });
  }

  /**
   * Says which unit of the catalogue a record is about, where it was typed by hand or its code is
   * unknown. May be said again until the record is decided. Refuses {@code UNIT_UNKNOWN}, {@code
   * UNIT_ALREADY_KNOWN}, {@code RECORD_NOT_WAITING}.
   */
  public void mapUnit(RecordId record, UnitCode unit, String actor) {
    transactions.executeWrite(
        status -> {
          Reviewed it = waiting(record);
          if (catalogue.unit(unit).isEmpty()) {
            throw CatalogueRefusal.UNIT_UNKNOWN.at("unit").asException();
          }
          if (units.byCode(it.record().unit()).isPresent()) {
            throw UNIT_ALREADY_KNOWN.at("unit").asException();
          }
          mappings.put(
              record.toString(),
              UnitsMeant.written(it.record().unit()),
              unit.value(),
              actor,
              Micros.of(clock.instant()));
          audit.write(actor, "review.unit-mapped", record.toString(), Map.of("unit", unit.value()));
          return it;
        });
  }

  /** What was decided on a record's revisions, in order. */
  List<Decision> decisionsOn(RecordId record) {
    return decisions.findByRecordOrderByAt(record.toString());
  }

  private void decide(StoredRecord record, LetterKind decision, String remark, String actor) {
    Instant at = clock.instant();
    decisions.save(
        new Decision(
            record.current().hex(),
            record.id().toString(),
            decision.name(),
            remark,
            actor,
            Micros.of(at)));
    var letter = new Letter(decision, record.id(), record.current(), remark, at);
    elsewhere.laptopsOf(record.id()).forEach(laptop -> letters.post(laptop, letter));
    audit.write(
        actor,
        "review." + decision.name().toLowerCase(Locale.ROOT),
        record.id().toString(),
        Map.of("revision", record.current().hex()));
  }

  private Reviewed waiting(RecordId record, RevisionId revision) {
    Reviewed it = waiting(record);
    if (!it.record().current().equals(revision)) {
      throw REVISION_STALE.at("revision").asException();
    }
    return it;
  }

  private Reviewed waiting(RecordId record) {
    Reviewed it = find(record).orElseThrow(() -> RECORD_UNKNOWN.at("record").asException());
    return switch (it.state()) {
      case RECEIVED, QUARANTINED -> it;
      case CONFLICT -> throw RECORD_IN_CONFLICT.at("record").asException();
      case RETURNED, ACCEPTED, WITHDRAWN ->
          throw RECORD_NOT_WAITING.at(it.state().name()).asException();
    };
  }

  private Optional<Accepted> accepted(Reviewed it) {
    var revision = records.current(it.record().id());
    return revision.flatMap(
        entry ->
            it.unit()
                .map(
                    unit ->
                        new Accepted(
                            it.record().id(),
                            it.record().current(),
                            unit,
                            UnitsMeant.naming(unit, entry.payload()),
                            it.record().instrument(),
                            it.record().writtenAt())));
  }

  private ReviewState state(
      StoredRecord record, Optional<UnitCode> unit, @Nullable Decision decision) {
    if (record.inConflict()) {
      return ReviewState.CONFLICT;
    }
    if (record.withdrawn()) {
      return ReviewState.WITHDRAWN;
    }
    if (decision != null) {
      return ReviewState.valueOf(decision.decision());
    }
    return record.quarantine().filter(it -> faults.stands(record, it, unit)).isPresent()
        ? ReviewState.QUARANTINED
        : ReviewState.RECEIVED;
  }
}
