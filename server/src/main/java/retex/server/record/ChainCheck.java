package retex.server.record;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import retex.contract.Head;
import retex.contract.LogId;
import retex.contract.LogTip;
import retex.contract.Revision;
import retex.contract.RevisionId;
import retex.refusal.RefusedException;
import retex.server.key.ServerKeys;

/**
 * Goes through everything stored: each log without gaps, each entry naming the one before, each
 * payload that of its envelope or erased under a tombstone that this server signed, each head
 * naming an entry that is there.
 */
@Singleton
public final class ChainCheck {

  private static final int BATCH = 500;

  private final RevisionRows rows;
  private final HeadRows heads;
  private final TombstoneRows tombstones;
  private final ServerKeys keys;

  ChainCheck(RevisionRows rows, HeadRows heads, TombstoneRows tombstones, ServerKeys keys) {
    this.rows = rows;
    this.heads = heads;
    this.tombstones = tombstones;
    this.keys = keys;
  }

  /** What is there, and what is wrong with it. */
  public Result run() {
    var tips = new HashMap<LogId, LogTip>();
    var faults = new ArrayList<String>();
    long entries = 0;
    long erased = 0;
    long after = 0;
    List<RevisionRow> batch = rows.committedAfter(after, BATCH);
    while (!batch.isEmpty()) {
      for (RevisionRow row : batch) {
        entries++;
        erased += row.isErased() ? 1 : 0;
        fault(row, tips).ifPresent(what -> faults.add(row.id() + " " + what));
      }
      after = rows.position(batch.get(batch.size() - 1).id());
      batch = rows.committedAfter(after, BATCH);
    }
    tips.keySet().forEach(log -> faults.addAll(headless(log)));
    return new Result(tips.size(), entries, erased, List.copyOf(faults));
  }

  private Optional<String> fault(RevisionRow row, Map<LogId, LogTip> tips) {
    Revision revision;
    try {
      revision = Revision.parse(row.canonical());
    } catch (RefusedException refused) {
      return Optional.of("envelope");
    }
    LogTip tip = tips.getOrDefault(revision.log(), LogTip.empty(revision.log()));
    tips.put(revision.log(), LogTip.at(revision));
    boolean follows =
        revision.id().hex().equals(row.id())
            && revision.number() == tip.number() + 1
            && revision.previous().equals(tip.revision());
    if (!follows) {
      return Optional.of("chain");
    }
    boolean sound = row.isErased() ? isBuried(row, revision) : isOwn(row, revision);
    return sound ? Optional.empty() : Optional.of("payload");
  }

  private boolean isBuried(RevisionRow row, Revision revision) {
    String hash = HexFormat.of().formatHex(revision.payloadHash());
    return tombstones
        .findById(row.id())
        .filter(it -> it.payloadHash().equals(hash))
        .filter(it -> it.isGenuine(keys.of("tombstone")))
        .isPresent();
  }

  private static boolean isOwn(RevisionRow row, Revision revision) {
    try {
      return Arrays.equals(row.entry().revision().canonical(), revision.canonical());
    } catch (RefusedException refused) {
      return false;
    }
  }

  private List<String> headless(LogId log) {
    return heads.ofLog(log.device().hex(), log.epoch()).stream()
        .map(HeadRow::head)
        .filter(head -> !isThere(head))
        .map(head -> head.revision().hex() + " head")
        .toList();
  }

  private boolean isThere(Head head) {
    RevisionId id = head.revision();
    return rows.at(head.log().device().hex(), head.log().epoch(), head.number())
        .filter(row -> row.id().equals(id.hex()))
        .isPresent();
  }

  /** How many logs and entries, how many of them erased, and each fault with its revision. */
  public record Result(int logs, long entries, long erased, List<String> faults) {}
}
