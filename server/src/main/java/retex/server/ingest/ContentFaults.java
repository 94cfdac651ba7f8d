package retex.server.ingest;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import retex.contract.Entry;
import retex.contract.Evaluation;
import retex.contract.LogId;
import retex.contract.Renewal;
import retex.contract.RevisionId;
import retex.contract.SignOff;
import retex.contract.SignOffRefusal;
import retex.contract.UnitCode;
import retex.contract.UnitRef;
import retex.exchange.ContentFault;
import retex.exchange.Repeats;
import retex.instrument.Answer;
import retex.instrument.CriterionCode;
import retex.instrument.Instrument;
import retex.instrument.Instruments;
import retex.instrument.Validation;
import retex.refusal.RefusalCode;
import retex.server.catalogue.Catalogue;
import retex.server.catalogue.Unit;
import retex.server.person.People;
import retex.server.record.Logs;
import retex.server.record.Quarantine;
import retex.server.record.Revisions;

/**
 * Faults of content: they never stop a log. The entry is stored, acknowledged and kept aside, and
 * mended by a later revision or by a word from headquarters.
 */
@Singleton
final class ContentFaults {

  private final Catalogue catalogue;
  private final Revisions revisions;
  private final Logs logs;
  private final People people;

  ContentFaults(Catalogue catalogue, Revisions revisions, Logs logs, People people) {
    this.logs = logs;
    this.catalogue = catalogue;
    this.revisions = revisions;
    this.people = people;
  }

  /** The units that are known now. */
  Set<UnitCode> units() {
    return codes(catalogue.units());
  }

  /** Those that were known when last somebody asked: without the store, which may be busy. */
  Set<UnitCode> unitsLastRead() {
    return codes(catalogue.unitsLastRead());
  }

  private static Set<UnitCode> codes(List<Unit> units) {
    return units.stream().map(Unit::code).collect(Collectors.toSet());
  }

  /** The faults of an entry, the gravest first; {@code batch} holds what comes before it. */
  List<Quarantine> of(Entry entry, Set<RevisionId> batch) {
    return of(entry, batch, ofContent(entry, units()));
  }

  /** The same where those of its content are known. */
  List<Quarantine> of(Entry entry, Set<RevisionId> batch, List<Quarantine> ofContent) {
    if (entry.revision().isFirst()) {
      return ofContent;
    }
    var faults = new ArrayList<Quarantine>();
    for (RevisionId parent : entry.revision().parents()) {
      if (!batch.contains(parent) && !revisions.holds(parent)) {
        faults.add(fault(ContentFault.UNKNOWN_PARENT, "parents"));
      }
    }
    faults.addAll(ofContent);
    return faults;
  }

  /** Those of one log's entries that would let a record count twice, and why. */
  Map<RevisionId, ContentFault> repeated(LogId log, List<Entry> entries) {
    return logs.isForked(log.device())
        ? Repeats.of(
            entries,
            it -> logs.alike(it).stream().anyMatch(held -> Renewal.isRepeat(it, held)),
            revisions::isBegunAside)
        : Map.of();
  }

  /** What is wrong with an entry whatever else is stored, where these are the units. */
  List<Quarantine> ofContent(Entry entry, Set<UnitCode> units) {
    var faults = new ArrayList<Quarantine>();
    Instruments instruments = catalogue.instruments();
    if (!instruments.knows(entry.revision().instrument())) {
      faults.add(fault(ContentFault.UNKNOWN_INSTRUMENT, "instrument"));
    }
    faults.addAll(
        entry
            .payload()
            .fold(
                evaluation -> ofEvaluation(entry, evaluation, instruments, units),
                note -> ofUnit(note.unit(), units),
                withdrawal -> List.of()));
    return faults;
  }

  private List<Quarantine> ofEvaluation(
      Entry entry, Evaluation evaluation, Instruments instruments, Set<UnitCode> units) {
    var faults = new ArrayList<>(ofUnit(evaluation.unit(), units));
    Map<CriterionCode, Answer> answers = new HashMap<>(2 * evaluation.answers().size());
    evaluation.answers().forEach(answer -> answers.put(answer.criterion(), answer));
    Map<String, String> narrative = new HashMap<>();
    evaluation.narrative().forEach(part -> narrative.put(part.code(), part.text()));
    Optional<Instrument> form = instruments.find(entry.revision().instrument());
    form.flatMap(it -> Validation.problems(it, answers, narrative).stream().findFirst())
        .ifPresent(it -> faults.add(fault(ContentFault.INVALID_ANSWER, it.where())));
    people
        .fault(entry.revision().record(), evaluation)
        .or(() -> form.flatMap(it -> SignOff.faultOfOffice(evaluation, it.appliesTo())))
        .ifPresent(it -> faults.add(fault(ofSignOff(it.code()), it.where())));
    return faults;
  }

  private static ContentFault ofSignOff(RefusalCode why) {
    return ContentFault.of((SignOffRefusal) why); // sign-offs are refused with no other
  }

  static Quarantine fault(ContentFault fault, String where) {
    return new Quarantine(fault.name(), where);
  }

  private static List<Quarantine> ofUnit(UnitRef unit, Set<UnitCode> units) {
    boolean known = unit.isCoded() && units.contains(new UnitCode(unit.code()));
    return known ? List.of() : List.of(fault(ContentFault.UNKNOWN_UNIT, "unit"));
  }
}
