package retex.server.policy;

import static retex.server.policy.engine.PolicyRefusal.POLICY_DRAFT_DECIDED;
import static retex.server.policy.engine.PolicyRefusal.POLICY_DRAFT_STALE;
import static retex.server.policy.engine.PolicyRefusal.POLICY_DRAFT_UNKNOWN;
import static retex.server.policy.engine.PolicyRefusal.POLICY_NOT_NEWER;
import static retex.server.policy.engine.PolicyRefusal.SIGNER_IS_DRAFTER;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import retex.contract.Micros;
import retex.refusal.RefusedException;
import retex.server.audit.Audit;
import retex.server.policy.engine.Policy;
import retex.server.policy.engine.PolicyDiff;
import retex.server.policy.engine.PolicyFile;

/**
 * The next policy on its way: one officer writes a draft, another reads what it changes and signs
 * it with the server's key; it is in force from then on. A draft is read as strictly as a policy.
 * Safe for use by several threads.
 */
@Singleton
final class Drafts {

  private final DraftRows rows;
  private final Policies policies;
  private final PolicyKeys keys;
  private final Audit audit;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  Drafts(
      DraftRows rows,
      Policies policies,
      PolicyKeys keys,
      Audit audit,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.rows = rows;
    this.policies = policies;
    this.keys = keys;
    this.audit = audit;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Every draft, the latest first. */
  List<DraftRow> all() {
    return rows.listOrderByDraftedAtDesc();
  }

  /** Refuses {@code POLICY_DRAFT_UNKNOWN}. */
  DraftRow find(String id) {
    return rows.findById(id).orElseThrow(() -> POLICY_DRAFT_UNKNOWN.at("draft").asException());
  }

  /** The text in force, as that of the next version: what a draft begins with. */
  String blank() {
    Policies.Version now = latest();
    int version = now.policy().version();
    return now.content()
        .replaceFirst("(?m)^version: *" + version + "\\b", "version: " + (version + 1));
  }

  /** What a draft says differently than the version in force now. */
  List<PolicyDiff.Change> changes(DraftRow draft) {
    return PolicyDiff.between(policies.current(), PolicyFile.readKept(draft.content()));
  }

  /**
   * Keeps a draft. Refuses {@code POLICY_MALFORMED}, {@code POLICY_UNSAFE} and {@code
   * POLICY_NOT_NEWER} as the policy itself would be.
   */
  DraftRow write(String content, String actor) {
    Policy policy = PolicyFile.read(content);
    Policies.Version now = latest();
    if (!policy.name().equals(now.policy().name()) || policy.version() <= now.policy().version()) {
      throw POLICY_NOT_NEWER.at("version").asException();
    }
    var row =
        new DraftRow(
            UUID.randomUUID().toString(),
            content,
            hash(content),
            now.number(),
            actor,
            Micros.of(clock.instant()),
            DraftRow.OPEN,
            "",
            0);
    return transactions.executeWrite(
        status -> {
          rows.save(row);
          audit.write(actor, "policy.drafted", row.id(), facts(row, Map.of("policy", policy.id())));
          return row;
        });
  }

  /**
   * Puts a draft in force, by another person than who wrote it and by the hash of what was read.
   * Refuses {@code SIGNER_IS_DRAFTER}, {@code POLICY_DRAFT_DECIDED}, and {@code POLICY_DRAFT_STALE}
   * where another text was read, or another policy came into force since it was written: what it
   * changes is not what was shown; and as {@link Policies#take}.
   */
  Policies.Version sign(String id, String contentHash, String actor) {
    try {
      return transactions.executeWrite(status -> signed(id, contentHash, actor));
    } catch (RefusedException refused) { // its own transaction: what was written before is undone
      audit.write(actor, "policy.refused", id, Map.of("code", refused.refusal().code().name()));
      throw refused;
    }
  }

  private Policies.Version signed(String id, String contentHash, String actor) {
    DraftRow draft = open(id);
    if (draft.drafter().equals(actor)) {
      throw SIGNER_IS_DRAFTER.at("draft").asException();
    }
    if (!draft.contentHash().equals(contentHash)
        || !hash(draft.content()).equals(contentHash)
        || draft.base() != latest().number()) {
      throw POLICY_DRAFT_STALE.at("draft").asException();
    }
    decide(draft, DraftRow.SIGNED, "policy.draft-signed", actor);
    return policies.take(draft.content(), keys.sign(draft.content()), actor);
  }

  /** Drops a draft; its author may, and any other. */
  DraftRow drop(String id, String actor) {
    return transactions.executeWrite(
        status -> {
          decide(open(id), DraftRow.DROPPED, "policy.draft-dropped", actor);
          return find(id);
        });
  }

  private void decide(DraftRow draft, String state, String action, String actor) {
    if (rows.decide(draft.id(), state, actor, Micros.of(clock.instant())) != 1) {
      throw POLICY_DRAFT_DECIDED.at("draft").asException();
    }
    audit.write(actor, action, draft.id(), facts(draft, Map.of("drafter", draft.drafter())));
  }

  private DraftRow open(String id) {
    DraftRow draft = find(id);
    if (!draft.isOpen()) {
      throw POLICY_DRAFT_DECIDED.at("draft").asException();
    }
    return draft;
  }

  private Policies.Version latest() {
    List<Policies.Version> all = policies.history();
    return all.get(all.size() - 1);
  }

  private static Map<String, String> facts(DraftRow draft, Map<String, String> more) {
    var facts = new TreeMap<>(more);
    facts.put("content", draft.contentHash());
    return facts;
  }

  private static String hash(String content) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(content.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has SHA-256
    }
  }
}
