package retex.server.review;

import static retex.server.review.ReviewRefusal.AMENDMENT_MISSING;
import static retex.server.review.ReviewRefusal.CHOICE_MISSING;
import static retex.server.review.ReviewRefusal.CHOICE_UNFIT;
import static retex.server.review.ReviewRefusal.RECORD_NOT_IN_CONFLICT;
import static retex.server.review.ReviewRefusal.REVISION_STALE;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import retex.contract.Entry;
import retex.contract.Payload;
import retex.contract.RecordId;
import retex.contract.RevisionId;
import retex.contract.Versions;
import retex.instrument.InstrumentRef;
import retex.instrument.Instruments;
import retex.instrument.Validation;
import retex.server.audit.Audit;
import retex.server.catalogue.Catalogue;
import retex.server.record.HeadquartersLog;
import retex.server.record.Records;

/**
 * Records whose last revisions follow the same one: shown side by side, resolved by a revision of
 * headquarters that names them all. Safe for use by several threads.
 */
@Singleton
final class Resolutions {

  private final Records records;
  private final HeadquartersLog log;
  private final Instruments instruments;
  private final Audit audit;
  private final TransactionOperations<Connection> transactions;

  Resolutions(
      Records records,
      HeadquartersLog log,
      Catalogue catalogue,
      Audit audit,
      TransactionOperations<Connection> transactions) {
    this.records = records;
    this.log = log;
    this.instruments = catalogue.instruments();
    this.audit = audit;
    this.transactions = transactions;
  }

  /** The versions that stand against each other, in the order in which they arrived. */
  List<Entry> versions(RecordId record) {
    List<Entry> heads = records.headsOf(record);
    if (heads.size() < 2) {
      throw RECORD_NOT_IN_CONFLICT.at("record").asException();
    }
    return heads;
  }

  /** The same part by part; empty where only one of them can be taken whole. */
  static Optional<Versions> parts(List<Entry> heads) {
    long forms = heads.stream().map(it -> it.revision().instrument()).distinct().count();
    return forms == 1 ? Versions.of(heads.stream().map(Entry::payload).toList()) : Optional.empty();
  }

  /** One version holds as it is, counted from 0. */
  void take(RecordId record, List<RevisionId> seen, int version, String actor) {
    transactions.executeWrite(
        status -> {
          List<Entry> heads = current(record, seen);
          if (version < 0 || version >= heads.size()) {
            throw CHOICE_MISSING.at("version").asException();
          }
          Entry taken = heads.get(version);
          return resolved(heads, taken.payload(), taken.revision().instrument(), actor);
        });
  }

  /**
   * Puts a version together: {@code chosen} says for each part that differs from which version it
   * is. Refuses {@code CHOICE_MISSING}, {@code CHOICE_UNFIT}, and {@code AMENDMENT_MISSING} where a
   * signed version is changed without a reason.
   */
  void mend(
      RecordId record,
      List<RevisionId> seen,
      Map<String, Integer> chosen,
      String reason,
      String actor) {
    transactions.executeWrite(
        status -> {
          List<Entry> heads = current(record, seen);
          Versions versions =
              parts(heads).orElseThrow(() -> CHOICE_MISSING.at("version").asException());
          for (Versions.Part part : versions.parts()) {
            int version = chosen.getOrDefault(part.place(), -1);
            if (part.differs() && (version < 0 || version >= heads.size())) {
              throw CHOICE_MISSING.at(part.place()).asException();
            }
          }
          Payload merged = versions.merged(chosen, reason);
          boolean isNew = heads.stream().noneMatch(it -> it.payload().equals(merged));
          if (isNew && reason.isBlank() && heads.stream().anyMatch(Resolutions::isSigned)) {
            throw AMENDMENT_MISSING.at("reason").asException();
          }
          InstrumentRef form = heads.get(0).revision().instrument();
          if (isNew) {
            fitting(form, merged);
          }
          return resolved(heads, merged, form, actor);
        });
  }

  private Entry resolved(List<Entry> heads, Payload payload, InstrumentRef form, String actor) {
    Entry entry = log.follow(heads, payload, form, actor);
    audit.write(
        actor,
        "review.conflict-resolved",
        entry.revision().record().toString(),
        Map.of("revision", entry.revision().id().hex()));
    return entry;
  }

  private List<Entry> current(RecordId record, List<RevisionId> seen) {
    List<Entry> heads = versions(record);
    if (!heads.stream().map(it -> it.revision().id()).toList().equals(seen)) {
      throw REVISION_STALE.at("revision").asException();
    }
    return heads;
  }

  private void fitting(InstrumentRef form, Payload payload) {
    payload
        .fold(
            it ->
                instruments.find(form).stream()
                    .flatMap(
                        one ->
                            Validation.problems(one, Faults.answers(it), Faults.narrative(it))
                                .stream())
                    .findFirst(),
            note -> Optional.<retex.refusal.Refusal>empty(),
            gone -> Optional.<retex.refusal.Refusal>empty())
        .ifPresent(
            problem -> {
              throw CHOICE_UNFIT.at(problem.where()).asException();
            });
  }

  private static boolean isSigned(Entry entry) {
    return entry.payload().fold(it -> !it.signOffs().isEmpty(), note -> false, gone -> false);
  }
}
