package retex.server.release;

import static java.util.stream.Collectors.toSet;
import static retex.server.release.ReleaseRefusal.CONTENT_HASH_WRONG;
import static retex.server.release.ReleaseRefusal.EMBARGO_PAST;
import static retex.server.release.ReleaseRefusal.REASON_NEEDED;
import static retex.server.release.ReleaseRefusal.RELEASE_DECIDED;
import static retex.server.release.ReleaseRefusal.RELEASE_STALE;
import static retex.server.release.ReleaseRefusal.RELEASE_UNKNOWN;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import retex.contract.FileHash;
import retex.contract.Micros;
import retex.server.audit.Audit;
import retex.server.catalogue.Catalogue;
import retex.server.catalogue.ProviderCode;
import retex.server.document.ContentJson;
import retex.server.finding.engine.Vocabulary;
import retex.server.policy.ToldFigures;
import retex.server.redaction.engine.Redactor;

/**
 * Lets a feedback go: one person proposes, another releases the very content by its hash. At the
 * release it is composed anew; where anything has changed since (a consent, a record, a name, the
 * policy, what was told elsewhere), it is refused as stale. What is out can be recalled, again by
 * two. Safe for use by several threads.
 */
@Singleton
public final class Releases {

  private static final int LONGEST_REASON = 10_000; // as the schema

  private final ReleaseRows rows;
  private final BasisRows basis;
  private final Concerns concerns;
  private final Recipients recipients;
  private final Authors authors;
  private final Composing composing;
  private final Catalogue catalogue;
  private final ToldFigures told;
  private final Audit audit;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;
  private final AtomicLong changes = new AtomicLong();

  Releases(
      ReleaseRows rows,
      BasisRows basis,
      Concerns concerns,
      Recipients recipients,
      Authors authors,
      Composing composing,
      Catalogue catalogue,
      ToldFigures told,
      Audit audit,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.rows = rows;
    this.basis = basis;
    this.concerns = concerns;
    this.recipients = recipients;
    this.authors = authors;
    this.composing = composing;
    this.catalogue = catalogue;
    this.told = told;
    this.audit = audit;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Proposes what a provider may learn now. Refuses {@code NOTHING_TO_RELEASE}, {@code
   * LANGUAGE_NOT_OFFERED}, {@code EMBARGO_PAST}, {@code QUOTE_NOT_THERE}, {@code QUOTES_TOO_MANY}.
   */
  public Release propose(ProviderCode provider, String language, Terms terms, String actor) {
    if (terms.hasEmbargo() && !terms.isHeldOn(today())) {
      throw EMBARGO_PAST.at("embargo").asException();
    }
    composing.check(provider, language, terms);
    Composer.Composed composed = composing.of(provider, language, terms);
    ReleaseRow row = row(provider, language, terms, composed, actor);
    transactions.executeWrite(
        status -> {
          rows.save(row);
          composed.basis().forEach(it -> basis.save(basisRow(row, it, terms, composed)));
          audit.write(
              actor,
              "release.proposed",
              row.id(),
              Map.of(
                  "provider", provider.value(),
                  "content", row.contentHash(),
                  "policy", row.policy(),
                  "rules", Redactor.VERSION,
                  "vocabulary", Vocabulary.shipped().version(),
                  "asked", row.asked().replace('\n', ','),
                  "quoted", Integer.toString(terms.quoted().size())));
          return row;
        });
    return row.release();
  }

  /** The sentences that may be quoted to a provider; none is unless it is ticked. */
  List<Quotable> quotable(ProviderCode provider, String language, Terms terms) {
    return composing.quotable(provider, language, terms);
  }

  /**
   * Releases a proposal, by another person than its proposer and by the hash of what was read;
   * {@code since}: the id of the release that it was shown compared with ({@link Since}), or empty.
   * Refuses {@code CONTENT_HASH_WRONG}; and {@code RELEASE_STALE} where it would say anything else
   * now, or rest on anything else, or the provider was given another one meanwhile.
   */
  public Release approve(String id, String contentHash, String since, String actor) {
    Release release = find(id);
    Lifecycle.next(release, ReleaseEvent.APPROVE, actor);
    if (!release.contentHash().equals(contentHash)) {
      throw CONTENT_HASH_WRONG.at("contentHash").asException();
    }
    boolean done = false;
    while (!done) {
      long mark = told.mark();
      Composer.Composed now = composing.of(release.provider(), release.language(), release.terms());
      if (!hash(ContentJson.write(now.content())).equals(contentHash)
          || !revisions(now).equals(basis(release))) {
        throw RELEASE_STALE.at("release").asException();
      }
      done = transactions.executeWrite(status -> approve(release, now, since, mark, actor));
    }
    changes.incrementAndGet();
    return find(id);
  }

  /** False where something was told elsewhere meanwhile, so that all must be reckoned again. */
  private boolean approve(
      Release it, Composer.Composed now, String since, long mark, String actor) {
    if (told.mark() != mark) {
      return false;
    }
    if (!Since.before(all(), it).map(Release::id).orElse("").equals(since)) {
      throw RELEASE_STALE.at("since").asException();
    }
    told.remember(it.id(), now.figures().told());
    move(
        it,
        ReleaseEvent.APPROVE,
        actor,
        Map.of("content", it.contentHash(), "policy", it.policy()),
        () -> rows.decide(it.id(), ReleaseState.APPROVED.name(), actor, at(), ""));
    return true;
  }

  /** Refuses a proposal with a remark; anyone who may release may refuse. */
  public Release refuse(String id, String remark, String actor) {
    String why = reason(remark);
    return transactions.executeWrite(
        status -> {
          Release it = find(id);
          String name = actor.equals(it.proposer()) ? "" : actor;
          return move(
              it,
              ReleaseEvent.REFUSE,
              actor,
              Map.of("content", it.contentHash()),
              () -> rows.decide(id, ReleaseState.REFUSED.name(), name, at(), why));
        });
  }

  /** Asks for the recall of what is out, for a written reason. Nothing is served from now on. */
  public Release askRecall(String id, String reason, String actor) {
    String why = reason(reason);
    return transactions.executeWrite(
        status ->
            move(
                find(id),
                ReleaseEvent.ASK_RECALL,
                actor,
                Map.of(),
                () -> rows.askRecall(id, why, actor, at())));
  }

  /** Recalls it for good, by another person than who asked. */
  public Release confirmRecall(String id, String actor) {
    return transactions.executeWrite(
        status -> {
          move(
              find(id),
              ReleaseEvent.CONFIRM_RECALL,
              actor,
              Map.of("opened", Integer.toString(recipients.opened(id))),
              () -> rows.decideRecall(id, ReleaseState.RECALLED.name(), actor, at()));
          authors.recalled(find(id));
          rows.emptyContents(new byte[0]);
          return find(id);
        });
  }

  /** Lets it stand after all; it is served again. */
  public Release dropRecall(String id, String actor) {
    return transactions.executeWrite(
        status ->
            move(
                find(id),
                ReleaseEvent.DROP_RECALL,
                actor,
                Map.of(),
                () -> rows.decideRecall(id, ReleaseState.APPROVED.name(), "", at())));
  }

  public Release find(String id) {
    return rows.findById(id)
        .map(ReleaseRow::release)
        .orElseThrow(() -> RELEASE_UNKNOWN.at("release").asException());
  }

  /** Every release, the latest proposed first. */
  public List<Release> all() {
    return rows.listOrderByProposedAtDesc().stream().map(ReleaseRow::release).toList();
  }

  /** How it differs from the last one that its provider was given; none for the first. */
  public Optional<Since> since(Release it) {
    return Since.before(all(), it)
        .map(before -> Since.of(before, it, composing.in(before.language(), it)));
  }

  /** Finished work: what two people let go and nobody asks back, once its embargo has passed. */
  public List<Release> approved() {
    LocalDate today = today();
    return rows.findByState(ReleaseState.APPROVED.name()).stream()
        .map(ReleaseRow::release)
        .filter(it -> !it.terms().isHeldOn(today))
        .toList();
  }

  /**
   * Whether nothing has happened to the ground it stands on, so that it may be drawn for the first
   * time; what changed in its words is {@link #isAsReleased}.
   */
  public boolean mayBeGiven(Release release) {
    return concerns.of(List.of(release)).stream()
        .allMatch(it -> it.why() == Concern.Why.FINDING_CHANGED);
  }

  /**
   * Those whose file may be handed out, by their ids: two let them go, and nothing has happened
   * that forbids it.
   */
  public Set<String> served(List<Release> some) {
    List<Release> out = some.stream().filter(it -> it.state() == ReleaseState.APPROVED).toList();
    Set<String> stopped =
        concerns.stopping(out).stream().map(it -> it.release().id()).collect(toSet());
    return out.stream().map(Release::id).filter(it -> !stopped.contains(it)).collect(toSet());
  }

  /** Several by their ids, in any order. */
  public List<Release> find(List<String> ids) {
    return ids.isEmpty()
        ? List.of()
        : rows.findByIdIn(ids).stream().map(ReleaseRow::release).toList();
  }

  /**
   * Whether its records, composed anew, would say the same of each unit: under the policy in force,
   * from the findings that stand, with the names of now. What came to light since in other records
   * is for the next document.
   */
  public boolean isAsReleased(Release release) {
    Set<String> records =
        basis.ofRelease(release.id()).stream().map(BasisRow::record).collect(toSet());
    return composing.isAsReleased(release, records);
  }

  private static Set<String> revisions(Composer.Composed it) {
    return it.basis().stream().map(Evidence.Source::revision).collect(toSet());
  }

  /** Which revisions of which records it rests on. */
  public Set<String> basis(Release release) {
    return basis.ofRelease(release.id()).stream().map(BasisRow::revision).collect(toSet());
  }

  /** Grows with every release: who waits for one need look only then. Not kept over a restart. */
  public long changes() {
    return changes.get();
  }

  /** Recalled feedbacks whose content went with an erased record: their files go, too. */
  public List<String> emptied() {
    return rows.emptied();
  }

  /** Released feedbacks to look at for recall, and why. */
  public List<Concern> concerns() {
    return concerns.all();
  }

  /** What later looks found at one of them. */
  List<Concern> foundSince(Release it) {
    return concerns.foundSince(it);
  }

  private ReleaseRow row(
      ProviderCode provider,
      String language,
      Terms terms,
      Composer.Composed composed,
      String actor) {
    byte[] content = ContentJson.write(composed.content());
    return new ReleaseRow(
        UUID.randomUUID().toString(),
        provider.value(),
        language,
        ReleaseState.PROPOSED.name(),
        content,
        hash(content),
        String.join("\n", composed.permitted()),
        String.join("\n", composed.basis().stream().map(Evidence.Source::record).toList()),
        composed.policy(),
        terms.embargo().toEpochDay(),
        String.join("\n", terms.words()),
        String.join("\n", terms.quoted().stream().sorted().toList()),
        String.join(
            "\n",
            composed.figures().withheld().stream()
                .map(it -> it.why().word() + " " + it.criterion().replace('\n', ' '))
                .toList()),
        actor,
        at(),
        "",
        0,
        "",
        "",
        "",
        0,
        "",
        0);
  }

  private BasisRow basisRow(
      ReleaseRow row, Evidence.Source it, Terms terms, Composer.Composed composed) {
    LocalDate day = terms.givenOn(today());
    LocalDate until =
        catalogue.consents(it.unit().state(), new ProviderCode(row.provider())).stream()
            .filter(consent -> consent.covers(day))
            .map(consent -> consent.to())
            .max(LocalDate::compareTo)
            .orElse(day);
    return BasisRow.of(row.id(), it, until, composed.tellsByUnit(it));
  }

  /** Moves it on as its lifecycle allows, and notes that; called within a transaction. */
  private Release move(
      Release it, ReleaseEvent event, String actor, Map<String, String> facts, IntSupplier change) {
    ReleaseState next = Lifecycle.next(it, event, actor);
    if (change.getAsInt() != 1) {
      throw RELEASE_DECIDED.at("release").asException();
    }
    String action = event == ReleaseEvent.DROP_RECALL ? "recall-dropped" : next.word();
    audit.write(actor, "release." + action, it.id(), facts);
    return find(it.id());
  }

  /** A written reason; refuses {@code REASON_NEEDED}. */
  static String reason(String text) {
    String reason = text.strip();
    if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
      throw REASON_NEEDED.at("reason").asException();
    }
    return reason;
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private long at() {
    return Micros.of(clock.instant());
  }

  private static String hash(byte[] content) {
    return FileHash.ofContent(content).hex();
  }
}
