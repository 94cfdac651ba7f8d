package retex.server.record;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import retex.contract.Classification;
import retex.contract.Entry;
import retex.contract.Evaluation;
import retex.contract.Evaluator;
import retex.contract.Micros;
import retex.contract.RecordKind;
import retex.contract.TrainerNote;
import retex.contract.UnitRef;
import retex.contract.Withdrawal;

/**
 * Keeps {@code record} and {@code learnt_name} in step with the revisions. The newest committed
 * revision is what a record says; a withdrawal leaves what was said before and marks it.
 */
@Singleton
final class Projection {

  /** Where a withdrawal came without what it withdraws, nothing is known of the unit. */
  private static final UnitRef NO_UNIT = UnitRef.typed("?", "?", "", "");

  private final RecordRows rows;

  Projection(RecordRows rows) {
    this.rows = rows;
  }

  /** Takes one revision more; called in the order of commitment. */
  void take(Entry entry, Instant receivedAt, Optional<Quarantine> fault) {
    var before = rows.findById(entry.revision().record().toString());
    var said =
        entry
            .payload()
            .fold(
                evaluation -> said(evaluation),
                note -> said(note),
                withdrawal -> before.map(Projection::said).orElseGet(() -> said(withdrawal)));
    var row = row(entry, receivedAt, fault, said, before.map(RecordRow::revisions).orElse(0) + 1);
    if (before.isPresent()) {
      rows.update(row);
    } else {
      rows.save(row);
    }
    learn(entry);
  }

  /** Forgets everything, so that all revisions can be taken again. */
  void clear() {
    rows.deleteAll();
    rows.forgetNames();
  }

  private static RecordRow row(
      Entry entry, Instant receivedAt, Optional<Quarantine> fault, Said said, int revisions) {
    var revision = entry.revision();
    return new RecordRow(
        revision.record().toString(),
        said.kind(),
        revision.id().hex(),
        revision.log().device().hex(),
        revision.log().epoch(),
        revision.number(),
        revision.author(),
        revision.instrument().toString(),
        said.unit().code(),
        said.unit().name(),
        said.unit().type(),
        said.unit().state(),
        said.unit().mission(),
        said.rotation(),
        said.language(),
        said.classification(),
        said.fromDay(),
        said.toDay(),
        said.reference(),
        Micros.of(revision.writtenAt()),
        Micros.of(receivedAt),
        revision.kind() == RecordKind.WITHDRAWAL ? 1 : 0,
        fault.map(Quarantine::code).orElse(""),
        fault.map(Quarantine::where).orElse(""),
        revisions);
  }

  private void learn(Entry entry) {
    learn("PERSON", entry.revision().author());
    Optional<UnitRef> unit =
        entry
            .payload()
            .fold(
                evaluation -> {
                  evaluation.evaluators().stream()
                      .map(Evaluator::name)
                      .forEach(name -> learn("PERSON", name));
                  evaluation.signOffs().forEach(it -> learn("PERSON", it.certificate().name()));
                  learn("REFERENCE", evaluation.reference());
                  return Optional.of(evaluation.unit());
                },
                note -> {
                  learn("PERSON", note.trainer());
                  learn("REFERENCE", note.reference());
                  return Optional.of(note.unit());
                },
                withdrawal -> Optional.<UnitRef>empty());
    unit.ifPresent(this::learn);
  }

  private void learn(UnitRef unit) {
    learn("UNIT", unit.name());
    learn("UNIT", unit.code());
    learn("STATE", unit.state());
    learn("MISSION", unit.mission());
  }

  private void learn(String kind, String name) {
    if (!name.isBlank()) {
      rows.learn(kind, name.strip());
    }
  }

  private static Said said(Evaluation it) {
    return new Said(
        it.kind().name(),
        it.unit(),
        it.rotation(),
        it.language(),
        it.classification().name(),
        it.from().toEpochDay(),
        it.to().toEpochDay(),
        it.reference());
  }

  private static Said said(TrainerNote it) {
    return new Said(
        it.kind().name(),
        it.unit(),
        it.rotation(),
        it.language(),
        it.classification().name(),
        it.date().toEpochDay(),
        it.date().toEpochDay(),
        it.reference());
  }

  private static Said said(Withdrawal it) {
    long day = LocalDate.EPOCH.toEpochDay();
    String closest = Classification.STRICTLY_CONFIDENTIAL.name();
    return new Said(it.kind().name(), NO_UNIT, "", "en", closest, day, day, it.reference());
  }

  private static Said said(RecordRow it) {
    var unit =
        new UnitRef(it.unitCode(), it.unitName(), it.unitType(), it.unitState(), it.unitMission());
    return new Said(
        it.kind(),
        unit,
        it.rotation(),
        it.language(),
        it.classification(),
        it.fromDay(),
        it.toDay(),
        it.reference());
  }

  /** What a payload says about its record as a whole. */
  private record Said(
      String kind,
      UnitRef unit,
      String rotation,
      String language,
      String classification,
      long fromDay,
      long toDay,
      String reference) {}
}
