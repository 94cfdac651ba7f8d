package retex.server.device;

import static retex.server.device.DeviceRefusal.DEVICE_UNKNOWN;
import static retex.server.device.DeviceRefusal.MISSION_UNKNOWN;
import static retex.server.device.DeviceRefusal.ROLE_UNKNOWN;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import retex.contract.DeviceId;
import retex.server.audit.Audit;
import retex.server.catalogue.Catalogue;
import retex.server.catalogue.Mission;

/**
 * Which mission each laptop is for, and as what. A laptop without a scope gets nothing that others
 * wrote. Safe for use by several threads.
 */
@Singleton
public final class DeviceScopes {

  private final ScopeRows rows;
  private final DeviceRows devices;
  private final Catalogue catalogue;
  private final Audit audit;
  private final TransactionOperations<Connection> transactions;

  DeviceScopes(
      ScopeRows rows,
      DeviceRows devices,
      Catalogue catalogue,
      Audit audit,
      TransactionOperations<Connection> transactions) {
    this.rows = rows;
    this.devices = devices;
    this.catalogue = catalogue;
    this.audit = audit;
    this.transactions = transactions;
  }

  /** What a laptop is for; empty where nobody has said it. */
  public Optional<DeviceScope> of(DeviceId device) {
    return rows.findById(device.hex()).map(it -> new DeviceScope(it.mission(), it.role()));
  }

  /** Says what a laptop is for from its next message on; what it may no longer hold leaves it. */
  public void give(DeviceId device, DeviceScope scope, String actor) {
    transactions.executeWrite(
        status -> {
          known(device);
          put(device.hex(), scope);
          audit.write(actor, "device.scope-given", device.hex(), facts(scope));
          return scope;
        });
  }

  /** Takes it back: the laptop keeps nothing that others wrote. */
  public void take(DeviceId device, String actor) {
    transactions.executeWrite(
        status -> {
          known(device);
          rows.deleteById(device.hex());
          audit.write(actor, "device.scope-taken", device.hex(), Map.of());
          return device;
        });
  }

  /**
   * A scope as typed; empty where no mission was. Refuses {@code MISSION_UNKNOWN}, {@code
   * ROLE_UNKNOWN}.
   */
  Optional<DeviceScope> read(String mission, String role) {
    if (mission.isEmpty()) {
      return Optional.empty();
    }
    List<String> known = missions();
    if (!known.contains(mission)) {
      throw MISSION_UNKNOWN.at("mission: " + String.join(" | ", known)).asException();
    }
    return Optional.of(
        new DeviceScope(
            mission, DeviceRole.of(role).orElseThrow(() -> ROLE_UNKNOWN.at("role").asException())));
  }

  /** Codes of the missions, sorted. */
  List<String> missions() {
    return catalogue.missions().stream().map(Mission::code).sorted().toList();
  }

  /** What the laptop that will spend a token is for; joins the caller's transaction. */
  void keepFor(String token, DeviceScope scope) {
    put(token, scope);
  }

  /**
   * Gives a laptop what the token that it spent was for, once: whoever shows it again may have been
   * given another scope since. Joins the caller's transaction.
   */
  void inherit(String token, DeviceId device) {
    rows.findById(token)
        .ifPresent(
            it -> {
              put(device.hex(), new DeviceScope(it.mission(), it.role()));
              rows.deleteById(token);
            });
  }

  static Map<String, String> facts(DeviceScope scope) {
    return Map.of("mission", scope.mission(), "role", scope.role().word());
  }

  private void known(DeviceId device) {
    if (!devices.existsById(device.hex())) {
      throw DEVICE_UNKNOWN.at("device").asException();
    }
  }

  private void put(String holder, DeviceScope scope) {
    rows.deleteById(holder);
    rows.save(new ScopeRow(holder, scope.mission(), scope.role()));
  }
}
