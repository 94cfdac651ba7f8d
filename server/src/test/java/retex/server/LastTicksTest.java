package retex.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Requires;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that ends finishes what the clock began, while its store is open. */
class LastTicksTest {

  @TempDir private Path folder;

  @Test
  void what_the_clock_began_comes_to_its_end_before_the_store_is_closed() throws Exception {
    SlowTick tick;
    try (ApplicationContext server =
        ApplicationContext.builder()
            .properties(
                Map.of(
                    "retex.data", folder.toString(),
                    "grpc.server.port", "0",
                    "micronaut.server.port", "-1",
                    "retex.test.slow-tick", "yes"))
            .start()) {
      tick = server.getBean(SlowTick.class);
      assertThat(tick.begun.await(20, TimeUnit.SECONDS)).isTrue();
    }

    assertThat(tick.end).isEqualTo("written");
  }

  /** Begins at once and writes after a while. */
  @Singleton
  @Requires(property = "retex.test.slow-tick")
  static final class SlowTick {

    private final CountDownLatch begun = new CountDownLatch(1);
    private final DataSource store;
    private volatile String end = "not ended";

    SlowTick(DataSource store) {
      this.store = DelegatingDataSource.unwrapDataSource(store);
    }

    @Scheduled(initialDelay = "0s", fixedDelay = "1h")
    void tick() throws InterruptedException {
      begun.countDown();
      TimeUnit.MILLISECONDS.sleep(700);
      try (Connection connection = store.getConnection();
          var statement = connection.createStatement()) {
        statement.executeUpdate("create table slow_tick (it text)");
        end = "written";
      } catch (SQLException e) {
        end = e.toString();
      }
    }
  }
}
