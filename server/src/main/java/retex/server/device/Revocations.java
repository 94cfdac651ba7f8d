package retex.server.device;

import static retex.server.device.DeviceRefusal.DEVICE_REVOKED;
import static retex.server.device.DeviceRefusal.DEVICE_UNKNOWN;
import static retex.server.device.DeviceRefusal.REVOCATION_REASON_MISSING;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import retex.contract.DeviceId;
import retex.contract.Micros;
import retex.server.audit.Audit;

/**
 * Who revoked a laptop, why and with which order; and what came of the order. From its next message
 * on nothing that a revoked laptop says is taken into the store. Safe for use by several threads.
 */
@Singleton
public final class Revocations {

  private static final int LONGEST_REASON = 1_000;

  private final DeviceRows devices;
  private final RevocationRows rows;
  private final Audit audit;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  Revocations(
      DeviceRows devices,
      RevocationRows rows,
      Audit audit,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.devices = devices;
    this.rows = rows;
    this.audit = audit;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Revokes a device, for a written reason. One that is to hand over may be declared stolen later;
   * nothing else is changed. Refuses {@code DEVICE_UNKNOWN}, {@code DEVICE_REVOKED} and {@code
   * REVOCATION_REASON_MISSING}.
   */
  public void revoke(DeviceId id, RevocationOrder order, String reason, String actor) {
    String why = reason.strip();
    if (why.isEmpty() || why.length() > LONGEST_REASON) {
      throw REVOCATION_REASON_MISSING.at("reason").asException();
    }
    transactions.executeWrite(
        status -> {
          if (!devices.existsById(id.hex())) {
            throw DEVICE_UNKNOWN.at("device").asException();
          }
          long now = Micros.of(clock.instant());
          if (rows.findByDevice(id.hex()).isEmpty()) {
            devices.revoke(id.hex());
            rows.save(new RevocationRow(id.hex(), order.name(), why, actor, now, 0, 0));
          } else if (order != RevocationOrder.STOLEN
              || rows.escalate(id.hex(), why, actor, now) != 1) {
            throw DEVICE_REVOKED.at("device").asException();
          }
          audit.write(
              actor, "device.revoked", id.hex(), Map.of("order", order.word(), "reason", why));
          return id;
        });
  }

  /** How a device was revoked; empty for one that was not. */
  public Optional<Revocation> find(DeviceId id) {
    return rows.findByDevice(id.hex()).map(RevocationRow::revocation);
  }

  /**
   * The log key of a device that is to hand over. Refuses others: those that were not revoked, and
   * the stolen ones.
   */
  public byte[] keyOfHandingOver(DeviceId id) {
    boolean handsOver = find(id).filter(it -> it.order() == RevocationOrder.HAND_OVER).isPresent();
    if (!handsOver) {
      throw DEVICE_REVOKED.at("device").asException();
    }
    return key(id);
  }

  /** The log key of a revoked device, by which what it handed over is judged. */
  public byte[] key(DeviceId id) {
    return devices
        .findById(id.hex())
        .map(DeviceRow::publicKey)
        .orElseThrow(() -> DEVICE_UNKNOWN.at("device").asException());
  }

  /** Notes that the laptop is told to destroy its key slots. */
  public void ordered(DeviceId id, String because) {
    note("device.keys-ordered", id, rows.ordered(id.hex(), now()), Map.of("because", because));
  }

  /** Notes that the laptop says that its key slots are gone. */
  public void destroyed(DeviceId id) {
    note("device.keys-destroyed", id, rows.destroyed(id.hex(), now()), Map.of());
  }

  private long now() {
    return Micros.of(clock.instant());
  }

  private void note(String action, DeviceId id, int changed, Map<String, String> what) {
    if (changed == 1) {
      audit.write("device:" + id.hex(), action, id.hex(), what);
    }
  }
}
