package retex.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import io.micronaut.transaction.TransactionOperations;
import io.micronaut.transaction.TransactionStatus;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.exchange.ExchangeRefusal;
import retex.server.SomeStore;
import retex.server.audit.Audit;

/** Pieces that come while somebody writes share the next commit, and nothing else. */
class SharedTransactionTest {

  private static final int PIECES = 6;

  @TempDir private Path folder;
  private ApplicationContext server = ApplicationContext.builder().build();
  private TransactionOperations<Connection> transactions;
  private SharedTransaction shared;
  private Audit audit;
  private final Set<TransactionStatus<?>> used =
      Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
  private final Map<Integer, Throwable> told = new ConcurrentHashMap<>();

  @BeforeEach
  @SuppressWarnings("unchecked")
  void start() {
    SomeStore.migrated(folder);
    server =
        ApplicationContext.builder()
            .properties(Map.of("retex.data", folder.toString(), "grpc.server.enabled", false))
            .start();
    transactions = server.getBean(TransactionOperations.class);
    shared = server.getBean(SharedTransaction.class);
    audit = server.getBean(Audit.class);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void what_comes_while_somebody_writes_shares_a_commit_and_all_of_it_lands() {
    whileSomebodyWrites(this::write);

    assertThat(used).hasSizeLessThan(PIECES);
    assertThat(told).isEmpty();
    assertThat(landed()).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
  }

  @Test
  void a_piece_that_is_refused_is_told_so_and_the_others_land() {
    whileSomebodyWrites(
        number -> {
          if (number == 2) {
            shared.write(
                () -> {
                  throw ExchangeRefusal.FORK.at("entry 7").asException();
                },
                found -> found);
          } else {
            write(number);
          }
        });

    assertThat(told.get(2)).hasMessageContaining("FORK");
    assertThat(told).hasSize(1);
    assertThat(used).hasSizeLessThan(PIECES - 1);
    assertThat(landed()).containsExactlyInAnyOrder(0, 1, 3, 4, 5);
  }

  @Test
  void a_piece_that_fails_half_written_leaves_nothing_and_the_others_land() {
    whileSomebodyWrites(
        number ->
            shared.write(
                () -> number,
                it -> {
                  noted(it);
                  if (it == 4) {
                    throw new IllegalStateException("a fault");
                  }
                  return it;
                }));

    assertThat(told.get(4)).hasMessage("a fault");
    assertThat(told).hasSize(1);
    assertThat(landed()).containsExactlyInAnyOrder(0, 1, 2, 3, 5);
    assertThat(audit.verify()).isEmpty();
  }

  @Test
  void within_a_transaction_it_joins_that_one() {
    assertThatThrownBy(
            () ->
                transactions.executeWrite(
                    status -> {
                      write(1);
                      throw new IllegalStateException("afterwards");
                    }))
        .hasMessage("afterwards");

    assertThat(landed()).isEmpty();
  }

  private void write(int number) {
    shared.write(
        () -> number,
        it -> {
          noted(it);
          return it;
        });
  }

  private void noted(int number) {
    used.add(transactions.findTransactionStatus().orElseThrow());
    audit.write("test", "test.piece", "piece", Map.of("number", Integer.toString(number)));
  }

  private List<Integer> landed() {
    return audit.latest(100).stream()
        .filter(it -> it.action().equals("test.piece"))
        .map(it -> Integer.parseInt(it.facts().replaceAll("[^0-9]", "")))
        .toList();
  }

  /** Begins all pieces, each in a thread, while the only connection is taken. */
  private void whileSomebodyWrites(Piece piece) {
    var threads = new ArrayList<Thread>();
    transactions.executeWrite(
        status -> {
          IntStream.range(0, PIECES).forEach(number -> threads.add(started(piece, number)));
          while (!threads.stream().allMatch(SharedTransactionTest::waits)) {
            Thread.onSpinWait();
          }
          return status;
        });
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private Thread started(Piece piece, int number) {
    var thread = new Thread(() -> piece.write(number));
    thread.setUncaughtExceptionHandler((it, fault) -> told.put(number, fault));
    thread.start();
    return thread;
  }

  private static boolean waits(Thread thread) {
    return Optional.of(thread.getState())
        .filter(it -> it == Thread.State.WAITING || it == Thread.State.TIMED_WAITING)
        .isPresent();
  }

  private interface Piece {
    void write(int number);
  }
}
