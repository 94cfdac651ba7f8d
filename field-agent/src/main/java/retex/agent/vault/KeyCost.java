package retex.agent.vault;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/**
 * What it costs to make a key of a passphrase: Argon2id's passes, lanes, and memory in KiB. Of the
 * program, not of its configuration, which whoever has the laptop may write.
 */
record KeyCost(int passes, int lanes, int memoryKib) {

  /** RFC 9106, section 4, second recommended option: 3 passes, 4 lanes, 64 MiB. */
  static final KeyCost RECOMMENDED = new KeyCost(3, 4, 64 * 1024);

  /** The one that slots are made with. */
  @Factory
  static final class Beans {

    @Singleton
    KeyCost keyCost() {
      return RECOMMENDED;
    }
  }
}
