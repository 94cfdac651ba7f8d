package retex.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import retex.bundle.BundleFile;
import retex.bundle.HeadquartersBundles.Greeting;
import retex.bundle.IntakeStore;
import retex.contract.DeviceId;

/** What headquarters keeps of bundles, on the {@link Mail} of its {@link Disk}. */
final class MemoryIntake implements IntakeStore {

  private final MemoryHeadquarters server;
  private final Fuse fuse;
  private final Mutation mutation;
  private final Path folder;

  /** {@code folder}: where what waits is put to be read. */
  MemoryIntake(MemoryHeadquarters server, Fuse fuse, Mutation mutation, Path folder) {
    this.server = server;
    this.fuse = fuse;
    this.mutation = mutation;
    this.folder = folder;
  }

  private Mail mail() {
    return server.disk().mail;
  }

  @Override
  public void keepWaiting(BundleFile file) {
    String name = file.device().hex() + "-" + file.id().hex();
    if (mutation != Mutation.HEADQUARTERS_KEEPS_NO_PART_THAT_COMES_EARLY) {
      fuse.write(() -> mail().waiting.put(name, bytes(file.path())));
    }
  }

  @Override
  public List<Path> waiting(DeviceId device) {
    return mail().waiting.entrySet().stream()
        .filter(it -> it.getKey().startsWith(device.hex()))
        .map(it -> written(folder.resolve(it.getKey()), it.getValue()))
        .toList();
  }

  @Override
  public void remove(Path waiting) {
    fuse.write(() -> mail().waiting.remove(String.valueOf(waiting.getFileName())));
  }

  @Override
  public void setAside(DeviceId device, Path waiting) {
    throw new IllegalStateException("what waits was not whole");
  }

  @Override
  public Optional<Greeting> greeting(DeviceId device) {
    return Optional.ofNullable(mail().greetings.get(device)).map(Greeting::of);
  }

  @Override
  public void greeted(DeviceId device, Greeting greeting) {
    fuse.write(() -> mail().greetings.put(device, greeting.bytes()));
  }

  @Override
  public Optional<Stopped> stopped(DeviceId device) {
    return Optional.ofNullable(mail().stops.get(device));
  }

  @Override
  public void stop(Stopped stopped) {
    fuse.write(() -> mail().stops.put(stopped.log().device(), stopped));
  }

  @Override
  public void goOn(DeviceId device) {
    fuse.write(() -> mail().stops.remove(device));
  }

  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path written(Path file, byte[] bytes) {
    try {
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
