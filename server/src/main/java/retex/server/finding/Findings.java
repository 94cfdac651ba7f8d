package retex.server.finding;

import static retex.server.finding.FindingRefusal.EVIDENCE_NOT_THERE;
import static retex.server.finding.FindingRefusal.FINDING_RECORD_UNKNOWN;
import static retex.server.finding.FindingRefusal.FINDING_STALE;
import static retex.server.finding.FindingRefusal.FINDING_UNKNOWN;
import static retex.server.finding.FindingRefusal.TERM_UNKNOWN;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import retex.contract.Evaluation;
import retex.contract.Micros;
import retex.contract.RecordId;
import retex.contract.RevisionId;
import retex.contract.TrainerNote;
import retex.server.audit.Audit;
import retex.server.catalogue.Catalogue;
import retex.server.finding.engine.Finding;
import retex.server.finding.engine.Judgement;
import retex.server.finding.engine.Proposal;
import retex.server.finding.engine.Proposer;
import retex.server.finding.engine.Vocabulary;
import retex.server.review.Accepted;
import retex.server.review.Reviews;

/**
 * What accepted records say, in codes. Proposals are made anew from the engine each time; what an
 * officer decided is kept for the revision that was read, and a newer one begins anew. Safe for use
 * by several threads.
 */
@Singleton
public final class Findings {

  private static final String ACCEPT = "ACCEPT";
  private static final String REJECT = "REJECT";
  private static final String REOPEN = "REOPEN";
  private static final int ONE = 0; // as the schema has it
  private static final int IN_BULK = 1;
  private static final String HAND = "hand-";
  private static final double LEAST = 0.2; // what is less sure would take more of an officer's time

  private final Reviews reviews;
  private final Catalogue catalogue;
  private final DecisionRows decisions;
  private final WithheldSentences withheld;
  private final Audit audit;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;
  private final Vocabulary vocabulary = Vocabulary.shipped();
  private final Proposer proposer = Proposer.shipped();

  Findings(
      Reviews reviews,
      Catalogue catalogue,
      DecisionRows decisions,
      WithheldSentences withheld,
      Audit audit,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.reviews = reviews;
    this.catalogue = catalogue;
    this.decisions = decisions;
    this.withheld = withheld;
    this.audit = audit;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Accepted records, whose findings wait for an officer or have been decided. */
  List<Accepted> records() {
    return reviews.accepted();
  }

  /** The record; refuses {@code FINDING_RECORD_UNKNOWN}. */
  Accepted find(RecordId record) {
    return reviews
        .accepted(record)
        .orElseThrow(() -> FINDING_RECORD_UNKNOWN.at("record").asException());
  }

  /** The record's free texts. */
  List<Remark> remarks(Accepted record) {
    return Remark.of(record.payload(), catalogue.instruments().find(record.instrument()));
  }

  /** Every finding of a record as it stands, in the order of its fields and places. */
  List<Entry> entries(Accepted record) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (Remark remark : remarks(record)) {
      for (Proposal it : proposer.propose(remark.text(), language(record), remark.hint())) {
        if (it.confidence() < LEAST) {
          continue;
        }
        String key = remark.field() + "-" + it.from() + "-" + it.to() + "-" + it.skill();
        var finding = new Finding(it.skill(), it.judgement(), it.cause(), it.remedy());
        entries.putIfAbsent(
            key,
            new Entry(
                key,
                remark.field(),
                it.from(),
                it.to(),
                finding,
                it.confidence(),
                Entry.State.OPEN));
      }
    }
    for (DecisionRow row : decisions.findByRevisionOrderByAtAscAndIdAsc(record.revision().hex())) {
      apply(entries, row);
    }
    List<String> fields = remarks(record).stream().map(Remark::field).toList();
    List<WithheldSentences.Withheld> sentences =
        entries.isEmpty() ? List.of() : withheld.now().of(record);
    return entries.values().stream()
        .map(it -> it.under(sentences))
        .sorted(
            Comparator.comparingInt((Entry it) -> fields.indexOf(it.field()))
                .thenComparing(Entry::from)
                .thenComparing(Entry::confidence, Comparator.reverseOrder())
                .thenComparing(Entry::key))
        .toList();
  }

  /** Accepts a finding, as proposed or as the officer mends it. */
  void accept(RecordId record, RevisionId revision, String key, Finding as, String actor) {
    Finding known = known(as);
    transactions.executeWrite(
        status -> {
          Entry entry = entry(current(record, revision), key);
          boolean mended = !entry.finding().equals(known);
          save(record, revision, entry, known, ACCEPT, ONE, actor);
          note(actor, mended ? "finding.mended" : "finding.accepted", record, entry, known);
          return entry;
        });
  }

  /**
   * Accepts every open proposal that is at least so sure and rests on no withheld sentence; how
   * many these were.
   */
  int acceptAll(RecordId record, RevisionId revision, double atLeast, String actor) {
    return transactions.executeWrite(
        status -> {
          int accepted = 0;
          for (Entry entry : entries(current(record, revision))) {
            if (entry.state() == Entry.State.OPEN
                && !entry.isWithheld()
                && entry.confidence() >= atLeast) {
              save(record, revision, entry, entry.finding(), ACCEPT, IN_BULK, actor);
              note(actor, "finding.accepted", record, entry, entry.finding());
              accepted++;
            }
          }
          return accepted;
        });
  }

  /** Rejects a finding: the text does not say so. */
  void reject(RecordId record, RevisionId revision, String key, String actor) {
    close(record, revision, key, REJECT, "finding.rejected", actor);
  }

  /** Takes a decision back. */
  void reopen(RecordId record, RevisionId revision, String key, String actor) {
    close(record, revision, key, REOPEN, "finding.reopened", actor);
  }

  /** Adds a finding that was not proposed, with its evidence in a field. */
  void add(
      RecordId record,
      RevisionId revision,
      String field,
      int from,
      int to,
      Finding finding,
      String actor) {
    Finding known = known(finding);
    transactions.executeWrite(
        status -> {
          Accepted accepted = current(record, revision);
          boolean there =
              remarks(accepted).stream()
                  .filter(it -> it.field().equals(field))
                  .anyMatch(it -> 0 <= from && from < to && to <= it.text().length());
          if (!there) {
            throw EVIDENCE_NOT_THERE.at("field").asException();
          }
          String key = HAND + UUID.randomUUID();
          var entry = new Entry(key, field, from, to, known, 1, Entry.State.OPEN);
          save(record, revision, entry, known, ACCEPT, ONE, actor);
          note(actor, "finding.added", record, entry, known);
          return entry;
        });
  }

  /**
   * Finished work: what officers accepted in the newest revision of every accepted record, but for
   * what rests on a sentence that is withheld; as it may be told.
   */
  public List<AcceptedFinding> accepted() {
    var accepted = new ArrayList<AcceptedFinding>();
    WithheldSentences.Now now = withheld.now();
    for (Accepted record : reviews.accepted()) {
      Map<String, Entry> decided = new LinkedHashMap<>();
      decisions
          .findByRevisionOrderByAtAscAndIdAsc(record.revision().hex())
          .forEach(row -> apply(decided, row));
      List<Entry> of =
          decided.values().stream().filter(it -> it.state() == Entry.State.ACCEPTED).toList();
      List<WithheldSentences.Withheld> sentences = of.isEmpty() ? List.of() : now.of(record);
      of.stream()
          .map(it -> it.under(sentences))
          .filter(it -> !it.isWithheld())
          .forEach(
              it ->
                  accepted.add(
                      new AcceptedFinding(
                          record.record().toString(),
                          it.field(),
                          it.from(),
                          it.to(),
                          told(it.finding()),
                          it.inBulk())));
    }
    return accepted;
  }

  /**
   * The finding as it may be told: without a cause that tells of holdings, strength or posture, and
   * without a remedy that says the same.
   */
  Finding told(Finding it) {
    return new Finding(
        it.skill(),
        it.judgement(),
        vocabulary.isUntoldCause(it.cause()) ? "" : it.cause(),
        vocabulary.isUntoldRemedy(it.remedy()) ? "" : it.remedy());
  }

  /**
   * Whether a finding that was accepted in one of these revisions at a time, not before {@code
   * earliest}, is not accepted so any more: two queries for all of them.
   */
  public BiPredicate<RevisionId, Instant> retold(Set<RevisionId> revisions, Instant earliest) {
    Set<String> since = decisions.revisionsSince(Micros.of(earliest));
    List<String> ids = revisions.stream().map(RevisionId::hex).filter(since::contains).toList();
    Map<String, List<DecisionRow>> decided =
        ids.isEmpty()
            ? Map.of()
            : decisions.findByRevisionInOrderByAtAscAndIdAsc(ids).stream()
                .collect(Collectors.groupingBy(DecisionRow::revision));
    return (revision, at) -> isRetold(decided.getOrDefault(revision.hex(), List.of()), at);
  }

  private boolean isRetold(List<DecisionRow> decided, Instant since) {
    Map<String, Entry> then = new LinkedHashMap<>();
    Map<String, Entry> now = new LinkedHashMap<>();
    for (DecisionRow row : decided) {
      apply(now, row);
      if (row.at() <= Micros.of(since)) {
        apply(then, row);
      }
    }
    return then.values().stream()
        .filter(it -> it.state() == Entry.State.ACCEPTED)
        .anyMatch(it -> !isTold(it.finding(), now.get(it.key())));
  }

  private boolean isTold(Finding finding, @Nullable Entry now) {
    return now != null
        && now.state() == Entry.State.ACCEPTED
        && told(now.finding()).equals(told(finding));
  }

  private static void apply(Map<String, Entry> entries, DecisionRow row) {
    Entry before = entries.get(row.place());
    double confidence = before == null ? 1 : before.confidence();
    Entry.State state =
        switch (row.action()) {
          case ACCEPT -> Entry.State.ACCEPTED;
          case REJECT -> Entry.State.REJECTED;
          default -> Entry.State.OPEN;
        };
    entries.put(
        row.place(),
        new Entry(
            row.place(),
            row.field(),
            row.startAt(),
            row.endAt(),
            new Finding(
                row.skill(),
                Judgement.of(row.judgement()).orElseThrow(),
                row.cause(),
                row.remedy()),
            confidence,
            state,
            row.inBulk() == IN_BULK,
            ""));
  }

  private void close(
      RecordId record, RevisionId revision, String key, String action, String said, String actor) {
    transactions.executeWrite(
        status -> {
          Entry entry = entry(current(record, revision), key);
          save(record, revision, entry, entry.finding(), action, ONE, actor);
          note(actor, said, record, entry, entry.finding());
          return entry;
        });
  }

  private Entry entry(Accepted record, String key) {
    return entries(record).stream()
        .filter(it -> it.key().equals(key))
        .findFirst()
        .orElseThrow(() -> FINDING_UNKNOWN.at("key").asException());
  }

  private Finding known(Finding it) {
    if (vocabulary.skill(it.skill()).isEmpty()) {
      throw TERM_UNKNOWN.at("skill").asException();
    }
    if (!it.cause().isEmpty() && vocabulary.cause(it.cause()).isEmpty()) {
      throw TERM_UNKNOWN.at("cause").asException();
    }
    if (!it.remedy().isEmpty() && vocabulary.remedy(it.remedy()).isEmpty()) {
      throw TERM_UNKNOWN.at("remedy").asException();
    }
    return it;
  }

  private void save(
      RecordId record,
      RevisionId revision,
      Entry entry,
      Finding finding,
      String action,
      int inBulk,
      String actor) {
    decisions.save(
        new DecisionRow(
            UUID.randomUUID().toString(),
            record.toString(),
            revision.hex(),
            entry.key(),
            entry.field(),
            entry.from(),
            entry.to(),
            finding.skill(),
            finding.judgement().code(),
            finding.cause(),
            finding.remedy(),
            action,
            inBulk,
            actor,
            Micros.of(clock.instant())));
  }

  private void note(String actor, String action, RecordId record, Entry entry, Finding finding) {
    audit.write(
        actor,
        action,
        record.toString(),
        Map.of(
            "field", entry.field(),
            "skill", finding.skill(),
            "judgement", finding.judgement().code()));
  }

  private Accepted current(RecordId record, RevisionId revision) {
    Accepted accepted = find(record);
    if (!accepted.revision().equals(revision)) {
      throw FINDING_STALE.at("revision").asException();
    }
    return accepted;
  }

  static String language(Accepted record) {
    return record.payload().fold(Evaluation::language, TrainerNote::language, withdrawal -> "en");
  }
}
