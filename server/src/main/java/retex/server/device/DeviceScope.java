package retex.server.device;

/** The mission whose units a laptop is for, by its code, and what it is used for there. */
public record DeviceScope(String mission, DeviceRole role) {}
