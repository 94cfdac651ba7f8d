package retex.relay;

import retex.contract.DeviceId;
import retex.contract.FileHash;

/**
 * A file that waits for a laptop: its name and place in the order there, from whom it is, its hash
 * and bytes.
 */
public record Post(
    String item, long number, DeviceId sender, DeviceId recipient, FileHash file, long size) {}
