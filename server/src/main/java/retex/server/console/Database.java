package retex.server.console;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where the tables are: SQLite in the data folder where nothing is said, or PostgreSQL. Its
 * password comes from the environment or from the file that PostgreSQL's own programs read.
 */
public final class Database {

  static final String PASSWORD = "RETEX_DATABASE_PASSWORD";

  private static final String POSTGRESQL = "jdbc:postgresql:";
  private static final Pattern SHOWN = // as a parameter, or before the host
      Pattern.compile("(?i)password=|^jdbc:postgresql://[^/?]*@");
  private static final int CONNECTIONS = 16; // one writes; others read, or wait to write

  /** Acknowledged means on disk; who waits longer for a lock fails and tries again. */
  private static final String EACH =
      "set synchronous_commit = on; set lock_timeout = '60s'; set client_min_messages = warning";

  /** Details of errors would put rows into logs; how many rows a batch inserted is read. */
  private static final String OURS =
      "logServerErrorDetail=false&reWriteBatchedInserts=false&ApplicationName=retex";

  private Database() {}

  /** What the program is told, {@code address} being what was asked for (empty: nothing). */
  public static Map<String, Object> properties(String address, Map<String, String> environment) {
    if (address.isEmpty()) {
      return Map.of();
    }
    if (!address.startsWith(POSTGRESQL)) {
      throw ConsoleRefusal.DATABASE_UNKNOWN.at("database").asException();
    }
    if (SHOWN.matcher(address).find()) {
      throw ConsoleRefusal.DATABASE_PASSWORD_SHOWN.at("database").asException();
    }
    Map<String, Object> properties = new HashMap<>(postgresql(address));
    String password = environment.getOrDefault(PASSWORD, "");
    if (!password.isEmpty()) {
      properties.put("datasources.default.password", password);
    }
    return properties;
  }

  private static Map<String, Object> postgresql(String address) {
    return Map.of(
        "retex.database",
        "postgresql",
        "datasources.default.url",
        address + (address.contains("?") ? "&" : "?") + OURS,
        "datasources.default.driver-class-name",
        "org.postgresql.Driver",
        "datasources.default.maximum-pool-size",
        CONNECTIONS,
        "datasources.default.minimum-idle",
        1,
        "datasources.default.connection-init-sql",
        EACH);
  }
}
