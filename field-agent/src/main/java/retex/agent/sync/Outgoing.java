package retex.agent.sync;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import retex.agent.attachment.Attachments;
import retex.agent.record.NamedFiles;
import retex.agent.record.NamedFiles.Fate;
import retex.contract.FileHash;
import retex.delivery.SendingStore;
import retex.refusal.RefusedException;

/** This laptop's photographs and documents, as they are sent. */
final class Outgoing implements SendingStore {

  private final NamedFiles named;
  private final Attachments attachments;
  // what arrived otherwise than it left, once: the next call sends it from its first byte
  private final Set<FileHash> arrivedWrong = ConcurrentHashMap.newKeySet();

  Outgoing(NamedFiles named, Attachments attachments) {
    this.named = named;
    this.attachments = attachments;
  }

  @Override
  public List<FileHash> sendable() {
    return named.sendable();
  }

  @Override
  public Set<FileHash> kept() {
    return new HashSet<>(named.kept());
  }

  @Override
  public Set<FileHash> refused() {
    return new HashSet<>(named.refused());
  }

  @Override
  public Set<FileHash> lost() {
    return new HashSet<>(named.lost());
  }

  /** That of the record, which is the copy's: one that is damaged is told when it is read. */
  @Override
  public long size(FileHash file) {
    return named.size(file).orElse(0);
  }

  @Override
  public boolean holds(FileHash file) {
    return attachments.holds(file);
  }

  @Override
  public Optional<byte[]> copy(FileHash file) {
    try {
      return Optional.of(attachments.copy(file));
    } catch (RefusedException lost) {
      return Optional.empty();
    }
  }

  @Override
  public void wanted(FileHash file) {
    named.wanted(file);
  }

  @Override
  public void keep(FileHash file) {
    named.settle(file, Fate.KEPT);
  }

  @Override
  public void refuse(FileHash file) {
    named.settle(file, Fate.REFUSED);
  }

  @Override
  public void miss(FileHash file) {
    named.settle(file, Fate.MISSING);
  }

  @Override
  public boolean arrivedWrong(FileHash file) {
    return arrivedWrong.add(file);
  }
}
