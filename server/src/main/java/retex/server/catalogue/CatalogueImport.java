package retex.server.catalogue;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import retex.refusal.Refusal;

/**
 * Takes a reference file in, whole or not at all, in one transaction. Items are added or replaced
 * by their codes, never taken away; the same file twice changes nothing. Names only accumulate: one
 * that an item had before is protected as long as texts may hold it, and one that was withdrawn is
 * again where an item that is new or different brings it.
 */
@Singleton
public final class CatalogueImport {

  private final ItemRows rows;
  private final NameWithdrawals withdrawals;
  private final TransactionOperations<Connection> transactions;

  CatalogueImport(
      ItemRows rows, NameWithdrawals withdrawals, TransactionOperations<Connection> transactions) {
    this.rows = rows;
    this.withdrawals = withdrawals;
    this.transactions = transactions;
  }

  /**
   * Imports the text of a file. Nothing is imported where {@link Outcome#problems} is not empty.
   */
  public Outcome run(String json) {
    var read = ReferenceFile.read(json);
    if (!read.problems().isEmpty()) {
      return new Outcome(rows.version(), 0, 0, read.problems(), List.of());
    }
    return transactions.executeWrite(status -> take(read.items()));
  }

  private Outcome take(List<ItemRow> items) {
    List<ItemRow> here = rows.all();
    Map<List<String>, String> held =
        here.stream()
            .collect(Collectors.toMap(it -> List.of(it.kind(), it.code()), ItemRow::content));
    Function<ItemRow, Boolean> differs =
        it -> !it.content().equals(held.get(List.of(it.kind(), it.code())));
    var changed = items.stream().filter(differs::apply).toList();
    changed.forEach(it -> rows.put(it.kind(), it.code(), it.content()));
    if (!changed.isEmpty()) {
      rows.grow(rows.instruments());
    }
    long version = rows.version();
    Snapshot now = SnapshotReader.read(version, rows.all());
    if (!changed.isEmpty()) {
      SnapshotReader.read(version, here)
          .protectedNames()
          .without(now.protectedNames())
          .byKind()
          .forEach((kind, names) -> names.stream().sorted().forEach(it -> rows.keep(kind, it)));
      withdrawals.overtake(SnapshotReader.read(version, changed).protectedNames().all());
    }
    return new Outcome(version, items.size(), changed.size(), List.of(), now.unresolved());
  }

  /**
   * What an import did: the version now, how many items the file held, how many were new or
   * different, why it was refused, and what it names but nobody knows (imported all the same).
   */
  public record Outcome(
      long version, int items, int changed, List<Refusal> problems, List<Refusal> unresolved) {

    public Outcome {
      problems = List.copyOf(problems);
      unresolved = List.copyOf(unresolved);
    }
  }
}
