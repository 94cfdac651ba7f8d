package retex.server.device;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import retex.contract.DeviceId;
import retex.contract.Micros;
import retex.server.audit.Audit;

/** Every laptop that was ever enrolled. Safe for use by several threads. */
@Singleton
public final class Devices {

  private final DeviceRows rows;
  private final Standing standing;
  private final Audit audit;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  Devices(
      DeviceRows rows,
      Standing standing,
      Audit audit,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.transactions = transactions;
    this.rows = rows;
    this.standing = standing;
    this.audit = audit;
    this.clock = clock;
  }

  public List<Device> all() {
    return rows.listOrderByEnrolledAt().stream().map(Devices::device).toList();
  }

  /** The same, noting who asked. */
  List<Device> listed(String actor) {
    List<Device> all = all();
    audit.write(actor, "device.listed", "devices", Map.of("count", Integer.toString(all.size())));
    return all;
  }

  public Optional<Device> find(DeviceId id) {
    return rows.findById(id.hex()).map(Devices::device);
  }

  /** The log key of a device that may speak now; refuses unknown and revoked ones. */
  public byte[] publicKey(DeviceId id) {
    return standing.publicKey(id);
  }

  /** Notes that a device spoke: how many entries wait on it, and which program it runs. */
  public void contact(DeviceId id, long backlog, String version) {
    rows.contact(id.hex(), Micros.of(clock.instant()), backlog, version);
  }

  /** The same of several, in one transaction. */
  public void contacts(List<Contact> contacts) {
    if (!contacts.isEmpty()) {
      transactions.executeWrite(
          status -> {
            contacts.forEach(
                it ->
                    rows.contact(
                        it.device().hex(), Micros.of(it.at()), it.backlog(), it.version()));
            return contacts.size();
          });
    }
  }

  private static Device device(DeviceRow row) {
    return new Device(
        DeviceId.parse(row.id()),
        row.name(),
        row.revoked(),
        Micros.instant(row.enrolledAt()),
        row.lastContact() == 0 ? Optional.empty() : Optional.of(Micros.instant(row.lastContact())),
        row.backlog(),
        row.version(),
        Micros.instant(row.certifiedUntil()));
  }
}
