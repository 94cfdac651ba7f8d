package retex.server.policy;

import static retex.server.policy.engine.PolicyRefusal.POLICY_NOT_NEWER;
import static retex.server.policy.engine.PolicyRefusal.POLICY_UNKNOWN;

import io.micronaut.context.annotation.Context;
import io.micronaut.transaction.TransactionOperations;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import retex.contract.Micros;
import retex.refusal.RefusedException;
import retex.server.audit.Audit;
import retex.server.policy.engine.Policy;
import retex.server.policy.engine.PolicyFile;

/**
 * The policy in force and all before it. Each is checked against its signature whenever it is read,
 * and once at start-up: a server with an altered, unsigned or unreadable policy does not start.
 * Safe for use by several threads and processes.
 */
@Context
public final class Policies {

  private static final String SHIPPED = "/policy/release.yaml";

  /** Who takes the policy that ships. */
  static final String SERVER = "server";

  private final PolicyRows rows;
  private final PolicyKeys keys;
  private final Audit audit;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;
  private final AtomicReference<@Nullable Version> held = new AtomicReference<>();

  Policies(
      PolicyRows rows,
      PolicyKeys keys,
      Audit audit,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.rows = rows;
    this.keys = keys;
    this.audit = audit;
    this.transactions = transactions;
    this.clock = clock;
    transactions.executeWrite(status -> takeShipped());
    history();
  }

  /** What is in force now. Refuses as {@link #history}. */
  public Policy current() {
    long newest = rows.newest();
    Version now = held.get();
    if (now == null || now.number() != newest) {
      List<Version> all = history();
      now = all.get(all.size() - 1);
      held.set(now);
    }
    return now.policy();
  }

  /**
   * Every version, the oldest first; one from before a floor was raised is used with the floor of
   * today. Refuses {@code POLICY_SIGNATURE_WRONG}, {@code POLICY_KEY_UNKNOWN}, {@code
   * POLICY_MALFORMED}, {@code POLICY_UNSAFE}.
   */
  List<Version> history() {
    return rows.listOrderByNumber().stream().map(this::version).toList();
  }

  /** The one of this {@link Policy#id}, with the floors of today; none where it was never taken. */
  public Optional<Policy> find(String id) {
    return history().stream()
        .map(Version::policy)
        .filter(it -> it.id().equals(id))
        .reduce((older, newer) -> newer);
  }

  /** One version; refuses {@code POLICY_UNKNOWN}. */
  Version version(int version) {
    return history().stream()
        .filter(it -> it.policy().version() == version)
        .reduce((older, newer) -> newer)
        .orElseThrow(() -> POLICY_UNKNOWN.at("version").asException());
  }

  /**
   * Puts a signed file in force. Refuses as {@link #history}, and {@code POLICY_NOT_NEWER} unless
   * it is the next of its name; nothing changes then.
   */
  Version take(String content, PolicyKeys.Signature signature, String actor) {
    try {
      keys.check(content, signature);
      Policy policy = PolicyFile.read(content);
      return transactions.executeWrite(status -> put(policy, content, signature, actor));
    } catch (RefusedException refused) {
      audit.write(
          actor, "policy.refused", "policy", Map.of("code", refused.refusal().code().name()));
      throw refused;
    }
  }

  private Version put(Policy policy, String content, PolicyKeys.Signature signature, String actor) {
    List<PolicyRow> all = rows.listOrderByNumber();
    if (!all.isEmpty()) {
      PolicyRow last = all.get(all.size() - 1);
      if (!last.name().equals(policy.name()) || policy.version() <= last.version()) {
        throw POLICY_NOT_NEWER.at("version").asException();
      }
    }
    var row =
        new PolicyRow(
            all.size() + 1L,
            policy.name(),
            policy.version(),
            content,
            signature.publicKey(),
            signature.value(),
            actor,
            Micros.of(clock.instant()));
    rows.save(row);
    audit.write(
        actor,
        "policy.taken",
        policy.id(),
        Map.of("key", signature.publicKey(), "number", Long.toString(row.number())));
    return version(row);
  }

  /** The policy that comes with the program, unless somebody put another in force. */
  private boolean takeShipped() {
    List<PolicyRow> all = rows.listOrderByNumber();
    String content = shipped();
    Policy policy = PolicyFile.read(content);
    boolean isOurs =
        all.isEmpty()
            || (all.stream().allMatch(it -> it.actor().equals(SERVER))
                && all.get(all.size() - 1).version() < policy.version());
    if (isOurs) {
      put(policy, content, keys.sign(content), SERVER);
    }
    return isOurs;
  }

  private Version version(PolicyRow row) {
    var signature = new PolicyKeys.Signature(row.publicKey(), row.signature());
    keys.check(row.content(), signature);
    return new Version(
        row.number(),
        PolicyFile.readKept(row.content()),
        row.content(),
        row.publicKey(),
        row.actor(),
        Micros.instant(row.at()));
  }

  private static String shipped() {
    try (InputStream in = Objects.requireNonNull(Policies.class.getResourceAsStream(SHIPPED))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One version as it was taken. */
  record Version(
      long number, Policy policy, String content, String publicKey, String actor, Instant at) {

    @Override
    public String toString() {
      return "Version[" + policy.id() + "]";
    }
  }
}
