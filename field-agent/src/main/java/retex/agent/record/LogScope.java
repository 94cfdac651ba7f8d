package retex.agent.record;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.util.function.Supplier;
import retex.agent.vault.Identity;

/** What the log works within: who writes, when, and in which transaction. */
@Singleton
record LogScope(
    Identity identity, Clock clock, TransactionOperations<Connection> transactions, Growth growth) {

  <T> T write(Supplier<T> work) {
    T written = transactions.executeWrite(status -> work.get());
    growth.tell();
    return written;
  }

  <T> T read(Supplier<T> work) {
    return transactions.executeRead(status -> work.get());
  }
}
