package retex.agent.sync;

import static retex.agent.sync.SyncRefused.FILES_STOPPED;
import static retex.agent.sync.SyncRefused.LINK_DOWN;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import io.micronaut.core.annotation.Order;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.agent.record.Log;
import retex.agent.sync.TeamMail.Held;
import retex.agent.sync.TeamMail.Outgoing;
import retex.agent.sync.TeamMail.Piece;
import retex.agent.web.Words;
import retex.contract.DeviceId;
import retex.contract.FieldRules;
import retex.contract.FileHash;
import retex.proto.sync.v1.FetchRequest;
import retex.proto.sync.v1.FetchResponse;
import retex.proto.sync.v1.PostBegin;
import retex.proto.sync.v1.PostRequest;
import retex.proto.sync.v1.PostResponse;
import retex.proto.sync.v1.TeamPiece;
import retex.proto.sync.v1.TeamRefusal;
import retex.proto.sync.v1.TeamServiceGrpc;
import retex.refusal.RefusedException;

/**
 * Hands files of teams to headquarters and brings those for this laptop, behind the records and
 * within the budget of files. A cut costs what was under way. One run at a time; safe to run again.
 */
@Singleton
@Order(4)
final class Relay implements UnderWay {

  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
  private static final int PROTOCOL = 1;
  private static final int PIECE = 8_192; // bytes: a quarter of a second at 256 kbit/s
  private static final long MOST_UNDER_WAY = 65_536; // bytes that headquarters has not told of
  private static final long PATIENCE_MILLIS = 180_000;
  private static final long LOOK_MILLIS = 1_000;

  private final TeamMail mail;
  private final Budget budget;
  private final Log log;
  private final ReentrantLock running = new ReentrantLock();
  private final RandomGenerator random = new SecureRandom();
  private volatile Optional<Crossing> crossing = Optional.empty();

  Relay(TeamMail mail, Budget budget, Log log) {
    this.mail = mail;
    this.budget = budget;
    this.log = log;
  }

  /**
   * Sends and brings what waits, at most so many bytes of files both ways; how many crossed.
   * Refuses with {@code LINK_DOWN} on a cut and {@code FILES_STOPPED} where headquarters ends the
   * call. An older headquarters passes nothing on.
   */
  long run(ManagedChannel channel, long most) {
    if (!mail.isInUse() || !running.tryLock()) {
      return 0;
    }
    try {
      var run = new Run(channel, Math.min(most, budget.allowance()), () -> true, false);
      run.run();
      return run.spent;
    } finally {
      running.unlock();
    }
  }

  /**
   * The same as long as a conversation on the same line stays and no record waits, hearing at once
   * of what comes, in a thread of its own.
   */
  void along(ManagedChannel channel, BooleanSupplier goesOn) {
    var thread =
        new Thread(
            () -> {
              try {
                BackOff backOff = BackOff.NONE;
                boolean isKnown = true;
                while (isKnown && goesOn.getAsBoolean()) {
                  try {
                    isKnown = turn(channel, goesOn);
                    backOff = BackOff.NONE;
                  } catch (RefusedException refused) { // the line may stand all the same
                    LOG.info("sync.team_waits code={}", refused.refusal().code().name());
                    Thread.sleep(backOff.pause(random).toMillis());
                    backOff = backOff.failed();
                  }
                  Thread.sleep(LOOK_MILLIS);
                }
              } catch (RuntimeException bug) { // or locked in the middle
                LOG.warn("sync.team_stopped at={}", bug.getClass().getSimpleName());
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "sync-team");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public Optional<String> progress(Words words) {
    return crossing.map(
        it -> words.say("sync.team.progress", it.done() / 1_000.0, it.bytes() / 1_000.0));
  }

  /** Bytes of a file that have crossed, of so many. */
  private record Crossing(long done, long bytes) {}

  /** False where headquarters knows nothing of teams. */
  private boolean turn(ManagedChannel channel, BooleanSupplier goesOn) {
    long allowed = budget.allowance();
    if (allowed <= 0 || !mail.isInUse() || log.pending() > 0 || !running.tryLock()) {
      return true;
    }
    try {
      BooleanSupplier isFree = () -> goesOn.getAsBoolean() && log.pending() == 0;
      return new Run(channel, allowed, isFree, true).run();
    } finally {
      running.unlock();
    }
  }

  /** What crosses over one line, until nothing more may. */
  private final class Run {
    private final ManagedChannel channel;
    private final long allowed;
    private final BooleanSupplier goesOn;
    private final boolean stays;
    private long spent;

    Run(ManagedChannel channel, long allowed, BooleanSupplier goesOn, boolean stays) {
      this.channel = channel;
      this.allowed = allowed;
      this.goesOn = goesOn;
      this.stays = stays;
    }

    /** False where headquarters knows nothing of teams. */
    boolean run() {
      try {
        mail.takeIn();
        boolean more = true;
        boolean isAny = true;
        while (more && isAny && mayGoOn()) {
          Optional<Outgoing> next = mail.next();
          isAny = next.isPresent();
          more = !isAny || post(next.get());
        }
        while (more && mayGoOn()) {
          more = fetch();
          mail.takeIn();
        }
        return true;
      } catch (StatusException e) {
        if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
          LOG.info("sync.team_unknown");
          return false;
        }
        throw LINK_DOWN.at("").asException();
      } catch (TimeoutException e) {
        throw LINK_DOWN.at("").asException();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw LINK_DOWN.at("").asException();
      } finally {
        crossing = Optional.empty();
        if (spent > 0) {
          budget.spend(spent);
        }
      }
    }

    private boolean mayGoOn() {
      return spent < allowed && goesOn.getAsBoolean();
    }

    /** False where no more may cross. */
    private boolean post(Outgoing it)
        throws StatusException, TimeoutException, InterruptedException {
      byte[] content = it.content();
      var call = TeamServiceGrpc.newBlockingV2Stub(channel).post();
      try {
        call.write(PostRequest.newBuilder().setBegin(begin(it, content)).build());
        PostResponse answer = hear(call);
        if (answer.hasWantedFrom()) {
          boolean isAll = send(call, content, answer.getWantedFrom());
          call.halfClose();
          if (!isAll) {
            awaitEnd(call); // what has left arrives, and the next call goes on behind it
            return false;
          }
          answer = hear(call);
          while (answer.hasReceived()) {
            answer = hear(call);
          }
        }
        return settle(it, content.length, answer);
      } finally {
        call.cancel("over", null);
      }
    }

    private PostBegin begin(Outgoing it, byte[] content) {
      var begin =
          PostBegin.newBuilder()
              .setProtocol(PROTOCOL)
              .setSha256(ByteString.copyFrom(FileHash.ofContent(content).bytes()))
              .setSize(content.length)
              .setTopic(ByteString.copyFrom(it.topic()));
      it.recipients().forEach(to -> begin.addRecipients(ByteString.copyFrom(to.bytes())));
      return begin.build();
    }

    /** False where the budget, or the laptop, ends it before the file. */
    private boolean send(
        BlockingClientCall<PostRequest, PostResponse> call, byte[] content, long from)
        throws StatusException, TimeoutException, InterruptedException {
      int at = (int) Math.min(from, content.length);
      long arrived = at;
      while (at < content.length) {
        int most = (int) Math.min(PIECE, allowed - spent);
        if (most <= 0 || !goesOn.getAsBoolean()) {
          return false;
        }
        int to = Math.min(content.length, at + most);
        while (to - arrived > MOST_UNDER_WAY) {
          PostResponse told = hear(call);
          if (!told.hasReceived()) {
            throw new StatusException(Status.UNAVAILABLE); // says why in the next call
          }
          arrived = told.getReceived();
        }
        ByteString piece = ByteString.copyFrom(Arrays.copyOfRange(content, at, to));
        call.write(PostRequest.newBuilder().setPiece(piece).build());
        spent += to - at;
        at = to;
        crossing = Optional.of(new Crossing(at, content.length));
      }
      return true;
    }

    private boolean settle(Outgoing it, int bytes, PostResponse answer) {
      if (answer.hasKept()) {
        List<DeviceId> leftOut =
            answer.getKept().getLeftOutList().stream()
                .map(device -> DeviceId.of(device.toByteArray()))
                .toList();
        mail.posted(it, leftOut);
        LOG.info("sync.team_posted bytes={} left_out={}", bytes, leftOut.size());
        return true;
      }
      return switch (answer.getRefused()) {
        case TEAM_REFUSAL_TOO_LARGE -> refused(it, SyncRefused.TEAM_FILE_TOO_LARGE);
        case TEAM_REFUSAL_NOBODY -> refused(it, SyncRefused.TEAM_NOBODY);
        case TEAM_REFUSAL_MISSION_MISSING -> refused(it, SyncRefused.TEAM_MISSION_MISSING);
        case TEAM_REFUSAL_FULL -> refused(it, SyncRefused.TEAM_POST_FULL);
        case TEAM_REFUSAL_UNSPECIFIED, TEAM_REFUSAL_MALFORMED, UNRECOGNIZED ->
            refused(it, FILES_STOPPED); // it would be so each time, and keep what comes away
        case TEAM_REFUSAL_HASH_WRONG,
            TEAM_REFUSAL_OUT_OF_TURN,
            TEAM_REFUSAL_REVOKED,
            TEAM_REFUSAL_DEVICE_UNKNOWN,
            TEAM_REFUSAL_PROTOCOL ->
            throw stopped(answer.getRefused()); // it waits for the next time
      };
    }

    private boolean refused(Outgoing it, SyncRefused why) {
      LOG.info("sync.team_refused code={}", why.name());
      mail.refused(it, why);
      return true;
    }

    /** Whether a file became whole, so that headquarters is to be told, and may have more. */
    private boolean fetch() throws StatusException, TimeoutException, InterruptedException {
      Held held = mail.held();
      var call = TeamServiceGrpc.newBlockingV2Stub(channel).fetch(request(held));
      boolean isWhole = false;
      try {
        while (goesOn.getAsBoolean() && !(stays && mail.isWaiting())) {
          Optional<FetchResponse> next = next(call);
          if (next.isEmpty()) {
            return isWhole;
          }
          if (next.get().hasRefused()) {
            throw stopped(next.get().getRefused());
          }
          if (next.get().hasPiece()) {
            isWhole |= keep(FieldRules.check(next.get().getPiece()));
          }
        }
        return false;
      } finally {
        call.cancel("over", null);
      }
    }

    private FetchRequest request(Held held) {
      long left = allowed - spent;
      return FetchRequest.newBuilder()
          .setProtocol(PROTOCOL)
          .setHeld(name(held.last()))
          .setPart(name(held.part()))
          .setOffset(held.bytes())
          .setMost(left == Long.MAX_VALUE ? 0 : left)
          .setStays(stays)
          .build();
    }

    private boolean keep(TeamPiece it) {
      spent += it.getContent().size();
      crossing = Optional.of(new Crossing(it.getOffset() + it.getContent().size(), it.getSize()));
      return mail.keep(
          new Piece(
              HexFormat.of().formatHex(it.getItem().toByteArray()),
              FileHash.of(it.getSha256().toByteArray()),
              (int) it.getSize(),
              DeviceId.of(it.getSender().toByteArray()),
              (int) it.getOffset(),
              it.getContent().toByteArray()));
    }

    /** Empty at the end; one without anything while a laptop that stays hears nothing. */
    private Optional<FetchResponse> next(BlockingClientCall<?, FetchResponse> call)
        throws StatusException, TimeoutException, InterruptedException {
      try {
        return Optional.ofNullable(
            call.read(stays ? LOOK_MILLIS : PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
      } catch (TimeoutException nothing) {
        if (!stays) {
          throw nothing;
        }
        return Optional.of(FetchResponse.getDefaultInstance());
      }
    }
  }

  private static RefusedException stopped(TeamRefusal why) {
    return FILES_STOPPED.at(why.name().replace("TEAM_REFUSAL_", "")).asException();
  }

  private static ByteString name(String hex) {
    return ByteString.copyFrom(HexFormat.of().parseHex(hex));
  }

  private static void awaitEnd(BlockingClientCall<PostRequest, PostResponse> call)
      throws StatusException, TimeoutException, InterruptedException {
    PostResponse next = call.read(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    while (next != null) {
      next = call.read(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private static PostResponse hear(BlockingClientCall<PostRequest, PostResponse> call)
      throws StatusException, TimeoutException, InterruptedException {
    PostResponse next = call.read(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    if (next == null) {
      throw new StatusException(Status.UNAVAILABLE); // over before it was settled
    }
    return next;
  }
}
