package retex.exchange;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import retex.bundle.ArrivalStore;
import retex.bundle.BundleFile;
import retex.contract.DeviceId;
import retex.contract.DeviceKey;

/** What has come of one bundle of a courier, on the {@link Mail} of headquarters' {@link Disk}. */
final class MemoryArrival implements ArrivalStore {

  private final String name;
  private final MemoryHeadquarters server;
  private final Sticks sticks;
  private final MemoryPouch pouch;
  private final Fuse fuse;
  private final Mutation mutation;
  private final List<DeviceKey> laptops;

  /** {@code name}: the courier's and the bundle's. */
  MemoryArrival(
      String name,
      MemoryHeadquarters server,
      Sticks sticks,
      MemoryPouch pouch,
      Fuse fuse,
      Mutation mutation,
      List<DeviceKey> laptops) {
    this.name = name;
    this.server = server;
    this.sticks = sticks;
    this.pouch = pouch;
    this.fuse = fuse;
    this.mutation = mutation;
    this.laptops = laptops;
  }

  private Mail mail() {
    return server.disk().mail;
  }

  private byte[] bytes() {
    return mail().coming.getOrDefault(name, new byte[0]);
  }

  @Override
  public Optional<DeviceId> landed() {
    return Optional.ofNullable(mail().carried.get(name));
  }

  @Override
  public long held() {
    return bytes().length;
  }

  @Override
  public void requireRoom(long bytes) {}

  @Override
  public long announced() {
    return 0;
  }

  @Override
  public void open() {
    mail().unforced.add(name);
  }

  @Override
  public void append(ByteString piece) {
    int times = mutation == Mutation.HEADQUARTERS_WRITES_A_PIECE_TWICE && held() > 0 ? 2 : 1;
    for (int i = 0; i < times; i++) {
      byte[] before = bytes();
      byte[] after = Arrays.copyOf(before, before.length + piece.size());
      piece.copyTo(after, before.length);
      fuse.write(() -> mail().coming.put(name, after));
    }
  }

  @Override
  public void force() {
    fuse.write(() -> mail().unforced.remove(name));
  }

  @Override
  public DeviceId take() {
    Path file = sticks.written(bytes());
    DeviceId device = BundleFile.at(file).device();
    if (mutation == Mutation.HEADQUARTERS_NOTES_A_BUNDLE_BEFORE_IT_LANDS) {
      note(device);
    }
    sticks.takeCarried(file);
    return device;
  }

  @Override
  public void note(DeviceId device) {
    fuse.write(() -> mail().carried.put(name, device));
  }

  @Override
  public void discard() {
    if (mutation != Mutation.HEADQUARTERS_KEEPS_WHAT_IT_REFUSED_OF_A_COURIER) {
      fuse.write(() -> mail().coming.remove(name));
    }
  }

  @Override
  public void leave() {}

  @Override
  public Path answer(DeviceId device) {
    boolean isAnother = mutation == Mutation.HEADQUARTERS_ANSWERS_ANOTHER_LAPTOP;
    DeviceKey key =
        laptops.stream()
            .filter(it -> it.device().equals(device) != isAnother)
            .filter(it -> mail().greetings.containsKey(it.device()))
            .findFirst()
            .or(() -> laptops.stream().filter(it -> it.device().equals(device)).findFirst())
            .orElseThrow();
    byte[] answer = sticks.answered(key);
    pouch.answered(sticks.isThere(name.substring(name.indexOf(' ') + 1)));
    return sticks.written(answer);
  }

  @Override
  public void given(Path answer) {}
}
