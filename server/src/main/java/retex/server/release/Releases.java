package retex.server.release;

import static retex.server.release.ReleaseRefusal.CONTENT_HASH_WRONG;
import static retex.server.release.ReleaseRefusal.LANGUAGE_NOT_OFFERED;
import static retex.server.release.ReleaseRefusal.NOTHING_TO_RELEASE;
import static retex.server.release.ReleaseRefusal.RELEASER_IS_PROPOSER;
import static retex.server.release.ReleaseRefusal.RELEASE_DECIDED;
import static retex.server.release.ReleaseRefusal.RELEASE_STALE;
import static retex.server.release.ReleaseRefusal.RELEASE_UNKNOWN;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import retex.contract.Micros;
import retex.server.audit.Audit;
import retex.server.catalogue.Catalogue;
import retex.server.catalogue.CatalogueRefusal;
import retex.server.catalogue.Provider;
import retex.server.catalogue.ProviderCode;
import retex.server.document.ContentJson;
import retex.server.web.Words;

/**
 * Lets a feedback go: one person proposes, another releases the very content by its hash. At the
 * release it is composed anew; where anything has changed since (a consent, a record, a name), it
 * is refused as stale. Safe for use by several threads.
 */
@Singleton
public final class Releases {

  private final ReleaseRows rows;
  private final Permission permission;
  private final Composer composer;
  private final Catalogue catalogue;
  private final Audit audit;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  Releases(
      ReleaseRows rows,
      Permission permission,
      Composer composer,
      Catalogue catalogue,
      Audit audit,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.rows = rows;
    this.permission = permission;
    this.composer = composer;
    this.catalogue = catalogue;
    this.audit = audit;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Proposes what a provider may learn now. Refuses {@code NOTHING_TO_RELEASE}. */
  public Release propose(ProviderCode provider, String language, String actor) {
    Composer.Composed composed = compose(provider, language);
    byte[] content = ContentJson.write(composed.content());
    var row =
        new ReleaseRow(
            UUID.randomUUID().toString(),
            provider.value(),
            language,
            ReleaseState.PROPOSED.name(),
            content,
            hash(content),
            String.join("\n", composed.permitted()),
            String.join("\n", composed.records()),
            actor,
            Micros.of(clock.instant()),
            "",
            0);
    transactions.executeWrite(
        status -> {
          rows.save(row);
          audit.write(
              actor,
              "release.proposed",
              row.id(),
              Map.of("provider", provider.value(), "content", row.contentHash()));
          return row;
        });
    return release(row);
  }

  /** Releases a proposal, by another person than its proposer and by the hash of what was read. */
  public Release approve(String id, String contentHash, String actor) {
    Release release = find(id);
    if (release.proposer().equals(actor)) {
      throw RELEASER_IS_PROPOSER.at("release").asException();
    }
    if (!release.contentHash().equals(contentHash)) {
      throw CONTENT_HASH_WRONG.at("contentHash").asException();
    }
    byte[] now = ContentJson.write(compose(release.provider(), release.language()).content());
    if (!hash(now).equals(contentHash)) {
      throw RELEASE_STALE.at("release").asException();
    }
    return decide(release, ReleaseState.APPROVED, "release.approved", actor);
  }

  /** Refuses a proposal; anyone who may release may refuse. */
  public Release refuse(String id, String actor) {
    return decide(find(id), ReleaseState.REFUSED, "release.refused", actor);
  }

  public Release find(String id) {
    return rows.findById(id)
        .map(Releases::release)
        .orElseThrow(() -> RELEASE_UNKNOWN.at("release").asException());
  }

  /** Every release, the latest proposed first. */
  public List<Release> all() {
    return rows.listOrderByProposedAtDesc().stream().map(Releases::release).toList();
  }

  /** Finished work: what two people let go. */
  public List<Release> approved() {
    return rows.findByState(ReleaseState.APPROVED.name()).stream().map(Releases::release).toList();
  }

  private Composer.Composed compose(ProviderCode provider, String language) {
    if (!Words.LANGUAGES.contains(language)) {
      throw LANGUAGE_NOT_OFFERED.at("language").asException();
    }
    Provider known =
        catalogue
            .provider(provider)
            .orElseThrow(() -> CatalogueRefusal.PROVIDER_UNKNOWN.at("provider").asException());
    Evidence evidence = permission.of(provider);
    if (evidence.isEmpty()) {
      throw NOTHING_TO_RELEASE.at("provider").asException();
    }
    return composer.compose(known, evidence, Words.in(language));
  }

  private Release decide(Release release, ReleaseState state, String action, String actor) {
    transactions.executeWrite(
        status -> {
          long at = Micros.of(clock.instant());
          boolean isRefusal = state == ReleaseState.REFUSED;
          String name = isRefusal && actor.equals(release.proposer()) ? "" : actor;
          if (rows.decide(release.id(), state.name(), name, at) != 1) {
            throw RELEASE_DECIDED.at("release").asException();
          }
          audit.write(actor, action, release.id(), Map.of("content", release.contentHash()));
          return state;
        });
    return find(release.id());
  }

  private static Release release(ReleaseRow row) {
    return new Release(
        row.id(),
        new ProviderCode(row.provider()),
        row.language(),
        ReleaseState.valueOf(row.state()),
        ContentJson.read(row.content()),
        row.contentHash(),
        lines(row.permitted()),
        lines(row.records()),
        row.proposer(),
        row.approver());
  }

  private static List<String> lines(String text) {
    return Arrays.stream(text.split("\n")).filter(line -> !line.isEmpty()).toList();
  }

  private static String hash(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has SHA-256
    }
  }
}
