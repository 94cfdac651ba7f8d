package retex.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import retex.agent.record.Log;
import retex.agent.record.Logs;
import retex.agent.vault.SomeLaptop;
import retex.agent.vault.Vault;
import retex.contract.DeviceId;
import retex.contract.FileHash;
import retex.contract.SomeLog;
import retex.proto.sync.v1.FetchRequest;
import retex.proto.sync.v1.FetchResponse;
import retex.proto.sync.v1.LackingRequest;
import retex.proto.sync.v1.LackingResponse;
import retex.proto.sync.v1.PostKept;
import retex.proto.sync.v1.PostRequest;
import retex.proto.sync.v1.PostResponse;
import retex.proto.sync.v1.PostsLacking;
import retex.proto.sync.v1.TeamPiece;
import retex.proto.sync.v1.TeamRefusal;
import retex.proto.sync.v1.TeamServiceGrpc;
import retex.refusal.RefusedException;
import retex.relay.NotTaken;
import retex.relay.TeamMail;
import retex.relay.TeamMail.Held;
import retex.relay.TeamMail.Load;
import retex.relay.TeamMail.Outgoing;
import retex.relay.TeamMail.Piece;

/** What a laptop does with files of its team when it has a line. */
class RelayTest {

  private static final DeviceId COLLEAGUE = SomeLog.key(5).device();
  private static final byte[] FILE = new byte[100_000];
  private static final FileHash HASH = FileHash.ofContent(FILE);
  private static final String ITEM = "0a".repeat(16);

  @TempDir private Path folder;
  private ApplicationContext laptop = ApplicationContext.builder().build();
  private final Kept mail = new Kept();
  private final Headquarters headquarters = new Headquarters();
  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeEach
  void open() {
    laptop = SomeLaptop.with(Map.of("retex.data", folder.toString())).start();
    laptop.getBean(Vault.class).open("a passphrase of ours".toCharArray());
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable it : open) {
      it.close();
    }
    laptop.close();
  }

  @Test
  void what_waits_goes_up_and_what_comes_down_is_acknowledged() throws IOException {
    mail.outgoing = Optional.of(outgoing());
    headquarters.waiting = true;

    long crossed = relay().run(line(true), Long.MAX_VALUE);

    assertThat(mail.settled).containsExactly("posted []");
    assertThat(headquarters.bytes).isEqualTo(FILE.length);
    assertThat(mail.held.last()).isEqualTo(ITEM);
    assertThat(headquarters.cursors).containsExactly("", ITEM);
    assertThat(crossed).isEqualTo(FILE.length + 3);
  }

  @Test
  void an_older_headquarters_is_no_fault_and_what_is_to_go_waits() throws IOException {
    mail.outgoing = Optional.of(outgoing());

    assertThat(relay().run(line(false), Long.MAX_VALUE)).isZero();
    assertThat(mail.outgoing).isPresent();
  }

  @Test
  void a_budget_holds_to_the_byte_and_the_rest_goes_the_next_time() throws IOException {
    mail.outgoing = Optional.of(outgoing());
    ManagedChannel line = line(true);

    assertThat(relay().run(line, 0)).isZero();
    assertThat(headquarters.calls).isEmpty();
    assertThat(relay().run(line, 30_000)).isEqualTo(30_000);
    assertThat(mail.outgoing).isPresent();
    assertThat(relay().run(line, Long.MAX_VALUE)).isEqualTo(FILE.length - 30_000);
    assertThat(mail.settled).containsExactly("posted []");
  }

  @Test
  void records_only_sends_no_file_of_a_team() throws IOException {
    mail.outgoing = Optional.of(outgoing());
    laptop.getBean(Budget.class).set(0, 0, true);

    assertThat(relay().run(line(true), Long.MAX_VALUE)).isZero();
    assertThat(headquarters.calls).isEmpty();
  }

  @Test
  void a_laptop_of_no_team_asks_for_nothing() throws IOException {
    mail.inUse = false;

    relay().run(line(true), Long.MAX_VALUE);

    assertThat(headquarters.calls).isEmpty();
  }

  @Test
  void what_headquarters_does_not_pass_on_is_told_by_name() throws IOException {
    mail.outgoing = Optional.of(outgoing());
    headquarters.refusal = TeamRefusal.TEAM_REFUSAL_TOO_LARGE;

    relay().run(line(true), Long.MAX_VALUE);

    assertThat(mail.settled).containsExactly("TEAM_FILE_TOO_LARGE");
  }

  @Test
  void any_other_refusal_leaves_it_waiting_and_ends_the_run() throws IOException {
    mail.outgoing = Optional.of(outgoing());
    headquarters.refusal = TeamRefusal.TEAM_REFUSAL_REVOKED;
    ManagedChannel line = line(true);

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> relay().run(line, Long.MAX_VALUE))
        .satisfies(it -> assertThat(it.refusal()).hasToString("FILES_STOPPED at REVOKED"));
    assertThat(mail.settled).isEmpty();
  }

  @Test
  void on_a_line_that_stays_a_record_goes_before_what_a_team_has() throws Exception {
    mail.outgoing = Optional.of(outgoing());
    laptop
        .getBean(Log.class)
        .submit(SomeLog.evaluation("some remark"), "evaluator", SomeLog.INSTRUMENT);
    var goesOn = new AtomicBoolean(true);

    relay().along(line(true), goesOn::get);
    assertThat(headquarters.called.await(1_500, TimeUnit.MILLISECONDS)).isFalse();
    OwnLog.present(laptop.getBean(Logs.class)).acknowledge(1, 0);

    assertThat(headquarters.called.await(30, TimeUnit.SECONDS)).isTrue();
    goesOn.set(false);
  }

  @Test
  void a_store_that_was_busy_once_ends_nothing_on_a_line_that_stands()
      throws IOException, InterruptedException {
    mail.outgoing = Optional.of(outgoing());
    mail.busy = 1;
    var goesOn = new AtomicBoolean(true);

    relay().along(line(true), goesOn::get);

    assertThat(headquarters.called.await(30, TimeUnit.SECONDS)).isTrue();
    goesOn.set(false);
    assertThat(mail.busy).isZero();
  }

  @Test
  void on_a_line_that_stays_nothing_crosses_once_a_file_is_over() throws Exception {
    mail.outgoing = Optional.of(outgoing());
    headquarters.waiting = true;
    headquarters.stays = true;
    var goesOn = new AtomicBoolean(true);
    Relay relay = relay();

    relay.along(line(true), goesOn::get);

    assertThat(headquarters.listening.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(mail.kept.await(30, TimeUnit.SECONDS)).isTrue();
    Thread.sleep(500); // the call goes on
    assertThat(mail.settled).containsExactly("posted []");
    assertThat(relay.isCrossing()).isFalse();
    goesOn.set(false);
  }

  @Test
  void what_headquarters_lost_with_a_copy_that_was_put_back_is_handed_over_again_and_once()
      throws IOException {
    mail.posted = List.of(HASH, FileHash.ofContent(new byte[1]));
    mail.again = Optional.of(outgoing());
    headquarters.lacks = Optional.of(HASH);
    Relay relay = relay();
    ManagedChannel line = line(true);

    relay.run(line, Long.MAX_VALUE);
    relay.run(line, Long.MAX_VALUE);

    assertThat(headquarters.asked).containsExactly(mail.posted);
    assertThat(mail.lost).containsExactly(HASH);
    assertThat(mail.settled).containsExactly("posted []");
    assertThat(headquarters.calls).containsExactly("lacking", "post", "fetch", "fetch");
  }

  @Test
  void an_older_headquarters_that_cannot_say_what_it_lacks_holds_nothing_up() throws IOException {
    mail.posted = List.of(HASH);
    mail.outgoing = Optional.of(outgoing());

    relay().run(line(true), Long.MAX_VALUE);

    assertThat(mail.settled).containsExactly("posted []");
  }

  @Test
  void a_headquarters_that_fails_to_say_what_it_lacks_holds_nothing_up() throws IOException {
    mail.posted = List.of(HASH);
    mail.outgoing = Optional.of(outgoing());
    headquarters.waiting = true;
    headquarters.fails = true;

    relay().run(line(true), Long.MAX_VALUE);

    assertThat(mail.settled).containsExactly("posted []");
    assertThat(mail.held.last()).isEqualTo(ITEM);
  }

  @Test
  void what_headquarters_does_not_understand_waits_and_what_comes_has_come() throws IOException {
    mail.outgoing = Optional.of(outgoing());
    headquarters.waiting = true;
    headquarters.refusal = TeamRefusal.TEAM_REFUSAL_MALFORMED;
    ManagedChannel line = line(true);

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> relay().run(line, Long.MAX_VALUE))
        .satisfies(it -> assertThat(it.refusal().code()).isEqualTo(SyncRefused.FILES_STOPPED));

    assertThat(mail.settled).isEmpty();
    assertThat(mail.outgoing).isPresent();
    assertThat(mail.held.last()).isEqualTo(ITEM);
  }

  @Test
  void each_piece_counts_in_the_budget_as_it_crosses() throws IOException {
    mail.outgoing = Optional.of(outgoing());
    Budget budget = laptop.getBean(Budget.class);
    var spent = new ArrayList<Long>();
    headquarters.hears = () -> spent.add(budget.row().spent());

    relay().run(line(true), Long.MAX_VALUE);

    assertThat(spent.get(spent.size() - 1)).isBetween(FILE.length - 8_192L, (long) FILE.length);
    assertThat(budget.row().spent()).isEqualTo(FILE.length);
  }

  @Test
  @Timeout(30)
  void one_that_takes_nothing_counts_as_cut_once_patience_is_over() throws IOException {
    mail.outgoing = Optional.of(outgoing());
    headquarters.takesNothing = true;
    ManagedChannel line = line(true);
    var relay =
        new Relay(
            mail, laptop.getBean(Budget.class), laptop.getBean(Log.class), Duration.ofMillis(500));

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> relay.run(line, Long.MAX_VALUE))
        .satisfies(it -> assertThat(it.refusal().code()).isEqualTo(SyncRefused.LINK_DOWN));
    assertThat(mail.outgoing).isPresent();
  }

  private Relay relay() {
    return new Relay(mail, laptop.getBean(Budget.class), laptop.getBean(Log.class));
  }

  private static Outgoing outgoing() {
    return new Outgoing("one", new byte[16], FILE, List.of(COLLEAGUE));
  }

  private ManagedChannel line(boolean knows) throws IOException {
    NettyServerBuilder builder = NettyServerBuilder.forPort(0).flowControlWindow(16_384);
    Server server = (knows ? builder.addService(headquarters) : builder).build().start();
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext().build();
    open.add(channel::shutdownNow);
    open.add(server::shutdownNow);
    return channel;
  }

  /** A feature's files, in memory. */
  private static final class Kept implements TeamMail {
    private List<FileHash> posted = List.of();
    private Optional<Outgoing> again = Optional.empty();
    private final List<FileHash> lost = new ArrayList<>();
    private boolean inUse = true;
    private volatile int busy;
    private Optional<Outgoing> outgoing = Optional.empty();
    private Held held = new Held("", "", 0);
    private final List<String> settled = new ArrayList<>();
    private final CountDownLatch kept = new CountDownLatch(1);

    @Override
    public boolean isInUse() {
      if (busy > 0) {
        busy--;
        throw new IllegalStateException("busy");
      }
      return inUse;
    }

    @Override
    public boolean isWaiting() {
      return outgoing.isPresent();
    }

    @Override
    public Optional<Outgoing> next() {
      return outgoing;
    }

    @Override
    public long notTakenIn() {
      return 0;
    }

    @Override
    public Load load() {
      return new Load(outgoing.isPresent() ? 1 : 0, 0);
    }

    @Override
    public List<FileHash> posted() {
      return posted;
    }

    @Override
    public void lost(List<FileHash> files) {
      lost.addAll(files);
      outgoing = again;
    }

    @Override
    public void posted(Outgoing it, List<DeviceId> leftOut) {
      settled.add("posted " + leftOut);
      outgoing = Optional.empty();
    }

    @Override
    public void refused(Outgoing it, NotTaken why) {
      settled.add(SyncRefused.of(why).name());
      outgoing = Optional.empty();
    }

    @Override
    public Held held() {
      return held;
    }

    @Override
    public boolean keep(Piece piece) {
      held = new Held(piece.item(), "", 0);
      kept.countDown();
      return true;
    }

    @Override
    public void takeIn() {}
  }

  /** Takes any file, and has one of three bytes for who does not have it. */
  private static final class Headquarters extends TeamServiceGrpc.TeamServiceImplBase {
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<String> cursors = new CopyOnWriteArrayList<>();
    private volatile boolean fails;
    private volatile TeamRefusal refusal = TeamRefusal.TEAM_REFUSAL_UNSPECIFIED;
    private volatile boolean waiting;
    private volatile long bytes;
    private volatile boolean takesNothing;
    private volatile Runnable hears = () -> {};
    private volatile Optional<FileHash> lacks = Optional.empty();
    private final List<List<FileHash>> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch called = new CountDownLatch(1);
    private volatile boolean stays;
    private final CountDownLatch listening = new CountDownLatch(1);

    @Override
    public void lacking(LackingRequest request, StreamObserver<LackingResponse> laptop) {
      if (fails) {
        laptop.onError(Status.INTERNAL.asRuntimeException());
        return;
      }
      if (lacks.isEmpty()) {
        super.lacking(request, laptop);
        return;
      }
      calls.add("lacking");
      asked.add(request.getPostedList().stream().map(it -> FileHash.of(it.toByteArray())).toList());
      ByteString lost = ByteString.copyFrom(lacks.get().bytes());
      laptop.onNext(
          LackingResponse.newBuilder()
              .setLacking(PostsLacking.newBuilder().addPosted(lost))
              .build());
      laptop.onCompleted();
    }

    @Override
    public StreamObserver<PostRequest> post(StreamObserver<PostResponse> laptop) {
      calls.add("post");
      called.countDown();
      if (takesNothing) { // but the first message
        ((ServerCallStreamObserver<PostResponse>) laptop).disableAutoRequest();
        ((ServerCallStreamObserver<PostResponse>) laptop).request(1);
      }
      return new StreamObserver<>() {
        @Override
        public void onNext(PostRequest request) {
          if (request.hasBegin() && refusal != TeamRefusal.TEAM_REFUSAL_UNSPECIFIED) {
            laptop.onNext(PostResponse.newBuilder().setRefused(refusal).build());
            laptop.onCompleted();
          } else if (request.hasBegin()) {
            laptop.onNext(PostResponse.newBuilder().setWantedFrom(bytes).build());
          } else {
            bytes += request.getPiece().size();
            hears.run();
            laptop.onNext(PostResponse.newBuilder().setReceived(bytes).build());
          }
        }

        @Override
        public void onError(Throwable cut) {}

        @Override
        public void onCompleted() {
          if (bytes == FILE.length) {
            laptop.onNext(PostResponse.newBuilder().setKept(PostKept.getDefaultInstance()).build());
          }
          laptop.onCompleted();
        }
      };
    }

    @Override
    public void fetch(FetchRequest request, StreamObserver<FetchResponse> laptop) {
      calls.add("fetch");
      cursors.add(HexFormat.of().formatHex(request.getHeld().toByteArray()));
      if (waiting && request.getHeld().isEmpty()) {
        ByteString content = ByteString.copyFrom(new byte[3]);
        laptop.onNext(
            FetchResponse.newBuilder()
                .setPiece(
                    TeamPiece.newBuilder()
                        .setItem(ByteString.copyFrom(HexFormat.of().parseHex(ITEM)))
                        .setSha256(ByteString.copyFrom(FileHash.ofContent(new byte[3]).bytes()))
                        .setSize(3)
                        .setSender(ByteString.copyFrom(COLLEAGUE.bytes()))
                        .setContent(content))
                .build());
      }
      if (stays) {
        listening.countDown();
      } else {
        laptop.onCompleted();
      }
    }
  }
}
