package retex.server.ingest;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import retex.contract.DeviceKey;
import retex.exchange.HeadquartersStore;
import retex.exchange.HeadquartersStoreContract;
import retex.server.SomeStore;

/** Headquarters' own store, on its database. */
class IngestContractTest extends HeadquartersStoreContract {

  @TempDir private Path folder;
  private ApplicationContext server = ApplicationContext.builder().build();

  @AfterEach
  void close() {
    server.close();
  }

  @Override
  protected HeadquartersStore store(DeviceKey enrolled) {
    SomeStore.migrated(folder);
    server =
        ApplicationContext.builder()
            .properties(Map.of("retex.data", folder.toString(), "grpc.server.enabled", false))
            .start();
    SomeDevices.enrol(server, enrolled);
    return server.getBean(Ingest.class);
  }
}
