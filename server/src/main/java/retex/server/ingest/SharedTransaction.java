package retex.server.ingest;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One commit for what several laptops brought meanwhile: the disk is what an ingest waits for.
 * Whoever finds nobody writing writes all that waits, in the order in which it came. A piece that
 * its check refuses has written nothing, and the others go on; where one fails while it writes,
 * everything is undone and each is tried in a transaction of its own, so a piece may be begun
 * twice. What became of a piece is told once it is on disk. Safe for use by several threads.
 */
@Singleton
final class SharedTransaction {

  private static final int MOST_PIECES = 16; // others wait as long as these take to write

  private final TransactionOperations<Connection> transactions;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<Piece<?, ?>> waiting = new ArrayDeque<>();
  private boolean writing;

  SharedTransaction(TransactionOperations<Connection> transactions) {
    this.transactions = transactions;
  }

  /**
   * What {@code write} answers to what {@code check} found, once it is on disk. {@code check} may
   * refuse, but writes nothing. Joins the caller's transaction if there is one.
   */
  <C, T> T write(Supplier<C> check, Function<C, T> write) {
    if (transactions.findTransactionStatus().isPresent()) {
      return transactions.executeWrite(status -> write.apply(check.get()));
    }
    var piece = new Piece<>(check, write);
    if (mustWrite(piece)) {
      try {
        while (!piece.isSettled()) {
          writeWaiting();
        }
      } finally {
        yieldTurn();
      }
    }
    return piece.outcome();
  }

  /** Waits until the piece is settled, or it is this thread's turn to write. */
  private boolean mustWrite(Piece<?, ?> piece) {
    lock.lock();
    try {
      waiting.add(piece);
      while (writing && !piece.isSettled()) {
        changed.awaitUninterruptibly();
      }
      if (piece.isSettled()) {
        return false;
      }
      writing = true;
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void yieldTurn() {
    lock.lock();
    try {
      writing = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private List<Piece<?, ?>> next() {
    lock.lock();
    try {
      var next = new ArrayList<Piece<?, ?>>();
      while (next.size() < MOST_PIECES && !waiting.isEmpty()) {
        next.add(waiting.remove());
      }
      return next;
    } finally {
      lock.unlock();
    }
  }

  private void writeWaiting() {
    var taken = new ArrayList<Piece<?, ?>>();
    try {
      transactions.executeWrite(
          status -> {
            taken.addAll(next()); // here, for more may have come while the connection was awaited
            taken.forEach(Piece::tryNow);
            if (status.isRollbackOnly()) {
              throw new IllegalStateException("a check spoilt the transaction of all");
            }
            return status;
          });
      taken.forEach(Piece::settle);
    } catch (RuntimeException whole) { // whatever it is, it is told to those who wait
      if (taken.isEmpty()) {
        taken.addAll(next());
      }
      if (taken.size() == 1) {
        taken.get(0).settle(whole);
      } else {
        taken.forEach(this::alone);
      }
    } finally {
      taken.stream()
          .filter(it -> !it.isSettled())
          .forEach(it -> it.settle(new IllegalStateException("not written")));
    }
  }

  private void alone(Piece<?, ?> piece) {
    try {
      transactions.executeWrite(
          status -> {
            piece.tryNow();
            return status;
          });
      piece.settle();
    } catch (RuntimeException fault) { // told to the one who waits for it
      piece.settle(fault);
    }
  }

  /** What one thread wants to have written, and what became of it. */
  private static final class Piece<C, T> {
    private final Supplier<C> check;
    private final Function<C, T> write;
    private Optional<T> answer = Optional.empty();
    private Optional<RuntimeException> fault = Optional.empty();
    private volatile boolean settled; // written last, read first: what is above is seen with it

    Piece(Supplier<C> check, Function<C, T> write) {
      this.check = check;
      this.write = write;
    }

    void tryNow() {
      fault = Optional.empty();
      C found;
      try {
        found = check.get();
      } catch (RuntimeException refused) { // nothing was written: the others go on
        fault = Optional.of(refused);
        return;
      }
      answer = Optional.of(write.apply(found));
    }

    void settle() {
      settled = true;
    }

    void settle(RuntimeException why) {
      fault = Optional.of(why);
      settle();
    }

    boolean isSettled() {
      return settled;
    }

    T outcome() {
      if (fault.isPresent()) {
        throw fault.get();
      }
      return answer.orElseThrow();
    }
  }
}
