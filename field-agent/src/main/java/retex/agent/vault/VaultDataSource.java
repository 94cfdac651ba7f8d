package retex.agent.vault;

import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;

/** The one data source of the laptop: connections of the vault, as long as it is open. */
@Singleton
@Named("default")
final class VaultDataSource extends UnpooledDataSource {

  private final Vault vault;

  VaultDataSource(Vault vault) {
    this.vault = vault;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return vault.connection();
  }
}
