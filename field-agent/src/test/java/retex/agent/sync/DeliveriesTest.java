package retex.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.agent.attachment.Attachments;
import retex.agent.attachment.SomePhotograph;
import retex.agent.record.Log;
import retex.agent.record.Logs;
import retex.agent.record.NamedFiles;
import retex.agent.record.NamedFiles.Fate;
import retex.agent.vault.SomeLaptop;
import retex.agent.vault.SomeStatement;
import retex.agent.vault.Vault;
import retex.contract.Attachment;
import retex.contract.EvaluationBuilder;
import retex.contract.FileHash;
import retex.contract.RecordId;
import retex.contract.SomeLog;
import retex.proto.sync.v1.AttachmentServiceGrpc;
import retex.proto.sync.v1.DeliverOffer;
import retex.proto.sync.v1.DeliverRequest;
import retex.proto.sync.v1.DeliverResponse;
import retex.proto.sync.v1.FileKept;
import retex.proto.sync.v1.FileReceived;
import retex.proto.sync.v1.FileRefusal;
import retex.proto.sync.v1.FileRefused;
import retex.proto.sync.v1.FileWanted;
import retex.proto.sync.v1.FilesWanted;

/** What a laptop says that it brought over of its photographs. */
class DeliveriesTest {

  @TempDir private Path folder;

  private ApplicationContext laptop = ApplicationContext.builder().build();
  private Attachment own;
  private Attachment others;
  private Headquarters headquarters;
  private Server server;
  private ManagedChannel channel;

  @BeforeEach
  void open() throws IOException {
    laptop = SomeLaptop.with(Map.of("retex.data", folder.toString())).start();
    laptop.getBean(Vault.class).open("a passphrase of ours".toCharArray());
    own = photographed(SomePhotograph.jpeg(1_600, 1_200, 1, 1));
    others = photographed(SomePhotograph.jpeg(300, 200, 1, 2));
    OwnLog.present(laptop.getBean(Logs.class)).acknowledge(2, 0);
    headquarters = new Headquarters(own, others);
    server = NettyServerBuilder.forPort(0).addService(headquarters).build();
    server.start();
    channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext().build();
  }

  @AfterEach
  void close() {
    channel.shutdownNow();
    server.shutdownNow();
    laptop.close();
  }

  @Test
  void a_file_that_another_laptop_brings_meanwhile_is_settled_and_counts_as_nothing_sent() {
    Delivered said = deliveries().run(channel, Long.MAX_VALUE);

    assertThat(own.size()).as("more than may be under way unheard").isGreaterThan(65_536);
    assertThat(said.files()).isEqualTo(1);
    assertThat(said.bytes()).isEqualTo(own.size());
    assertThat(deliveries().waiting().files()).isZero();
  }

  @Test
  void a_file_that_was_missing_once_is_sent_as_soon_as_it_is_here_and_wanted() {
    named().settle(own.hash(), Fate.MISSING);

    assertThat(deliveries().run(channel, Long.MAX_VALUE).files()).isEqualTo(1);
    assertThat(named().lost()).isEmpty();
  }

  @Test
  void a_file_that_was_refused_is_not_sent_by_itself_again() {
    named().settle(own.hash(), Fate.REFUSED);

    assertThat(deliveries().run(channel, Long.MAX_VALUE).bytes())
        .as("of the other one at most, until it is told to be there")
        .isLessThanOrEqualTo(others.size());
    assertThat(named().lost()).containsExactly(own.hash());
    assertThat(headquarters.offers.get(0).getNotSentList())
        .extracting(it -> FileHash.of(it.toByteArray()))
        .containsExactly(own.hash());
  }

  @Test
  void a_file_that_was_refused_is_offered_again_by_a_revision_that_names_it() {
    RecordId record = laptop.getBean(Log.class).all().get(1).id(); // the elder of two
    named().settle(own.hash(), Fate.REFUSED);
    assertThat(named().toMend()).isEqualTo(1);

    revise(record, List.of());
    assertThat(named().toMend()).as("the record names it no more").isZero();
    assertThat(named().refused()).containsExactly(own.hash());

    revise(record, List.of(own));
    assertThat(named().refused()).isEmpty();
    assertThat(named().unsettled()).extracting(NamedFiles.Unsettled::file).contains(own.hash());
  }

  @Test
  void a_headquarters_that_is_older_is_not_told_what_is_not_sent() {
    named().settle(own.hash(), Fate.REFUSED);
    headquarters.isOlder = true;

    deliveries().run(channel, Long.MAX_VALUE);

    assertThat(headquarters.offers).hasSize(2);
    assertThat(headquarters.offers.get(1).getNotSentList()).isEmpty();
  }

  @Test
  void a_refusal_ends_nothing_on_a_line_that_stands() throws InterruptedException {
    headquarters.refuses = 1;
    var goesOn = new AtomicBoolean(true);

    deliveries().along(channel, goesOn::get);
    Instant until = Instant.now().plusSeconds(60);
    while (deliveries().waiting().files() > 0) {
      assertThat(Instant.now()).as("in time").isBefore(until);
      Thread.sleep(50);
    }
    goesOn.set(false);

    assertThat(headquarters.refuses).isZero();
  }

  @Test
  void what_another_process_of_this_laptop_sends_meanwhile_is_left_to_it() {
    headquarters.refuses = 1; // a chunk does not follow

    assertThat(deliveries().run(channel, Long.MAX_VALUE).files()).isZero();
    assertThat(deliveries().waiting().files()).isEqualTo(2);
  }

  @Test
  void a_file_of_which_a_store_put_back_from_a_copy_knows_nothing_is_sent_and_can_be_shown() {
    SomeStatement.run(laptop, "delete from attachment");

    assertThat(deliveries().run(channel, Long.MAX_VALUE).bytes()).isEqualTo(own.size());
    assertThat(laptop.getBean(Attachments.class).find(own.hash())).isEqualTo(own);
    assertThat(laptop.getBean(Attachments.class).thumbnail(own.hash())).isNotEmpty();
  }

  @Test
  void a_budget_that_is_spent_is_told_only_where_something_waits() {
    assertThat(deliveries().run(channel, 0).overBudget()).isTrue();

    named().settle(own.hash(), Fate.KEPT);
    named().settle(others.hash(), Fate.KEPT);

    assertThat(deliveries().run(channel, 0).overBudget()).isFalse();
  }

  private Deliveries deliveries() {
    return laptop.getBean(Deliveries.class);
  }

  private NamedFiles named() {
    return laptop.getBean(NamedFiles.class);
  }

  private void revise(RecordId record, List<Attachment> files) {
    Log log = laptop.getBean(Log.class);
    log.revise(
        record,
        log.find(record).revision(),
        EvaluationBuilder.builder(SomeLog.evaluation("some remark"))
            .attachments(files)
            .amendment("another photograph")
            .build(),
        "evaluator");
  }

  private Attachment photographed(byte[] photograph) {
    Attachment named = laptop.getBean(Attachments.class).add(photograph);
    laptop
        .getBean(Log.class)
        .submit(
            EvaluationBuilder.builder(SomeLog.evaluation("some remark"))
                .attachments(List.of(named))
                .build(),
            "evaluator",
            SomeLog.INSTRUMENT);
    return named;
  }

  /**
   * Wants two files, and has the second from another before a byte has come: its first word behind
   * what it wants, without which the laptop cannot send all of the first.
   */
  private static final class Headquarters extends AttachmentServiceGrpc.AttachmentServiceImplBase {
    private final Attachment first;
    private final Attachment second;
    private final List<DeliverOffer> offers = new CopyOnWriteArrayList<>();
    private volatile boolean isOlder;
    private volatile int refuses;

    Headquarters(Attachment first, Attachment second) {
      this.first = first;
      this.second = second;
    }

    @Override
    public StreamObserver<DeliverRequest> deliver(StreamObserver<DeliverResponse> laptop) {
      return new StreamObserver<>() {
        private long came;

        @Override
        public void onNext(DeliverRequest request) {
          if (request.hasOffer()) {
            offers.add(request.getOffer());
            if (refuses > 0) {
              refuses--;
              refuse(FileRefusal.FILE_REFUSAL_OUT_OF_TURN);
              return;
            }
            if (isOlder && request.getOffer().getNotSentCount() > 0) {
              refuse(FileRefusal.FILE_REFUSAL_MALFORMED);
              return;
            }
            laptop.onNext(
                DeliverResponse.newBuilder()
                    .setWanted(
                        FilesWanted.newBuilder().addFiles(wanted(first)).addFiles(wanted(second)))
                    .build());
            kept(2);
            return;
          }
          assertThat(request.getChunk().getFile()).isEqualTo(1);
          came += request.getChunk().getContent().size();
          if (came == first.size()) {
            kept(1);
          } else {
            laptop.onNext(
                DeliverResponse.newBuilder()
                    .setReceived(FileReceived.newBuilder().setFile(1).setUpTo(came))
                    .build());
          }
        }

        private void refuse(FileRefusal why) {
          laptop.onNext(
              DeliverResponse.newBuilder()
                  .setRefused(FileRefused.newBuilder().setCode(why))
                  .build());
        }

        private void kept(int file) {
          laptop.onNext(
              DeliverResponse.newBuilder().setKept(FileKept.newBuilder().setFile(file)).build());
        }

        @Override
        public void onError(Throwable cut) {}

        @Override
        public void onCompleted() {
          laptop.onCompleted();
        }
      };
    }

    private static FileWanted.Builder wanted(Attachment file) {
      return FileWanted.newBuilder().setSha256(ByteString.copyFrom(file.hash().bytes()));
    }
  }
}
