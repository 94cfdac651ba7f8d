package retex.agent.entry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import io.micronaut.transaction.TransactionOperations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.agent.draft.Drafts;
import retex.agent.record.Erasures;
import retex.agent.vault.SomeLaptop;
import retex.agent.vault.Vault;
import retex.contract.DeviceKey;
import retex.contract.ErasureOrder;
import retex.contract.RecordId;

/** What was erased cannot be taken out of the copies: they are tried again, ever more seldom. */
class ErasureInVainTest {

  private static final Path SAMPLE =
      Path.of("../deploy/src/main/resources/sample/records-west.jsonl");
  private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");

  @TempDir private Path folder;
  private final DeviceKey headquarters = DeviceKey.generate(new SecureRandom());
  private final SetClock clock = new SetClock();
  private ApplicationContext laptop = ApplicationContext.builder().build();

  @BeforeEach
  void open() {
    laptop =
        SomeLaptop.with(Map.of("retex.data", folder.toString(), "retex.command", "true")) // no lock
            .beanDefinitions(
                RuntimeBeanDefinition.builder(Clock.class, () -> clock)
                    .singleton(true)
                    .replaces(Clock.class)
                    .build())
            .start();
    laptop.getBean(Vault.class).open("a passphrase of ours".toCharArray());
  }

  @AfterEach
  void close() {
    laptop.close();
  }

  @Test
  void the_next_try_is_1_minute_later_then_2_then_4_up_to_60() throws IOException {
    RecordId record = record("one");
    block();
    erase(record);

    for (int minutes : List.of(1, 2, 4, 8, 16, 32, 60, 60)) {
      free();
      clock.now = clock.now.plus(Duration.ofMinutes(minutes)).minusMillis(1);
      erasures().scrub();
      assertThat(unscrubbed()).as("within %s minutes", minutes).isEqualTo(1);
      block();
      clock.now = clock.now.plusMillis(1);
      erasures().scrub(); // in vain
    }
    free();
    clock.now = clock.now.plus(Duration.ofMinutes(60));
    erasures().scrub();

    assertThat(unscrubbed()).isZero();
  }

  @Test
  void another_record_erased_is_not_kept_waiting_and_begins_anew() throws IOException {
    RecordId record = record("one");
    RecordId other = record("other");
    RecordId third = record("third");
    block();
    erase(record);
    clock.now = clock.now.plus(Duration.ofMinutes(1));
    erasures().scrub(); // in vain; the next one would be 2 minutes later
    erase(other); // in vain
    free();
    erasures().scrub();
    assertThat(unscrubbed()).isEqualTo(2);

    clock.now = clock.now.plus(Duration.ofMinutes(1));
    erasures().scrub();
    assertThat(unscrubbed()).isZero();

    block();
    erase(third); // in vain
    free();
    erase(record("fourth"));
    assertThat(unscrubbed()).isZero();
  }

  @Test
  void a_clock_that_was_put_back_keeps_nothing_waiting() throws IOException {
    RecordId record = record("one");
    block();
    erase(record);
    free();

    clock.now = clock.now.minus(Duration.ofDays(1));
    erasures().scrub();

    assertThat(unscrubbed()).isZero();
  }

  /** No copy of the store can be taken. */
  private void block() throws IOException {
    Files.createDirectories(folder.resolve("snapshots/next/in-the-way"));
  }

  private void free() throws IOException {
    Files.delete(folder.resolve("snapshots/next/in-the-way"));
  }

  private void erase(RecordId record) {
    erasures().erase(record, ErasureOrder.sign(headquarters, record, AT));
    erasures().scrub();
  }

  private RecordId record(String reference) throws IOException {
    ObjectNode content =
        (ObjectNode) JsonMapper.builder().build().readTree(Files.readAllLines(SAMPLE).get(0));
    content.put("reference", reference);
    String draft =
        laptop
            .getBean(FileImport.class)
            .run(List.of(content.toString()), true, false)
            .taken()
            .get(0);
    Drafts drafts = laptop.getBean(Drafts.class);
    return RecordId.parse(laptop.getBean(Submission.class).submit(drafts.find(draft)).record());
  }

  @SuppressWarnings("unchecked")
  private int unscrubbed() {
    TransactionOperations<Connection> transactions = laptop.getBean(TransactionOperations.class);
    return transactions.executeRead(
        status -> {
          try (var statement = status.getConnection().createStatement();
              var count =
                  statement.executeQuery("select count(*) from erased where scrubbed = 0")) {
            return count.getInt(1);
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private Erasures erasures() {
    return laptop.getBean(Erasures.class);
  }

  /** Goes on when it is told to. */
  private static final class SetClock extends Clock {
    private volatile Instant now = Instant.parse("2026-11-20T11:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return Clock.fixed(now, zone);
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
