package retex.agent.vault;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.sql.Connection;
import retex.contract.DeviceKey;
import retex.contract.LogId;

/** Who this laptop is: its log key, made at first opening and kept for its life. */
@Singleton
public final class Identity {

  private final DeviceKeys keys;
  private final Vault vault;
  private final TransactionOperations<Connection> transactions;

  Identity(DeviceKeys keys, Vault vault, TransactionOperations<Connection> transactions) {
    this.keys = keys;
    this.vault = vault;
    this.transactions = transactions;
  }

  /**
   * The device's key pair; refused once the key slots are to go, so that nothing is signed then.
   */
  public DeviceKey key() {
    vault.refuseWhereCondemned();
    return DeviceKey.of(row().privateKey());
  }

  /** The log that is written now. */
  public LogId log() {
    DeviceKeyRow row = row();
    return new LogId(DeviceKey.of(row.privateKey()).device(), row.epoch());
  }

  /** From now on the log of {@code epoch} is written. Joins the caller's transaction. */
  public void open(int epoch) {
    transactions.executeWrite(
        status -> {
          DeviceKeyRow row = row();
          return keys.update(new DeviceKeyRow(row.id(), row.privateKey(), epoch));
        });
  }

  private DeviceKeyRow row() {
    return transactions.executeWrite(
        status ->
            keys.findById(1)
                .orElseGet(
                    () ->
                        keys.save(
                            new DeviceKeyRow(
                                1, DeviceKey.generate(new SecureRandom()).privateKey(), 1))));
  }
}
