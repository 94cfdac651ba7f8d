package retex.server.device;

import java.time.Instant;
import retex.contract.DeviceId;

/** When a laptop was there last, how many entries then waited on it, and which program it runs. */
public record Contact(DeviceId device, Instant at, long backlog, String version) {}
