package retex.agent.bundle;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import retex.agent.attachment.Attachments;
import retex.agent.record.Forgets;
import retex.agent.record.NamedFiles;
import retex.agent.record.NamedFiles.Fate;
import retex.agent.record.NamedFiles.Unsettled;
import retex.bundle.LaptopBundles.Sent;
import retex.bundle.LaptopFiles;
import retex.contract.FileHash;
import retex.contract.RecordId;
import retex.proto.bundle.v1.FileHere;
import retex.proto.sync.v1.FileRefusal;
import retex.refusal.RefusedException;

/**
 * Photographs and documents of this laptop on their way in bundles. One waits until an answer, or a
 * link, says that it arrived whole. Safe for use by several threads and processes.
 */
@Singleton
final class FilesUnderWay implements LaptopFiles, Forgets {

  private final NamedFiles named;
  private final Attachments attachments;
  private final BundleFileRows rows;
  private final TransactionOperations<Connection> transactions;

  FilesUnderWay(
      NamedFiles named,
      Attachments attachments,
      BundleFileRows rows,
      TransactionOperations<Connection> transactions) {
    this.named = named;
    this.attachments = attachments;
    this.rows = rows;
    this.transactions = transactions;
  }

  /**
   * Files that wait, the bytes of them that headquarters is not known to have, and how many files
   * and bytes of these are in no bundle of the last series.
   */
  public record Load(int files, long bytes, int left, long leftBytes) {

    /** Bytes that are in a bundle of which no answer has told yet. */
    long exported() {
      return bytes - leftBytes;
    }
  }

  /** What waits. */
  Load load() {
    Map<String, BundleFileRow> known = known();
    long bytes = 0;
    int left = 0;
    long leftBytes = 0;
    List<Unsettled> all = named.unsettled();
    for (Unsettled it : all) {
      int lacking = it.size() - from(known, it);
      bytes += it.size() - row(known, it).there();
      left += lacking > 0 ? 1 : 0;
      leftBytes += lacking;
    }
    return new Load(all.size(), bytes, left, leftBytes);
  }

  /** The next series begins where headquarters is known to be. */
  void restart() {
    transactions.executeWrite(
        status -> {
          rows.restart();
          return status;
        });
  }

  /** The next part goes on behind these. */
  void exported(List<Sent> files) {
    transactions.executeWrite(
        status -> {
          files.forEach(it -> rows.exported(it.file().hex(), it.upTo()));
          return status;
        });
  }

  @Override
  public boolean isAny() {
    return named.isAny();
  }

  @Override
  public List<Waiting> waiting() {
    Map<String, BundleFileRow> known = known();
    var waiting = new ArrayList<Waiting>();
    for (Unsettled it : named.unsettled()) {
      int from = from(known, it);
      if (from < it.size()) {
        waiting.add(new Waiting(it.file(), from));
      }
    }
    return waiting;
  }

  @Override
  public Optional<byte[]> content(FileHash file) {
    try {
      return Optional.of(attachments.copy(file));
    } catch (RefusedException lost) { // not here, or damaged: the others go
      named.settle(file, Fate.MISSING);
      return Optional.empty();
    }
  }

  @Override
  public int heard(long answers, List<FileHere> here) {
    Map<FileHash, FileHere> said = new HashMap<>();
    here.forEach(it -> said.put(FileHash.of(it.getSha256().toByteArray()), it));
    return transactions.executeWrite(
        status -> {
          named.keptBefore(answers).stream()
              .filter(it -> !said.getOrDefault(it, FileHere.getDefaultInstance()).getWhole())
              .forEach(named::wanted);
          Map<String, BundleFileRow> known = known();
          rows.deleteAll();
          int arrived = 0;
          for (Unsettled it : named.unsettled()) {
            FileHere there = said.getOrDefault(it.file(), FileHere.getDefaultInstance());
            if (there.getWhole()) {
              named.settle(it.file(), Fate.KEPT);
              arrived++;
            } else {
              keep(it, there, row(known, it).exported());
            }
          }
          return arrived;
        });
  }

  /** What arrived otherwise than it left is sent once more from its first byte. */
  private void keep(Unsettled it, FileHere there, int exported) {
    switch (there.getRefused()) {
      case FILE_REFUSAL_UNSPECIFIED, FILE_REFUSAL_HASH_WRONG -> {
        boolean anew = there.getRefused() == FileRefusal.FILE_REFUSAL_HASH_WRONG;
        int upTo = (int) Math.min(there.getUpTo(), it.size());
        rows.put(it.file().hex(), upTo, anew ? 0 : exported);
      }
      case FILE_REFUSAL_TYPE_WRONG,
          FILE_REFUSAL_OUT_OF_TURN,
          FILE_REFUSAL_REVOKED,
          FILE_REFUSAL_PROTOCOL,
          FILE_REFUSAL_MALFORMED,
          FILE_REFUSAL_DEVICE_UNKNOWN,
          UNRECOGNIZED ->
          named.settle(it.file(), Fate.REFUSED);
    }
  }

  @Override
  public void forget(RecordId record, Set<FileHash> files) {
    files.forEach(it -> rows.deleteById(it.hex()));
  }

  private Map<String, BundleFileRow> known() {
    return rows.findAll().stream().collect(Collectors.toMap(BundleFileRow::sha256, it -> it));
  }

  private static int from(Map<String, BundleFileRow> known, Unsettled it) {
    BundleFileRow row = row(known, it);
    return Math.min(it.size(), Math.max(row.there(), row.exported()));
  }

  private static BundleFileRow row(Map<String, BundleFileRow> known, Unsettled it) {
    return known.getOrDefault(it.file().hex(), BundleFileRow.none(it.file().hex()));
  }
}
