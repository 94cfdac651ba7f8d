package retex.server.handover;

import static retex.server.handover.HandOverRefusal.ADMITTER_IS_PROPOSER;
import static retex.server.handover.HandOverRefusal.HAND_OVER_CHANGED;
import static retex.server.handover.HandOverRefusal.HAND_OVER_REASON_MISSING;
import static retex.server.handover.HandOverRefusal.NOTHING_HANDED_OVER;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import retex.contract.DeviceId;
import retex.contract.Entry;
import retex.contract.Head;
import retex.contract.LogTip;
import retex.contract.Micros;
import retex.contract.RecordId;
import retex.contract.RevisionId;
import retex.server.audit.Audit;
import retex.server.device.Device;
import retex.server.device.Devices;
import retex.server.device.Revocations;
import retex.server.ingest.Ingest;
import retex.server.record.EpochOpeningRow;
import retex.server.record.Forgets;
import retex.server.record.HeadRow;

/**
 * What came of revoked laptops, laptop by laptop, and the decision of two people on it: one
 * proposes to admit it, another agrees; any one may refuse it with a reason, after which it stays
 * and may still be admitted. What is admitted goes into the store exactly as if it had come over
 * the link: in one transaction, or not at all. Safe for use by several threads.
 */
@Singleton
public final class HandOvers implements Forgets {

  private static final int LONGEST_REASON = 1_000;

  private final QuarantineRows rows;
  private final DecisionRows decisions;
  private final HandedFiles files;
  private final Devices devices;
  private final Revocations revocations;
  private final Ingest store;
  private final Audit audit;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  HandOvers(
      QuarantineRows rows,
      DecisionRows decisions,
      HandedFiles files,
      Devices devices,
      Revocations revocations,
      Ingest store,
      Audit audit,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.rows = rows;
    this.decisions = decisions;
    this.files = files;
    this.devices = devices;
    this.revocations = revocations;
    this.store = store;
    this.audit = audit;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Each laptop of which something waits or waited, the last change first. */
  public List<Backlog> all() {
    var found = new ArrayList<Backlog>();
    Set<String> seen = new HashSet<>();
    for (DecisionRow row : decisions.listOrderByAtDesc()) {
      seen.add(row.device());
      found.add(backlog(row));
    }
    for (Device device : devices.all()) { // of which only photographs came
      String id = device.id().hex();
      if (device.revoked() && !seen.contains(id) && files.whole(device.id()) > 0) {
        found.add(backlog(DecisionRow.waiting(id)));
      }
    }
    return List.copyOf(found);
  }

  /** One laptop's. Refuses {@code NOTHING_HANDED_OVER}. */
  public Backlog find(DeviceId device) {
    return backlog(row(device));
  }

  private DecisionRow row(DeviceId device) {
    return decisions
        .findByDevice(device.hex())
        .or(
            () ->
                Optional.of(DecisionRow.waiting(device.hex()))
                    .filter(it -> files.whole(device) > 0))
        .orElseThrow(() -> NOTHING_HANDED_OVER.at("device").asException());
  }

  /**
   * Proposes to admit what waits, or, by another person, admits it. {@code seen} names what the
   * person saw: {@link Backlog#version}. True when it was admitted.
   */
  public boolean admit(DeviceId device, String seen, String actor) {
    boolean admitted =
        transactions.executeWrite(
            status -> {
              DecisionRow decision = seen(device, seen);
              if (!decision.state().equals("PROPOSED")) {
                decide(new DecisionRow(device.hex(), "PROPOSED", actor, "", seen, now()));
                return false;
              }
              if (decision.actor().equals(actor)) {
                throw ADMITTER_IS_PROPOSER.at("device").asException();
              }
              takeIn(device, actor, decision.actor());
              return true;
            });
    if (admitted) {
      try {
        files.admit(device); // not before: a file that no record names may be swept away
      } finally {
        store.scrub();
      }
    }
    return admitted;
  }

  private void takeIn(DeviceId device, String actor, String proposer) {
    List<EntryRow> waiting = rows.of(device.hex());
    rows.openings(device.hex()).stream()
        .map(EpochOpeningRow::opening)
        .filter(it -> !store.isOpen(it.opened()))
        .forEach(store::open);
    int kept = takeIn(device, waiting);
    rows.forget(device.hex());
    rows.forgetOpenings(device.hex());
    rows.forgetHeads(device.hex());
    put(new DecisionRow(device.hex(), "ADMITTED", actor, "", "", now()));
    audit.write(
        actor,
        "handover.admitted",
        device.hex(),
        Map.of(
            "entries", Integer.toString(waiting.size()),
            "quarantined", Integer.toString(kept),
            "proposer", proposer));
  }

  /** Does not admit it, for a written reason. It stays, and may be admitted by two others later. */
  public void refuse(DeviceId device, String seen, String reason, String actor) {
    String why = reason.strip();
    if (why.isEmpty() || why.length() > LONGEST_REASON) {
      throw HAND_OVER_REASON_MISSING.at("reason").asException();
    }
    transactions.executeWrite(
        status -> {
          seen(device, seen);
          decide(new DecisionRow(device.hex(), "REFUSED", actor, why, seen, now()));
          return device;
        });
  }

  /** What an erased record's revisions said goes from the quarantine, too. */
  @Override
  public void forget(RecordId record, List<RevisionId> revisions) {
    files.forget(record);
    rows.empty(record.toString(), new byte[0]);
  }

  /** In pieces that end where a head was kept, as they came. */
  private int takeIn(DeviceId device, List<EntryRow> waiting) {
    byte[] key = revocations.key(device);
    int kept = 0;
    for (Head head : rows.heads(device.hex()).stream().map(HeadRow::head).toList()) {
      LogTip before = store.tip(head.log());
      List<Entry> entries =
          waiting.stream()
              .filter(it -> it.epoch() == head.log().epoch())
              .filter(it -> it.number() > before.number() && it.number() <= head.number())
              .map(EntryRow::entry)
              .toList();
      if (!entries.isEmpty()) {
        kept += store.admit(before, entries, head, key).keptAside().size();
      }
    }
    return kept;
  }

  private DecisionRow seen(DeviceId device, String version) {
    DecisionRow row = row(device);
    List<String> waiting = rows.ids(device.hex());
    long whole = files.whole(device);
    boolean isOver = row.state().equals("ADMITTED") && waiting.isEmpty() && whole == 0;
    if (isOver || !version(waiting, whole).equals(version)) {
      throw HAND_OVER_CHANGED.at("device").asException();
    }
    return row.on(version);
  }

  private void decide(DecisionRow row) {
    put(row);
    audit.write(
        row.actor(),
        "handover." + row.state().toLowerCase(Locale.ROOT),
        row.device(),
        row.reason().isEmpty() ? Map.of() : Map.of("reason", row.reason()));
  }

  private static String version(List<String> ids, long files) {
    String all = String.join(",", new TreeSet<>(ids)) + "/" + files;
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has SHA-256
    }
  }

  private void put(DecisionRow row) {
    decisions.put(row.device(), row.state(), row.actor(), row.reason(), row.seen(), row.at());
  }

  private long now() {
    return Micros.of(clock.instant());
  }

  private Backlog backlog(DecisionRow held) {
    DeviceId device = DeviceId.parse(held.device());
    List<EntryRow> waiting = rows.of(held.device());
    long whole = files.whole(device);
    String version = version(waiting.stream().map(EntryRow::id).toList(), whole);
    DecisionRow row = held.on(version);
    boolean isNew = row.state().equals("ADMITTED") && !(waiting.isEmpty() && whole == 0);
    return new Backlog(
        device,
        devices.find(device).map(Device::name).orElse(""),
        isNew ? "waiting" : row.state().toLowerCase(Locale.ROOT),
        row.actor(),
        row.reason(),
        Micros.instant(row.at()),
        lines(waiting),
        whole,
        files.lacking(device).size(),
        version);
  }

  private List<Line> lines(List<EntryRow> waiting) {
    Set<RevisionId> before = new HashSet<>();
    var lines = new ArrayList<Line>();
    for (EntryRow row : waiting) {
      Optional<Entry> entry = row.isErased() ? Optional.empty() : Optional.of(row.entry());
      String fault =
          entry
              .flatMap(it -> store.faults(it, before).stream().findFirst())
              .map(it -> it.code())
              .orElse("");
      before.add(row.revision().id());
      lines.add(Line.of(row, entry, fault));
    }
    return List.copyOf(lines);
  }

  /**
   * What waits of one laptop. {@code state} is waiting, proposed, refused or admitted, by {@code
   * actor}; {@code missing}: files that have not come whole.
   */
  public record Backlog(
      DeviceId device,
      String name,
      String state,
      String actor,
      String reason,
      Instant at,
      List<Line> lines,
      long files,
      long missing,
      String version) {

    public Backlog {
      lines = List.copyOf(lines);
    }

    /** Without what people wrote. */
    @Override
    public String toString() {
      return "Backlog[" + device + ", " + lines.size() + "]";
    }
  }
}
