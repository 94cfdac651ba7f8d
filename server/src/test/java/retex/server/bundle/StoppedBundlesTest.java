package retex.server.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.bundle.Answer;
import retex.bundle.BundleFile;
import retex.bundle.BundleRefusal;
import retex.bundle.LaptopBundles;
import retex.bundle.LaptopFiles;
import retex.contract.DeviceKey;
import retex.contract.Head;
import retex.exchange.Headquarters;
import retex.exchange.HeadquartersOutbox;
import retex.exchange.HeadquartersStore;
import retex.exchange.Laptop;
import retex.exchange.LaptopStore;
import retex.exchange.SomeSides;
import retex.proto.sync.v1.ExchangeRequest;
import retex.proto.sync.v1.ExchangeResponse;
import retex.server.SomeStore;
import retex.server.ingest.SomeDevices;
import retex.server.key.ServerKeys;

/** What answers say of a log that a bundle could not go on. */
class StoppedBundlesTest {

  @TempDir Path folder;
  private final DeviceKey key = DeviceKey.generate(new SecureRandom());
  private final SomeSides laptop = new SomeSides(key);
  private ApplicationContext context = ApplicationContext.builder().build();
  private long heard;

  @BeforeEach
  void open() {
    context = SomeStore.in(folder.resolve("server"));
    SomeDevices.enrol(context, key);
  }

  @AfterEach
  void close() {
    context.close();
  }

  @Test
  void that_a_log_was_stopped_is_told_until_it_goes_on_over_whichever_way() {
    laptop.write(2);
    Path first = export(laptop.store(), 1, 0);
    take(first);
    laptop.write(1);

    assertThat(take(export(spoilt(), 2, 2)).stopped().orElseThrow().why().code())
        .isEqualTo(BundleRefusal.BUNDLE_LOG_STOPPED);
    assertThat(told()).get().asString().endsWith(", entry 3");
    take(first); // what was here already mends nothing
    assertThat(told()).isPresent();

    overALink();
    assertThat(told()).isEmpty();
  }

  @Test
  void a_part_that_waits_does_not_hide_that_the_log_was_stopped_and_one_that_lands_ends_it() {
    laptop.write(2);
    take(export(laptop.store(), 1, 0));
    laptop.write(2);
    take(export(spoilt(), 2, 2));

    assertThat(take(export(laptop.store(), 3, 3)).waiting()).isEqualTo(1);
    assertThat(told()).get().asString().endsWith(", entry 3");

    take(export(laptop.store(), 4, 2));
    assertThat(told()).isEmpty();
  }

  @Test
  void a_part_of_an_earlier_epoch_hides_not_why_the_present_one_was_stopped() {
    laptop.write(2);
    take(export(laptop.store(), 1, 0));
    laptop.write(1);
    Path earlier = export(spoilt(), 2, 2);
    laptop.store().open(laptop.store().at(2).orElseThrow());

    take(export(spoilt(), 3, 0));
    assertThat(take(earlier).stopped().orElseThrow().why().where()).endsWith(", entry 3");

    assertThat(told()).get().asString().endsWith(", entry 1");
  }

  /** The laptop's log with signatures that a disk has spoilt. */
  private LaptopStore spoilt() {
    LaptopStore whole = laptop.store();
    return (LaptopStore)
        Proxy.newProxyInstance(
            LaptopStore.class.getClassLoader(),
            new Class<?>[] {LaptopStore.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "head" -> whole.head((long) arguments[0]).map(StoppedBundlesTest::spoilt);
                  case "heads" ->
                      whole.heads((long) arguments[0], (long) arguments[1]).stream()
                          .map(StoppedBundlesTest::spoilt)
                          .toList();
                  default -> method.invoke(whole, arguments);
                });
  }

  private static Head spoilt(Head head) {
    byte[] signature = head.signature();
    signature[0] ^= 1;
    return new Head(head.log(), head.number(), head.revision(), signature);
  }

  /** What the answer says that was stopped. */
  private Optional<String> told() {
    Path file = folder.resolve("answer.bundle");
    context.getBean(Bundles.class).answer(key.device(), file, "test");
    Answer answer = Answer.open(BundleFile.at(file), laptop.store(), server(), heard);
    heard = answer.serial();
    return answer.take(laptop.inbox(), LaptopFiles.NONE).stopped();
  }

  private Bundles.Taken take(Path file) {
    return context.getBean(Bundles.class).take(file, "test");
  }

  private Path export(LaptopStore from, long serial, long after) {
    Path file = folder.resolve(UUID.randomUUID() + ".bundle");
    var writing =
        new LaptopBundles(from, laptop.inbox(), LaptopFiles.NONE, server(), "retex-agent/test");
    var room = new LaptopBundles.Room(Long.MAX_VALUE, Long.MAX_VALUE);
    BundleFile.write(file, out -> writing.write(out, serial, after, room));
    return file;
  }

  private void overALink() {
    Queue<ExchangeRequest> up = new ArrayDeque<>();
    Queue<ExchangeResponse> down = new ArrayDeque<>();
    var store = context.getBean(HeadquartersStore.class);
    var outbox = context.getBean(HeadquartersOutbox.class);
    try (var there = new Headquarters(key.device(), store, outbox, down::add, () -> {});
        var here = new Laptop(laptop.store(), laptop.inbox(), up::add, () -> {}, () -> 0, 0)) {
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

  private byte[] server() {
    return context.getBean(ServerKeys.class).bundles().publicKey();
  }
}
