package retex.relay;

import java.util.List;
import java.util.Optional;
import retex.contract.DeviceId;
import retex.contract.FileHash;

/**
 * What headquarters knows of files that wait, and of those they are from and for. Each act is on
 * disk when it returns.
 */
public interface PostStore {

  /** Refuses a device that may not speak. */
  void requireWelcome(DeviceId device);

  /** For which mission a laptop is; empty for none. */
  Optional<String> mission(DeviceId device);

  /** Files from a sender for a laptop, but for those about a topic. */
  long count(DeviceId sender, DeviceId recipient, String topic);

  /** Bytes of what waits from a sender, each file once, but for those about a topic. */
  long bytes(DeviceId sender, String topic);

  /** Bytes of everything that waits, each file once. */
  long allBytes();

  /** Bytes that the disk has free. */
  long freeBytes();

  /**
   * In one transaction: it waits for each of these behind all that waits, in place of what they had
   * not fetched about the same, and is remembered as having been here.
   */
  void put(Posted post, List<DeviceId> welcome);

  /** Those of a sender about a topic. */
  List<Post> about(DeviceId sender, String topic);

  /** Those of one file. */
  List<Post> of(DeviceId sender, FileHash file);

  /** What waits for a laptop behind a number, in order. */
  List<Post> waiting(DeviceId recipient, long after);

  /** One of those that wait for a laptop. */
  Optional<Post> find(String item, DeviceId recipient);

  void remove(String item);

  /** Whether a sender was told that its file is here. */
  boolean isRemembered(DeviceId sender, FileHash file);

  /** Its sender may say it once more. */
  void unremember(DeviceId sender, FileHash file);
}
