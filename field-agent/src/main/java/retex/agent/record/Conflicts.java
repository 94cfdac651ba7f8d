package retex.agent.record;

import static retex.agent.record.RecordRefusal.AMENDMENT_MISSING;
import static retex.agent.record.RecordRefusal.CHOICE_MISSING;
import static retex.agent.record.RecordRefusal.PARENT_NOT_CURRENT;
import static retex.agent.record.RecordRefusal.RECORD_NOT_IN_CONFLICT;

import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import retex.contract.Entry;
import retex.contract.LogWriter;
import retex.contract.Payload;
import retex.contract.RecordId;
import retex.contract.RevisionId;
import retex.contract.Versions;
import retex.instrument.InstrumentRef;

/**
 * Revisions of this laptop's records that were written elsewhere, and records in which they stand
 * against one written here. Each change is one transaction. Safe for use by several threads.
 */
@Singleton
public final class Conflicts {

  private final ElsewhereRows rows;
  private final Graph graph;
  private final Log log;
  private final LogScope scope;

  Conflicts(ElsewhereRows rows, Graph graph, Log log, LogScope scope) {
    this.rows = rows;
    this.graph = graph;
    this.log = log;
    this.scope = scope;
  }

  /** The cursor, as headquarters gave it; empty where nothing of the kind came. */
  public Optional<String> cursor() {
    return rows.cursor();
  }

  /** Keeps what came and overwrites what is gone; {@code whole}: nothing else is held from now. */
  public void keep(boolean whole, List<Entry> changed, List<String> removed, String cursor) {
    scope.write(
        () -> {
          Set<RecordId> touched = new HashSet<>();
          Iterable<ElsewhereRow> gone =
              whole
                  ? rows.findAll()
                  : removed.stream().flatMap(id -> rows.findById(id).stream()).toList();
          for (ElsewhereRow row : gone) {
            touched.add(RecordId.parse(row.record()));
            rows.deleteById(row.id());
          }
          for (Entry entry : changed) {
            if (log.isErased(entry.revision().record())) {
              continue;
            }
            touched.add(entry.revision().record());
            rows.deleteById(entry.revision().id().hex());
            rows.save(ElsewhereRow.of(entry));
          }
          touched.forEach(graph::settle);
          touched.forEach(id -> rows.leaveBehind(id.toString()));
          rows.moveTo(cursor);
          return cursor;
        });
  }

  /** The versions that stand against each other. */
  public List<Entry> versions(RecordId record) {
    List<Entry> heads = scope.read(() -> graph.heads(record));
    if (heads.size() < 2) {
      throw RECORD_NOT_IN_CONFLICT.at(record.toString()).asException();
    }
    return heads;
  }

  /** The same part by part; empty where only one of them can be taken whole. */
  public static Optional<Versions> parts(List<Entry> heads) {
    long forms = heads.stream().map(it -> it.revision().instrument()).distinct().count();
    return forms == 1 ? Versions.of(heads.stream().map(Entry::payload).toList()) : Optional.empty();
  }

  /** One version holds as it is, counted from 0: a revision that names all is appended. */
  public Entry take(RecordId record, List<RevisionId> seen, int version, String author) {
    return scope.write(
        () -> {
          List<Entry> heads = current(record, seen);
          if (version < 0 || version >= heads.size()) {
            throw CHOICE_MISSING.at("version").asException();
          }
          Entry taken = heads.get(version);
          return follow(heads, taken.payload(), taken.revision().instrument(), author);
        });
  }

  /**
   * A version put together: {@code chosen} says for each part that differs from which version it
   * is, counted from 0; {@code reason} is needed where a signed one is changed.
   */
  public Entry mend(
      RecordId record,
      List<RevisionId> seen,
      Map<String, Integer> chosen,
      String reason,
      String author) {
    return scope.write(
        () -> {
          List<Entry> heads = current(record, seen);
          Payload merged = merged(heads, chosen, reason);
          return follow(heads, merged, heads.get(0).revision().instrument(), author);
        });
  }

  /** What {@link #mend} would append, with the same refusals. */
  public static Payload merged(List<Entry> heads, Map<String, Integer> chosen, String reason) {
    Versions versions = parts(heads).orElseThrow(() -> CHOICE_MISSING.at("version").asException());
    for (Versions.Part part : versions.parts()) {
      int version = chosen.getOrDefault(part.place(), -1);
      if (part.differs() && (version < 0 || version >= heads.size())) {
        throw CHOICE_MISSING.at(part.place()).asException();
      }
    }
    Payload merged = versions.merged(chosen, reason);
    boolean isNew = heads.stream().noneMatch(it -> it.payload().equals(merged));
    if (isNew && reason.isBlank() && Amendments.isSigned(heads)) {
      throw AMENDMENT_MISSING.at("reason").asException();
    }
    return merged;
  }

  private List<Entry> current(RecordId record, List<RevisionId> seen) {
    List<Entry> heads = versions(record);
    if (!heads.stream().map(it -> it.revision().id()).toList().equals(seen)) {
      throw PARENT_NOT_CURRENT.at(record.toString()).asException();
    }
    return heads;
  }

  private Entry follow(List<Entry> heads, Payload payload, InstrumentRef form, String author) {
    return log.append(
        LogWriter.next(
            log.tip(),
            heads.get(0).revision().record(),
            heads.stream().map(it -> it.revision().id()).toList(),
            author,
            form,
            scope.clock().instant(),
            payload));
  }
}
