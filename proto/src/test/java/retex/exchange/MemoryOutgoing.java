package retex.exchange;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import retex.contract.Attachment;
import retex.contract.Entry;
import retex.contract.FileHash;
import retex.contract.LogId;
import retex.delivery.SendingStore;
import retex.exchange.Album.Fate;

/** A laptop's photographs on its {@link Disk}, as one call sends them. */
final class MemoryOutgoing implements SendingStore {

  private final Computer laptop;
  private final Disk disk;
  private final Fuse fuse;
  private final Mutation mutation;
  private final Consumer<FileHash> kept;

  /** {@code kept}: is told what the laptop takes for safe. */
  MemoryOutgoing(Computer laptop, Fuse fuse, Mutation mutation, Consumer<FileHash> kept) {
    this.laptop = laptop;
    this.disk = laptop.disk;
    this.fuse = fuse;
    this.mutation = mutation;
    this.kept = kept;
  }

  private Stream<Attachment> named(boolean isAcknowledged) {
    return disk.logs.entrySet().stream()
        .sorted(Map.Entry.comparingByKey((one, other) -> one.epoch() - other.epoch()))
        .flatMap(it -> log(it.getKey(), it.getValue(), isAcknowledged))
        .flatMap(it -> it.payload().attachments().stream());
  }

  private Stream<Entry> log(LogId log, List<Entry> entries, boolean isAcknowledged) {
    long upTo = isAcknowledged ? disk.acknowledged.getOrDefault(log.epoch(), 0L) : Long.MAX_VALUE;
    return entries.stream().limit(upTo);
  }

  @Override
  public List<FileHash> sendable() {
    return named(true)
        .map(Attachment::hash)
        .filter(it -> !disk.album.fates.containsKey(it))
        .distinct()
        .toList();
  }

  @Override
  public Set<FileHash> kept() {
    return of(Set.of(Fate.KEPT));
  }

  @Override
  public Set<FileHash> refused() {
    return of(Set.of(Fate.REFUSED));
  }

  @Override
  public Set<FileHash> lost() {
    return of(Set.of(Fate.REFUSED, Fate.MISSING));
  }

  private Set<FileHash> of(Set<Fate> fates) {
    return disk.album.fates.entrySet().stream()
        .filter(it -> fates.contains(it.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  @Override
  public long size(FileHash file) {
    return named(false)
        .filter(it -> it.hash().equals(file))
        .mapToLong(Attachment::size)
        .findFirst()
        .orElse(0);
  }

  @Override
  public boolean holds(FileHash file) {
    return disk.album.held.containsKey(file);
  }

  @Override
  public Optional<byte[]> copy(FileHash file) {
    return Optional.ofNullable(disk.album.held.get(file));
  }

  @Override
  public void wanted(FileHash file) {
    fuse.write(() -> disk.album.fates.remove(file, Fate.KEPT));
  }

  @Override
  public void keep(FileHash file) {
    kept.accept(file);
    fuse.write(() -> disk.album.fates.put(file, Fate.KEPT));
  }

  @Override
  public void refuse(FileHash file) {
    fuse.write(() -> disk.album.fates.put(file, Fate.REFUSED));
  }

  @Override
  public void miss(FileHash file) {
    fuse.write(() -> disk.album.fates.put(file, Fate.MISSING));
  }

  @Override
  public boolean arrivedWrong(FileHash file) {
    return mutation != Mutation.LAPTOP_NEVER_SENDS_ANEW_WHAT_ARRIVED_WRONG
        && laptop.arrivedWrong.add(file);
  }
}
