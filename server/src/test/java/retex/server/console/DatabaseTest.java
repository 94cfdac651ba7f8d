package retex.server.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import retex.refusal.RefusedException;

class DatabaseTest {

  private static final Map<String, String> SECRET = Map.of(Database.PASSWORD, "s3cret");

  @Test
  void nothing_said_is_sqlite_as_ever() {
    assertThat(Database.properties("", SECRET)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:postgresql://db/retex", "jdbc:postgresql://db/retex?user=retex"})
  void postgresql_has_its_own_tables_and_its_password_from_the_environment(String address) {
    assertThat(Database.properties(address, SECRET))
        .containsEntry("retex.database", "postgresql")
        .containsEntry("datasources.default.password", "s3cret")
        .hasEntrySatisfying(
            "datasources.default.url",
            it ->
                assertThat((String) it)
                    .startsWith(address)
                    .containsOnlyOnce("?")
                    .contains("logServerErrorDetail=false"));
    assertThat(Database.properties(address, Map.of()))
        .doesNotContainKey("datasources.default.password");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://db/retex?user=retex&password=s3cret",
        "jdbc:postgresql://db/retex?PASSWORD=s3cret",
        "jdbc:postgresql://db/retex?sslpassword=s3cret",
        "jdbc:postgresql://retex:s3cret@db/retex"
      })
  void a_password_that_everybody_may_read_is_refused(String address) {
    refused(ConsoleRefusal.DATABASE_PASSWORD_SHOWN, address);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:sqlite:/tmp/x.db", "postgresql://db/retex", "jdbc:mysql://db/x"})
  void another_database_is_refused(String address) {
    refused(ConsoleRefusal.DATABASE_UNKNOWN, address);
  }

  private static void refused(ConsoleRefusal code, String address) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> Database.properties(address, Map.of()))
        .matches(it -> it.refusal().code() == code)
        .matches(it -> !it.refusal().toString().contains("s3cret"));
  }
}
