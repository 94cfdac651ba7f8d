package retex.server.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static retex.server.release.SomeWorld.NORA;
import static retex.server.release.SomeWorld.OLAF;

import io.micronaut.context.ApplicationContext;
import io.micronaut.transaction.TransactionOperations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.contract.DeviceId;
import retex.contract.DeviceKey;
import retex.contract.Entry;
import retex.contract.Evaluation;
import retex.contract.EvaluationBuilder;
import retex.contract.Head;
import retex.contract.LogTip;
import retex.contract.RecordId;
import retex.contract.SomeLog;
import retex.contract.UnitRef;
import retex.exchange.Headquarters;
import retex.exchange.HeadquartersOutbox;
import retex.exchange.Laptop;
import retex.exchange.SomeSides;
import retex.proto.sync.v1.ExchangeRequest;
import retex.proto.sync.v1.ExchangeResponse;
import retex.server.SomePostgres;
import retex.server.audit.Audit;
import retex.server.device.RevocationOrder;
import retex.server.device.Revocations;
import retex.server.feedback.Feedbacks;
import retex.server.finding.Findings;
import retex.server.finding.SomeFindings;
import retex.server.handover.HandOvers;
import retex.server.handover.Quarantine;
import retex.server.ingest.Ingest;
import retex.server.ingest.SomeDevices;
import retex.server.notice.Letter;
import retex.server.notice.LetterKind;
import retex.server.notice.Letters;
import retex.server.record.Arrival;
import retex.server.record.ChainCheck;
import retex.server.record.Erasures;
import retex.server.record.Records;
import retex.server.record.Revisions;
import retex.server.record.SomeEntries;

/** The line at headquarters on PostgreSQL, and two servers that write to one database at a time. */
class PostgresLineTest {

  private static final String WORDS = "The bridge at Ostrel was held by nobody";
  private static final int THREADS = 4;

  @TempDir private Path folder;
  private SomeWorld world;

  @BeforeEach
  void open() {
    world = new SomeWorld(SomePostgres.in(folder));
    world.catalogue(SomeWorld.reference());
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void a_log_that_comes_over_the_exchange_lands_once() {
    DeviceKey key = SomeLog.key(7);
    SomeDevices.enrol(world.context(), key);
    var sides = new SomeSides(key);
    sides.write(5);

    talk(sides, key);
    talk(sides, key);
    sides.write(2);
    talk(sides, key);

    assertThat(sides.store().acknowledged()).isEqualTo(7);
    assertThat(world.bean(Records.class).all()).hasSize(7);
    assertThat(world.bean(ChainCheck.class).run())
        .isEqualTo(new ChainCheck.Result(1, 7, 0, List.of()));
  }

  @Test
  void a_record_is_released_by_two_and_erased_by_two_and_a_new_start_finds_it_so()
      throws SQLException, IOException {
    SomeDevices.enrol(world.context(), world.laptop().key());
    Entry named = world.evaluated("U-A1", 2, SomeWorld.shortfalls(WORDS));
    for (String unit : List.of("U-A2", "U-B1", "U-B2", "U-C1", "U-C2")) {
      world.evaluated(unit, 2);
    }
    RecordId record = named.revision().record();
    DeviceId device = world.laptop().device();
    SomeFindings.accepted(world.context(), record, named.revision().id());
    Release out = world.released();
    world.bean(Feedbacks.class).drawApproved();
    assertThat(databaseHolds(WORDS)).isTrue();

    world.bean(ErasureRequests.class).ask(record, "Names a source.", OLAF);
    assertThatThrownBy(() -> world.bean(ErasureRequests.class).confirm(record, OLAF));
    world.bean(ErasureRequests.class).confirm(record, NORA);

    assertThat(databaseHolds(WORDS)).isFalse();
    assertThat(Files.readString(folder.resolve("run/scrubbed"))).isEqualTo("1\n");
    world.close();
    world = new SomeWorld(SomePostgres.in(folder));
    assertThat(world.bean(Records.class).all()).hasSize(5);
    assertThat(world.bean(Records.class).isErased(record)).isTrue();
    assertThat(world.bean(Findings.class).accepted()).isEmpty();
    assertThat(world.releases().find(out.id()).state()).isEqualTo(ReleaseState.APPROVED);
    assertThat(world.releases().concerns()).hasSize(1);
    assertThat(world.bean(Letters.class).after(device, 0, 20))
        .extracting(it -> it.letter().kind())
        .contains(LetterKind.ACCEPTED, LetterKind.ERASED);
    assertThat(world.bean(ChainCheck.class).run())
        .isEqualTo(new ChainCheck.Result(1, 6, 1, List.of()));
    assertThat(world.bean(Audit.class).verify()).isEmpty();
    assertThat(rowsThatMayBeDeletedOrEmptied()).isEmpty();
  }

  @Test
  void what_somebody_still_reads_is_taken_out_later() throws SQLException, IOException {
    Entry entry = world.evaluated("U-A1", 2, SomeWorld.shortfalls(WORDS));
    RecordId record = entry.revision().record();
    world.bean(ErasureRequests.class).ask(record, "Names a source.", OLAF);
    try (Connection reader = DriverManager.getConnection(SomePostgres.url(folder));
        Statement statement = reader.createStatement()) {
      reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      reader.setAutoCommit(false);
      statement.execute("select count(*) from audit");

      world.bean(ErasureRequests.class).confirm(record, NORA);

      assertThat(databaseHolds(WORDS)).isTrue();
      assertThat(Files.readString(folder.resolve("run/scrubbed"))).isEqualTo("-1\n");
      reader.rollback();
    }

    world.bean(Erasures.class).scrub();

    assertThat(databaseHolds(WORDS)).isFalse();
  }

  @Test
  void a_backlog_is_admitted_by_two() {
    var laptop = new SomeEntries();
    Entry known = laptop.evaluation(UnitRef.coded("U-A1"));
    Head head = laptop.head();
    Entry left = laptop.note(UnitRef.coded("U-A1"));
    SomeDevices.enrol(world.context(), laptop.key());
    world.bean(Ingest.class).commit(LogTip.empty(laptop.log()), List.of(known), head);
    world
        .bean(Revocations.class)
        .revoke(laptop.device(), RevocationOrder.HAND_OVER, "Left behind.", "ada");
    world.bean(Quarantine.class).commit(LogTip.at(known.revision()), List.of(left), laptop.head());
    HandOvers handOvers = world.bean(HandOvers.class);
    String seen = handOvers.find(laptop.device()).version();

    assertThat(handOvers.admit(laptop.device(), seen, "rita")).isFalse();
    assertThat(handOvers.admit(laptop.device(), seen, "rob")).isTrue();

    assertThat(world.bean(Records.class).all()).hasSize(2);
  }

  @Test
  void text_that_no_column_can_hold_does_not_stop_a_log() {
    Evaluation it = SomeEntries.anEvaluation(UnitRef.typed("Batt\0alion", "a", "b", "c"), 3);
    Entry entry = world.laptop().evaluation(EvaluationBuilder.builder(it).reference("\0").build());

    world.arrive(entry);

    assertThat(world.bean(Records.class).find(entry.revision().record()).orElseThrow().unit())
        .matches(unit -> unit.name().equals("Batt\uFFFDalion"));
    assertThat(world.bean(ChainCheck.class).run().faults()).isEmpty();
  }

  @Test
  void two_servers_write_one_after_the_other() throws Exception {
    var laptop = new SomeEntries();
    List<Entry> log = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      log.add(laptop.note(UnitRef.coded("U-A1")));
    }
    SomeDevices.enrol(world.context(), laptop.key());
    var letter =
        new Letter(
            LetterKind.ACCEPTED,
            log.get(0).revision().record(),
            log.get(0).revision().id(),
            "",
            Instant.EPOCH);
    try (ApplicationContext other = SomePostgres.in(folder)) {
      var work = new ArrayList<CompletableFuture<?>>();
      for (ApplicationContext server : List.of(world.context(), other)) {
        for (int i = 0; i < THREADS; i++) {
          work.add(
              CompletableFuture.runAsync(
                  () -> {
                    server
                        .getBean(Ingest.class)
                        .commit(LogTip.empty(laptop.log()), log, laptop.head());
                    for (int j = 0; j < 10; j++) {
                      server.getBean(Letters.class).post(laptop.device(), letter);
                      server.getBean(Audit.class).write("a", "b", "c", Map.of());
                    }
                  },
                  task -> new Thread(task).start()));
        }
      }
      CompletableFuture.allOf(work.toArray(new CompletableFuture<?>[0])).get(60, TimeUnit.SECONDS);
    }

    assertThat(world.bean(Records.class).all()).hasSize(20);
    assertThat(world.bean(Letters.class).after(laptop.device(), 0, 1000))
        .extracting(it -> it.number())
        .containsExactlyElementsOf(
            Stream.iterate(1L, it -> it + 1).limit(2 * THREADS * 10).toList());
    assertThat(world.bean(Audit.class).verify()).isEmpty();
    assertThat(world.bean(Audit.class).latest(1000))
        .filteredOn(it -> it.action().equals("b"))
        .hasSize(2 * THREADS * 10);
  }

  @Test
  void who_writes_is_waited_for_by_who_writes_and_by_nobody_else() throws Exception {
    var begun = new CountDownLatch(1);
    var end = new CountDownLatch(1);
    var first = new SomeEntries();
    var second = new SomeEntries();
    @SuppressWarnings("unchecked")
    TransactionOperations<Connection> transactions =
        world.context().getBean(TransactionOperations.class);
    try (ApplicationContext other = SomePostgres.in(folder)) {
      var writes =
          CompletableFuture.runAsync(
              () ->
                  transactions.executeWrite(
                      status -> {
                        world.arrive(first.note(UnitRef.coded("U-A1")));
                        begun.countDown();
                        await(end);
                        return "";
                      }));
      begun.await();
      var waits =
          CompletableFuture.runAsync(
              () -> arrive(other, second.note(UnitRef.coded("U-A1"))),
              task -> new Thread(task).start());
      assertThatThrownBy(() -> waits.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
      assertThat(other.getBean(Records.class).all()).isEmpty();
      end.countDown();
      writes.get(10, TimeUnit.SECONDS);
      waits.get(10, TimeUnit.SECONDS);
      assertThat(other.getBean(Records.class).all()).hasSize(2);
    }
  }

  private static void arrive(ApplicationContext server, Entry entry) {
    server.getBean(Revisions.class).append(List.of(Arrival.sound(entry)), Instant.EPOCH);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One whole conversation, as over a link. */
  private void talk(SomeSides sides, DeviceKey key) {
    Queue<ExchangeRequest> up = new ArrayDeque<>();
    Queue<ExchangeResponse> down = new ArrayDeque<>();
    HeadquartersOutbox outbox = world.bean(HeadquartersOutbox.class);
    try (var there =
            new Headquarters(key.device(), world.bean(Ingest.class), outbox, down::add, () -> {});
        var here = new Laptop(sides.store(), sides.inbox(), up::add, () -> {}, () -> 0, 0)) {
      here.begin(false, false);
      while (!here.isOver()) {
        if (!up.isEmpty()) {
          there.heard(up.remove());
        } else if (!down.isEmpty()) {
          here.heard(down.remove());
        } else {
          here.ended();
        }
      }
    }
  }

  /** Of the tables from which nothing is deleted, those that let it happen. */
  private List<String> rowsThatMayBeDeletedOrEmptied() throws SQLException {
    var found = new ArrayList<String>();
    int tried = 0;
    try (Connection raw = DriverManager.getConnection(SomePostgres.url(folder));
        Statement statement = raw.createStatement()) {
      raw.setAutoCommit(false);
      for (String table : neverDeleted(statement)) {
        for (String change : List.of("delete from " + table, "truncate " + table + " cascade")) {
          try {
            int rows = statement.executeUpdate(change);
            if (rows > 0 || change.startsWith("truncate")) {
              found.add(change);
            }
          } catch (SQLException refused) {
            tried++;
          }
          raw.rollback();
        }
      }
    }
    assertThat(tried).isGreaterThan(20);
    return found;
  }

  private static List<String> neverDeleted(Statement statement) throws SQLException {
    var tables = new ArrayList<String>();
    try (ResultSet row =
        statement.executeQuery(
            "select tgrelid::regclass::text from pg_trigger where tgname like '%is_never_deleted'")) {
      while (row.next()) {
        tables.add(row.getString(1));
      }
    }
    return tables;
  }

  /** Whether any file of the database's tables, indexes or statistics holds these words. */
  private boolean databaseHolds(String words) throws SQLException, IOException {
    try (Connection raw = DriverManager.getConnection(SomePostgres.url(folder));
        Statement statement = raw.createStatement()) {
      statement.execute("checkpoint");
      try (ResultSet row =
          statement.executeQuery(
              """
              select current_setting('data_directory') || '/base/' || oid
              from pg_database
              where datname = current_database()
              """)) {
        row.next();
        return holds(Path.of(row.getString(1)), words);
      }
    }
  }

  private static boolean holds(Path place, String words) throws IOException {
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        try {
          if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(words)) {
            return true;
          }
        } catch (NoSuchFileException gone) {
          continue;
        }
      }
      return false;
    }
  }
}
