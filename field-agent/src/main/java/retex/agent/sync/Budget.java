package retex.agent.sync;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * How many bytes of photographs and documents may cross a line that costs money: a time, a day, or
 * none at all. Records always cross. What is spent is on disk before it is more than a little; a
 * day is the laptop's own. Safe for use by several threads.
 */
@Singleton
final class Budget {

  private final BudgetRows rows;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  Budget(BudgetRows rows, TransactionOperations<Connection> transactions, Clock clock) {
    this.rows = rows;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** What may cross now in one synchronisation, in bytes. */
  long allowance() {
    BudgetRow row = row();
    if (row.recordsOnly()) {
      return 0;
    }
    long left = row.perDay() == 0 ? Long.MAX_VALUE : Math.max(0, row.perDay() - row.spent());
    return row.perSync() == 0 ? left : Math.min(left, row.perSync());
  }

  /** The budget, with what was spent today. */
  BudgetRow row() {
    return transactions.executeRead(status -> today(stored()));
  }

  /** Limits in bytes, 0 for none. */
  void set(long perSync, long perDay, boolean recordsOnly) {
    transactions.executeWrite(
        status -> {
          BudgetRow it = today(stored());
          return save(new BudgetRow(1, perSync, perDay, recordsOnly, it.day(), it.spent()));
        });
  }

  void spend(long bytes) {
    transactions.executeWrite(
        status -> {
          BudgetRow it = today(stored());
          return save(
              new BudgetRow(
                  1, it.perSync(), it.perDay(), it.recordsOnly(), it.day(), it.spent() + bytes));
        });
  }

  private BudgetRow stored() {
    return rows.findById(1).orElseGet(() -> new BudgetRow(1, 0, 0, false, "", 0));
  }

  private BudgetRow save(BudgetRow row) {
    rows.deleteById(1);
    return rows.save(row);
  }

  private BudgetRow today(BudgetRow it) {
    String day = LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault()).toString();
    return it.day().equals(day)
        ? it
        : new BudgetRow(1, it.perSync(), it.perDay(), it.recordsOnly(), day, 0);
  }
}
