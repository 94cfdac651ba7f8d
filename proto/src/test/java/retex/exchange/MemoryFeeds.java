package retex.exchange;

import com.google.protobuf.Message;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import retex.contract.DeviceId;
import retex.contract.LogId;
import retex.proto.sync.v1.Letter;
import retex.proto.sync.v1.ReferenceKind;

/** What headquarters has for laptops, on the {@link Shelf} of its {@link Disk}. */
final class MemoryFeeds implements FeedStore {

  private final Supplier<Disk> disk;
  private final Fuse fuse;
  private final Mutation mutation;

  MemoryFeeds(Supplier<Disk> disk, Fuse fuse, Mutation mutation) {
    this.disk = disk;
    this.fuse = fuse;
    this.mutation = mutation;
  }

  private Shelf shelf() {
    return disk.get().shelf;
  }

  @Override
  public Object version(DeviceId device) {
    return shelf().version;
  }

  @Override
  public Pieces pieces(ReferenceKind kind, LogId log) {
    Map<String, Message> pieces = new HashMap<>(shelf().allowed(kind, log.device()));
    if (mutation == Mutation.SCOPE_IS_NOT_ASKED) {
      for (DeviceId other : shelf().scopes.keySet()) {
        pieces.putAll(shelf().allowed(kind, other));
      }
    }
    return new Pieces(pieces);
  }

  @Override
  public List<Letter> letters(DeviceId device, long after, int atMost) {
    return shelf().box(device).stream().skip(after).limit(atMost).toList();
  }

  @Override
  public Optional<String> held(ReferenceKind kind, String cursor) {
    return Optional.ofNullable(shelf().cursors.get(kind + cursor));
  }

  @Override
  public void keep(ReferenceKind kind, String cursor, String lines) {
    fuse.write(() -> shelf().cursors.put(kind + cursor, lines));
  }
}
