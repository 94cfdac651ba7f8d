package retex.agent.vault;

import io.micronaut.context.ApplicationContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Changes a laptop's open store behind the program's back. */
public final class SomeStatement {

  private SomeStatement() {}

  public static void run(ApplicationContext laptop, String sql) {
    try (Connection connection = laptop.getBean(Vault.class).connection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
