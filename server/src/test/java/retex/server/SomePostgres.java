package retex.server;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import retex.server.console.Database;

/**
 * A PostgreSQL for the tests of one process, with a database for each data folder. With {@code
 * -Dretex.database=postgresql} every test of the server that opens a store opens it there. Where
 * none may be started (root, without user namespaces) the test is skipped and says so.
 */
public final class SomePostgres {

  private static @Nullable EmbeddedPostgres running;

  private SomePostgres() {}

  /** The address of the database of a data folder, which is made where there is none. */
  public static synchronized String url(Path folder) {
    try {
      if (running == null) {
        assumeTrue(mayStart(), "PostgreSQL does not start as root, and `unshare -U` fails here");
        running =
            EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("full_page_writes", "off")
                .setServerConfig("log_error_verbosity", "terse")
                .start();
      }
      String name = "t" + Integer.toHexString(folder.toAbsolutePath().toString().hashCode());
      String server = "jdbc:postgresql://localhost:" + running.getPort() + "/";
      String user = "?user=postgres";
      try (Connection connection = DriverManager.getConnection(server + "postgres" + user);
          Statement statement = connection.createStatement()) {
        if (!isThere(statement, name)) {
          statement.execute("create database " + name + " template template0 encoding 'UTF8'");
        }
      }
      return server + name + user;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A server's beans over a store there, with a {@link SomeClock}. */
  public static ApplicationContext in(Path folder) {
    url(folder);
    return ApplicationContext.builder()
        .properties(
            Map.of(
                "retex.data",
                folder.toString(),
                "grpc.server.port",
                "0",
                "micronaut.server.port",
                "-1",
                "retex.test.clock",
                "yes",
                "retex.database",
                "postgresql"))
        .start();
  }

  private static boolean mayStart() throws IOException {
    if (!System.getProperty("user.name").equals("root")) {
      return true;
    }
    try {
      return new ProcessBuilder("unshare", "-U", "true").start().waitFor() == 0;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isThere(Statement statement, String name) throws SQLException {
    try (ResultSet row =
        statement.executeQuery("select 1 from pg_database where datname = '" + name + "'")) {
      return row.next();
    }
  }

  /** Says where the tables are, as {@link Database} does for a command. */
  @Singleton
  @Requires(property = "retex.database", value = "postgresql")
  static final class There implements BeanCreatedEventListener<DatasourceConfiguration> {

    private final Path data;

    There(@Value("${retex.data}") Path data) {
      this.data = data;
    }

    @Override
    public DatasourceConfiguration onCreated(BeanCreatedEvent<DatasourceConfiguration> event) {
      DatasourceConfiguration at = event.getBean();
      var said = Database.properties(url(data), Map.of());
      at.setUrl((String) said.get("datasources.default.url"));
      at.setDriverClassName((String) said.get("datasources.default.driver-class-name"));
      at.setMaximumPoolSize((int) said.get("datasources.default.maximum-pool-size"));
      at.setMinimumIdle((int) said.get("datasources.default.minimum-idle"));
      at.setConnectionInitSql((String) said.get("datasources.default.connection-init-sql"));
      return at;
    }
  }
}
