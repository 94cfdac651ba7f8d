package retex.server.record;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import retex.contract.Attachment;
import retex.contract.Classification;
import retex.contract.Entry;
import retex.contract.Evaluation;
import retex.contract.Evaluator;
import retex.contract.Micros;
import retex.contract.RecordKind;
import retex.contract.RevisionId;
import retex.contract.TrainerNote;
import retex.contract.UnitRef;
import retex.contract.Withdrawal;

/**
 * Keeps {@code record} and {@code learnt_name} in step with the revisions. The newest committed
 * revision that no other follows is what a record says; a withdrawal leaves what was said before
 * and marks it.
 */
@Singleton
final class Projection {

  /** Where a withdrawal came without what it withdraws, nothing is known of the unit. */
  private static final UnitRef NO_UNIT = UnitRef.typed("?", "?", "", "");

  private final RecordRows rows;
  private final RevisionRows revisions;
  private final Inserts inserts;

  Projection(RecordRows rows, RevisionRows revisions, Inserts inserts) {
    this.rows = rows;
    this.revisions = revisions;
    this.inserts = inserts;
  }

  /** Takes some revisions more, in the order of commitment; joins the caller's transaction. */
  void take(List<Arrival> arrivals, Instant receivedAt) {
    if (arrivals.isEmpty()) {
      return;
    }
    Map<String, RecordRow> held =
        held(arrivals.stream().filter(it -> !it.entry().revision().isFirst()));
    Set<String> known = Set.copyOf(held.keySet());
    Map<String, Set<String>> names = new TreeMap<>();
    for (Arrival arrival : arrivals) {
      held.compute(record(arrival), (id, before) -> after(before, arrival, receivedAt));
      attach(arrival.entry());
      learn(arrival.entry(), names);
    }
    Set<String> begun =
        inserts.records(held.values().stream().filter(row -> !known.contains(row.id())).toList());
    if (!known.isEmpty()) {
      rows.updateAll(held.values().stream().filter(row -> known.contains(row.id())).toList());
    }
    if (!begun.isEmpty()) {
      takeLate(arrivals.stream().filter(it -> begun.contains(record(it))).toList(), receivedAt);
    }
    inserts.learntNames(names);
  }

  /** First revisions of records of which a later one came before, from another log. */
  private void takeLate(List<Arrival> arrivals, Instant receivedAt) {
    Map<String, RecordRow> held = held(arrivals.stream());
    for (Arrival arrival : arrivals) {
      held.compute(record(arrival), (id, before) -> after(before, arrival, receivedAt));
    }
    rows.updateAll(List.copyOf(held.values()));
  }

  private Map<String, RecordRow> held(Stream<Arrival> arrivals) {
    List<String> ids = arrivals.map(Projection::record).distinct().toList();
    Map<String, RecordRow> held = new LinkedHashMap<>();
    if (!ids.isEmpty()) {
      rows.findByIdIn(ids).forEach(row -> held.put(row.id(), row));
    }
    return held;
  }

  private RecordRow after(@Nullable RecordRow held, Arrival arrival, Instant receivedAt) {
    var before = Optional.ofNullable(held);
    boolean follows = held == null || follows(arrival.entry(), held);
    List<Entry> heads = follows ? List.of(arrival.entry()) : heads(arrival.entry());
    Entry entry = heads.get(heads.size() - 1);
    var said =
        entry
            .payload()
            .fold(
                evaluation -> said(evaluation),
                note -> said(note),
                withdrawal -> before.map(Projection::said).orElseGet(() -> said(withdrawal)));
    return row(
        entry,
        receivedAt,
        entry.equals(arrival.entry()) ? arrival.faults().stream().findFirst() : fault(entry),
        said,
        before.map(RecordRow::revisions).orElse(0) + 1,
        heads.size() == 1 ? "" : ids(heads),
        held != null && isParted(held, arrival.entry()) ? 1 : 0);
  }

  /**
   * Whether it names all that stood before: the common case, in which nothing is looked up. Of a
   * record of several logs some may hang on what comes only now.
   */
  private static boolean follows(Entry entry, RecordRow before) {
    if (before.parted() == 1) {
      return false;
    }
    Set<String> parents =
        entry.revision().parents().stream().map(RevisionId::hex).collect(Collectors.toSet());
    return parents.equals(Set.copyOf(before.headIds()));
  }

  /** In the order of commitment: the newest last. */
  private List<Entry> heads(Entry of) {
    return Rooted.heads(revisions.ofRecord(of.revision().record().toString()));
  }

  private Optional<Quarantine> fault(Entry entry) {
    return revisions
        .fault(entry.revision().id().hex())
        .map(it -> new Quarantine(it.code(), it.place()));
  }

  private static String ids(List<Entry> entries) {
    return entries.stream().map(it -> it.revision().id().hex()).collect(Collectors.joining(","));
  }

  private static boolean isParted(RecordRow before, Entry entry) {
    var log = entry.revision().log();
    return before.parted() == 1
        || !before.device().equals(log.device().hex())
        || before.epoch() != log.epoch();
  }

  private static String record(Arrival arrival) {
    return arrival.entry().revision().record().toString();
  }

  /** Forgets everything, so that all revisions can be taken again. */
  void clear() {
    rows.deleteAll();
    rows.forgetNames();
    rows.forgetAttachments();
  }

  private void attach(Entry entry) {
    var revision = entry.revision();
    for (Attachment it : entry.payload().attachments()) {
      rows.attach(
          revision.id().hex(),
          revision.record().toString(),
          revision.log().device().hex(),
          it.hash().hex(),
          it.size(),
          it.mediaType());
    }
  }

  private static RecordRow row(
      Entry entry,
      Instant receivedAt,
      Optional<Quarantine> fault,
      Said said,
      int revisions,
      String heads,
      int parted) {
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
        revisions,
        heads,
        parted);
  }

  private static void learn(Entry entry, Map<String, Set<String>> names) {
    learn("PERSON", entry.revision().author(), names);
    Optional<UnitRef> unit =
        entry
            .payload()
            .fold(
                evaluation -> {
                  evaluation.evaluators().stream()
                      .map(Evaluator::name)
                      .forEach(name -> learn("PERSON", name, names));
                  evaluation
                      .signOffs()
                      .forEach(it -> learn("PERSON", it.certificate().name(), names));
                  learn("REFERENCE", evaluation.reference(), names);
                  return Optional.of(evaluation.unit());
                },
                note -> {
                  learn("PERSON", note.trainer(), names);
                  learn("REFERENCE", note.reference(), names);
                  return Optional.of(note.unit());
                },
                withdrawal -> Optional.<UnitRef>empty());
    unit.ifPresent(it -> learn(it, names));
  }

  private static void learn(UnitRef unit, Map<String, Set<String>> names) {
    learn("UNIT", unit.name(), names);
    learn("UNIT", unit.code(), names);
    learn("STATE", unit.state(), names);
    learn("MISSION", unit.mission(), names);
  }

  private static void learn(String kind, String name, Map<String, Set<String>> names) {
    if (!name.isBlank()) {
      names.computeIfAbsent(kind, it -> new LinkedHashSet<>()).add(Column.of(name.strip()));
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
