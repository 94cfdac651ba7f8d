package retex.bundle;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import retex.contract.DeviceId;
import retex.contract.FileHash;
import retex.contract.FileOutcome;
import retex.proto.bundle.v1.FileHere;
import retex.proto.sync.v1.FileRefusal;

/** Headquarters' files in memory: those that {@link #name} says are wanted. */
public final class MemoryFiles implements HeadquartersFiles {

  private final Map<FileHash, Integer> named = new HashMap<>();
  private final Map<FileHash, ByteArrayOutputStream> parts = new HashMap<>();
  private final Set<FileHash> whole = new HashSet<>();
  private final Set<FileHash> unfit = new HashSet<>();

  /** A record that has landed names this file. */
  public void name(byte[] file) {
    named.put(FileHash.ofContent(file), file.length);
  }

  /** Says of a file that it is not of its type. */
  public void refuse(byte[] file) {
    unfit.add(FileHash.ofContent(file));
  }

  public boolean holds(byte[] file) {
    return whole.contains(FileHash.ofContent(file));
  }

  public int length(byte[] file) {
    return part(FileHash.ofContent(file)).size();
  }

  /** As a crash of a server that had not forced it to disk leaves it, or an older copy of it. */
  public void lose(byte[] file) {
    whole.remove(FileHash.ofContent(file));
    parts.remove(FileHash.ofContent(file));
  }

  /** As a power cut leaves it: the length is right. */
  public void spoil(byte[] file) {
    int length = length(file);
    lose(file);
    part(FileHash.ofContent(file)).writeBytes(new byte[length]);
  }

  @Override
  public Optional<Wanted> wanted(DeviceId device, FileHash file) {
    return named.containsKey(file) && !whole.contains(file)
        ? Optional.of(new Wanted(named.get(file), part(file).size()))
        : Optional.empty();
  }

  @Override
  public FileOutcome take(DeviceId device, FileHash file, long offset, byte[] bytes) {
    var part = part(file);
    if (part.size() != offset || offset + bytes.length > named.get(file)) {
      return FileOutcome.OUT_OF_TURN;
    }
    part.writeBytes(bytes);
    if (part.size() < named.get(file)) {
      return FileOutcome.MORE;
    }
    parts.remove(file);
    if (!FileHash.ofContent(part.toByteArray()).equals(file)) {
      return FileOutcome.HASH_WRONG;
    }
    if (unfit.contains(file)) {
      return FileOutcome.TYPE_WRONG;
    }
    whole.add(file);
    return FileOutcome.KEPT;
  }

  @Override
  public List<FileHere> here(DeviceId device) {
    var here = new ArrayList<FileHere>();
    named
        .keySet()
        .forEach(
            it ->
                here.add(
                    FileHere.newBuilder()
                        .setSha256(ByteString.copyFrom(it.bytes()))
                        .setWhole(whole.contains(it))
                        .setUpTo(part(it).size())
                        .setRefused(
                            unfit.contains(it)
                                ? FileRefusal.FILE_REFUSAL_TYPE_WRONG
                                : FileRefusal.FILE_REFUSAL_UNSPECIFIED)
                        .build()));
    return here;
  }

  private ByteArrayOutputStream part(FileHash file) {
    return parts.computeIfAbsent(file, it -> new ByteArrayOutputStream());
  }
}
