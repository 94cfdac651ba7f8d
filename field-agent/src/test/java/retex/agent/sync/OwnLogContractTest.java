package retex.agent.sync;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import retex.agent.record.Log;
import retex.agent.record.Logs;
import retex.agent.vault.SomeLaptop;
import retex.agent.vault.Vault;
import retex.contract.Entry;
import retex.contract.SomeLog;
import retex.exchange.LaptopStore;
import retex.exchange.LaptopStoreContract;

/** The laptop's own store, on its encrypted database. */
class OwnLogContractTest extends LaptopStoreContract {

  @TempDir private Path folder;
  private ApplicationContext laptop = ApplicationContext.builder().build();

  @BeforeEach
  void open() {
    laptop = SomeLaptop.with(java.util.Map.of("retex.data", folder.toString())).start();
    laptop.getBean(Vault.class).open("a passphrase of ours".toCharArray());
  }

  @AfterEach
  void close() {
    laptop.close();
  }

  @Override
  protected LaptopStore present() {
    return OwnLog.present(logs());
  }

  @Override
  protected LaptopStore past(int epoch) {
    return OwnLog.past(logs(), epoch);
  }

  @Override
  protected Entry submit(String remark) {
    return log().submit(SomeLog.evaluation(remark), "evaluator", SomeLog.INSTRUMENT);
  }

  @Override
  protected Entry revise(Entry before, String remark) {
    var revision = before.revision();
    return log().revise(revision.record(), revision.id(), SomeLog.evaluation(remark), "evaluator");
  }

  private Logs logs() {
    return laptop.getBean(Logs.class);
  }

  private Log log() {
    return laptop.getBean(Log.class);
  }
}
