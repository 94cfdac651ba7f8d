package retex.server.device;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a laptop is used for, which decides how much it may hold of what others wrote. */
public enum DeviceRole {
  /** Evaluates units: needs what was seen there the last time. */
  EVALUATOR,
  /** Trains units: needs to know what they can and cannot do. */
  TRAINER;

  /** The role of a word; empty for any other text. */
  public static Optional<DeviceRole> of(String word) {
    return Arrays.stream(values()).filter(it -> it.word().equals(word)).findFirst();
  }

  /** The word that programs read. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
