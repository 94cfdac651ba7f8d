package retex.agent.entry;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import retex.agent.vault.Vault;

/**
 * Words that were looked for, by numbers that say nothing of them: addresses lie in the browser's
 * history. In memory alone, the newest hundred, until the store is locked; a number that is not
 * known asks for everything. Safe for use by several threads.
 */
@Singleton
final class Searches {

  private static final int KEPT = 100;
  private static final int LONGEST = 500; // characters

  private final Map<String, String> words =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
              return size() > KEPT;
            }
          });
  private final SecureRandom random = new SecureRandom();

  Searches(Vault vault) {
    vault.whenLocked(words::clear);
  }

  /** The number of what is looked for; empty for nothing. */
  String keep(String asked) {
    if (asked.isBlank()) {
      return "";
    }
    byte[] number = new byte[8];
    random.nextBytes(number);
    String id = HexFormat.of().formatHex(number);
    words.put(id, asked.substring(0, Math.min(LONGEST, asked.length())));
    return id;
  }

  /** What a number stands for; empty where that is not known any more. */
  String words(String id) {
    return words.getOrDefault(id, "");
  }
}
