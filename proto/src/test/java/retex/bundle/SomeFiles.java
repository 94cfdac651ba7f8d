package retex.bundle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import retex.bundle.LaptopBundles.Sent;
import retex.contract.FileHash;
import retex.proto.bundle.v1.FileHere;

/** A laptop's files in memory, and how far sticks have taken each. */
public final class SomeFiles implements LaptopFiles {

  private final Map<FileHash, byte[]> waiting = new LinkedHashMap<>();
  private final Map<FileHash, Integer> there = new HashMap<>();
  private final Map<FileHash, Integer> onSticks = new HashMap<>();

  public static byte[] file(long seed, int size) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    bytes[0] = 1;
    return bytes;
  }

  public byte[] add(byte[] file) {
    waiting.put(FileHash.ofContent(file), file);
    return file;
  }

  /** The next part goes on behind this one. */
  public void sent(List<Sent> files) {
    files.forEach(it -> onSticks.put(it.file(), it.upTo()));
  }

  /** The next part begins where headquarters is known to be. */
  public void restart() {
    onSticks.clear();
  }

  public int waits() {
    return waiting.size();
  }

  @Override
  public boolean isAny() {
    return !waiting.isEmpty();
  }

  @Override
  public List<Waiting> waiting() {
    var all = new ArrayList<Waiting>();
    waiting.forEach(
        (file, bytes) -> {
          int from = Math.max(there.getOrDefault(file, 0), onSticks.getOrDefault(file, 0));
          if (from < bytes.length) {
            all.add(new Waiting(file, from));
          }
        });
    return all;
  }

  @Override
  public Optional<byte[]> content(FileHash file) {
    return Optional.ofNullable(waiting.get(file));
  }

  @Override
  public int heard(long answers, List<FileHere> here) {
    there.clear();
    int before = waiting.size();
    for (FileHere it : here) {
      FileHash file = FileHash.of(it.getSha256().toByteArray());
      if (it.getWhole()) {
        waiting.remove(file);
      } else {
        there.put(file, (int) it.getUpTo());
      }
    }
    return before - waiting.size();
  }
}
