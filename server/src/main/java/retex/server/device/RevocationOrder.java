package retex.server.device;

import java.util.Locale;

/** What a revoked laptop is to do about its key slots. */
public enum RevocationOrder {
  /** It brings its backlog into quarantine first; the key slots go after that was acknowledged. */
  HAND_OVER,
  /** The key slots go at once, at its next contact; it brings nothing. */
  STOLEN;

  /** As forms and commands write it: {@code hand-over}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static RevocationOrder of(String word) {
    for (RevocationOrder it : values()) {
      if (it.word().equals(word)) {
        return it;
      }
    }
    throw DeviceRefusal.ORDER_UNKNOWN.at("order").asException();
  }
}
