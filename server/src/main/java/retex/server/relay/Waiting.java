package retex.server.relay;

import retex.contract.DeviceId;
import retex.contract.FileHash;

/** A file that waits for a laptop: its name and place in the order there, and from whom it is. */
public record Waiting(String item, long number, DeviceId sender, FileHash file, long size) {}
