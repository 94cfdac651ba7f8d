package retex.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import retex.contract.Attachment;
import retex.contract.DeviceId;
import retex.contract.FileHash;
import retex.contract.FileOutcome;
import retex.delivery.FileIntake.Wanted;
import retex.delivery.LandingStore;
import retex.delivery.Parts;
import retex.exchange.Album.Part;

/** Photographs on headquarters' {@link Disk}. */
final class MemoryLanding implements LandingStore, Parts {

  private final MemoryHeadquarters server;
  private final Fuse fuse;
  private final Random random;
  private final Mutation mutation;
  private final Map<FileHash, byte[]> taken;

  /** {@code taken}: the bytes of all that was ever photographed. */
  MemoryLanding(
      MemoryHeadquarters server,
      Fuse fuse,
      Random random,
      Mutation mutation,
      Map<FileHash, byte[]> taken) {
    this.server = server;
    this.fuse = fuse;
    this.random = random;
    this.mutation = mutation;
    this.taken = taken;
  }

  Album album() {
    return server.disk().album;
  }

  /** The process is gone: what was not forced may be lost or spoilt, and a name be the old one. */
  void crash() {
    Album album = album();
    album.unforcedNames.forEach(
        (file, part) -> {
          if (random.nextBoolean()) {
            Optional.ofNullable(album.whole.remove(file))
                .ifPresent(it -> album.parts.putIfAbsent(part, it));
          }
        });
    album.unforcedParts.forEach(it -> album.parts.computeIfPresent(it, (any, b) -> spoilt(b)));
    album.unforced.forEach(it -> album.whole.computeIfPresent(it, (any, b) -> spoilt(b)));
    album.unforcedNames.clear();
    album.unforcedParts.clear();
    album.unforced.clear();
  }

  private byte[] spoilt(byte[] bytes) {
    if (bytes.length == 0 || random.nextBoolean()) {
      return bytes;
    }
    byte[] kept = Arrays.copyOf(bytes, random.nextInt(bytes.length));
    return random.nextBoolean() ? kept : Arrays.copyOf(kept, bytes.length);
  }

  /** The disk flips a bit of what has come in part. */
  void spoil() {
    List<Part> parts = List.copyOf(album().parts.keySet());
    if (!parts.isEmpty()) {
      Part part = parts.get(random.nextInt(parts.size()));
      byte[] bytes = bytes(part).clone();
      if (bytes.length > 0) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        album().parts.put(part, bytes);
      }
    }
  }

  private byte[] bytes(Part part) {
    return album().parts.getOrDefault(part, new byte[0]);
  }

  private void write(Runnable work) {
    try {
      fuse.write(work);
    } catch (Fuse.Failed full) {
      throw new UncheckedIOException(new IOException(full));
    }
  }

  @Override
  public void requireWelcome(DeviceId device) {}

  /** Whether a record of a device that is here names a file. */
  boolean isNamed(DeviceId device, FileHash file) {
    return named(device).containsKey(file);
  }

  private Map<FileHash, Named> named(DeviceId device) {
    var named = new LinkedHashMap<FileHash, Named>();
    server.disk().logs.entrySet().stream()
        .filter(log -> log.getKey().device().equals(device))
        .sorted(Map.Entry.comparingByKey((one, other) -> one.epoch() - other.epoch()))
        .flatMap(log -> log.getValue().stream())
        .flatMap(it -> it.payload().attachments().stream())
        .forEach(it -> named.putIfAbsent(it.hash(), named(it)));
    return named;
  }

  private static Named named(Attachment it) {
    return new Named(it.hash(), it.size(), it.mediaType());
  }

  @Override
  public List<Named> lacking(DeviceId device) {
    return named(device).values().stream().filter(it -> !holds(it.hash())).toList();
  }

  @Override
  public Optional<Named> lacking(DeviceId device, FileHash file) {
    return Optional.ofNullable(named(device).get(file)).filter(it -> !holds(file));
  }

  @Override
  public boolean holds(FileHash file) {
    return album().noted.contains(file);
  }

  @Override
  public void note(FileHash file, long size) {
    write(() -> album().noted.add(file));
  }

  @Override
  public void told(DeviceId device, Wanted file, FileOutcome outcome) {}

  @Override
  public void notJudged(Wanted file) {}

  @Override
  public long length(DeviceId sender, FileHash file) {
    return bytes(new Part(sender, file)).length;
  }

  @Override
  public boolean append(DeviceId sender, FileHash file, long offset, byte[] bytes) {
    var part = new Part(sender, file);
    byte[] before = bytes(part);
    if (before.length != offset) {
      return false;
    }
    byte[] after = Arrays.copyOf(before, before.length + bytes.length);
    System.arraycopy(bytes, 0, after, before.length, bytes.length);
    write(
        () -> {
          album().unforcedParts.add(part);
          album().parts.put(part, after);
        });
    return true;
  }

  @Override
  public Optional<byte[]> read(DeviceId sender, FileHash file) {
    boolean isBelieved = mutation == Mutation.HEADQUARTERS_BELIEVES_A_PHOTOGRAPH_WITHOUT_ITS_HASH;
    return Optional.ofNullable(
        (isBelieved ? taken : Map.of(file, bytes(new Part(sender, file)))).get(file));
  }

  @Override
  public void drop(DeviceId sender, FileHash file) {
    write(() -> album().parts.remove(new Part(sender, file)));
  }

  @Override
  public void force(DeviceId sender, FileHash file) {
    if (mutation != Mutation.HEADQUARTERS_KEEPS_A_PHOTOGRAPH_THAT_IS_NOT_ON_DISK) {
      write(() -> album().unforcedParts.remove(new Part(sender, file)));
    }
  }

  @Override
  public void adopt(DeviceId sender, FileHash file) {
    if (mutation == Mutation.HEADQUARTERS_NOTES_A_PHOTOGRAPH_BEFORE_IT_IS_IN_ITS_PLACE) {
      note(file, 0);
    }
    write(() -> move(new Part(sender, file)));
  }

  @Override
  public void forceName(FileHash file) {
    if (mutation != Mutation.HEADQUARTERS_KEEPS_A_PHOTOGRAPH_WHOSE_NAME_IS_NOT_ON_DISK) {
      write(() -> album().unforcedNames.remove(file));
    }
  }

  @Override
  public boolean isWhole(FileHash file) {
    return mutation != Mutation.HEADQUARTERS_FORGETS_A_PHOTOGRAPH_THAT_IT_HAS_NOT_NOTED
        && album().isWhole(file);
  }

  private void move(Part part) {
    byte[] bytes = bytes(part);
    album().parts.remove(part);
    album().whole.put(part.file(), bytes);
    album().unforcedNames.put(part.file(), part);
    if (album().unforcedParts.remove(part)) {
      album().unforced.add(part.file());
    }
  }
}
