package retex.server.bundle;

import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import retex.bundle.BundleId;
import retex.contract.DeviceId;
import retex.contract.Micros;

/**
 * Which bundles of whom couriers have brought: one whose answer was cut on the way begins again,
 * and is given the answer alone. Safe for use by several threads and processes.
 */
@Singleton
class CarriedBundles {

  private static final Duration REMEMBERED = Duration.ofDays(30); // as long as parts of one stay

  private final CarriedRows rows;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  CarriedBundles(CarriedRows rows, TransactionOperations<Connection> transactions, Clock clock) {
    this.rows = rows;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Notes that all of it has landed. */
  void landed(DeviceId courier, BundleId bundle, DeviceId device) {
    transactions.executeWrite(
        status -> {
          rows.landed(courier.hex(), bundle.hex(), device.hex(), Micros.of(clock.instant()));
          return device;
        });
  }

  /** Whose it is, where it has landed lately. */
  Optional<DeviceId> ofWhom(DeviceId courier, BundleId bundle) {
    return rows.deviceOf(courier.hex(), bundle.hex()).map(DeviceId::parse);
  }

  @Scheduled(fixedDelay = "6h", initialDelay = "10s")
  void forget() {
    transactions.executeWrite(
        status -> {
          rows.forget(Micros.of(clock.instant().minus(REMEMBERED)));
          return status;
        });
  }
}
