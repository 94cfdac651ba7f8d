package retex.relay;

import java.util.List;
import retex.contract.DeviceId;
import retex.contract.FileHash;

/**
 * A file that a laptop has for others: its hash and bytes, what it is about, and the devices it
 * names. Immutable.
 */
public record Posted(
    DeviceId sender, FileHash file, long size, String topic, List<DeviceId> recipients) {

  public Posted {
    recipients = recipients.stream().distinct().toList();
  }
}
