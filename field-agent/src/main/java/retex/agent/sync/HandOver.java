package retex.agent.sync;

import static retex.agent.sync.SyncRefused.DEVICE_REVOKED;
import static retex.agent.sync.SyncRefused.HAND_OVER_INCOMPLETE;
import static retex.agent.sync.SyncRefused.HAND_OVER_WAITS;
import static retex.agent.sync.SyncRefused.LINK_DOWN;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.agent.attachment.Attachments;
import retex.agent.record.Log;
import retex.agent.record.Logs;
import retex.agent.record.NamedFiles;
import retex.agent.vault.DestructionOrder;
import retex.agent.vault.Unsent;
import retex.agent.vault.Vault;
import retex.contract.FileHash;
import retex.contract.LogId;
import retex.contract.LogTip;
import retex.exchange.Laptop;
import retex.exchange.LaptopInbox;
import retex.exchange.Synchronisation;
import retex.proto.sync.v1.AskRequest;
import retex.proto.sync.v1.BringFilesRequest;
import retex.proto.sync.v1.BringFilesResponse;
import retex.proto.sync.v1.BringRequest;
import retex.proto.sync.v1.BringResponse;
import retex.proto.sync.v1.ConfirmRequest;
import retex.proto.sync.v1.DeliverRequest;
import retex.proto.sync.v1.DeliverResponse;
import retex.proto.sync.v1.ExchangeRequest;
import retex.proto.sync.v1.ExchangeResponse;
import retex.proto.sync.v1.HandOverServiceGrpc;
import retex.proto.sync.v1.Hello;
import retex.proto.sync.v1.Letters;
import retex.proto.sync.v1.LogClaim;
import retex.proto.sync.v1.Reference;
import retex.proto.sync.v1.ReferenceContent;
import retex.proto.sync.v1.RevocationOrder;
import retex.proto.sync.v1.SettleRequest;
import retex.proto.sync.v1.SettleResponse;
import retex.refusal.RefusedException;
import retex.wire.Opening;

/**
 * What a revoked laptop does: asks headquarters for the order, and follows it. To hand over, it
 * brings everything that headquarters lacks, and its key slots go only after headquarters has said
 * that all of it is on its disk; while there are drafts, only when a person asks for it. Declared
 * stolen, they go at once. May be run again after a cut or crash at any point: until the order to
 * destroy is on this disk everything is readable, afterwards nothing is.
 */
@Singleton
final class HandOver {

  private static final Logger LOG = LoggerFactory.getLogger(HandOver.class);
  private static final long PATIENCE_SECONDS = 120;
  private static final long FAREWELL_SECONDS = 10; // nothing rests on it
  private static final int MOST_CALLS = 20;

  private final HeadquartersRows headquarters;
  private final Channels channels;
  private final Log log;
  private final Logs logs;
  private final NamedFiles files;
  private final Attachments attachments;
  private final Deliveries deliveries;
  private final RecordsUnderWay underWay;
  private final Unsent unsent;
  private final Vault vault;
  private final TransactionOperations<Connection> transactions;
  private volatile boolean told; // that there are drafts, since this program began

  HandOver(
      HeadquartersRows headquarters,
      Channels channels,
      Log log,
      Logs logs,
      NamedFiles files,
      Attachments attachments,
      Deliveries deliveries,
      RecordsUnderWay underWay,
      Unsent unsent,
      Vault vault,
      TransactionOperations<Connection> transactions) {
    this.headquarters = headquarters;
    this.channels = channels;
    this.log = log;
    this.logs = logs;
    this.files = files;
    this.attachments = attachments;
    this.deliveries = deliveries;
    this.underWay = underWay;
    this.unsent = unsent;
    this.vault = vault;
    this.transactions = transactions;
  }

  /**
   * Follows the order; answers what the caller is to be refused with. {@code isAsked}: a person
   * synchronises. Drafts go with the keys only where one does once this has said so.
   */
  RefusedException obey(boolean isAsked) {
    HeadquartersRow row = headquarters.findById(1).orElseThrow();
    try (Line line = Line.open(channels, row, new ExpiryNotice())) {
      RevocationOrder order = ask(line);
      LOG.warn("sync.revoked order={}", order);
      return switch (order) {
        case REVOCATION_ORDER_HAND_OVER -> handOver(line, isAsked);
        case REVOCATION_ORDER_STOLEN -> {
          vault.condemn(DestructionOrder.STOLEN);
          yield destroy(line, DestructionOrder.STOLEN);
        }
        case REVOCATION_ORDER_NONE, REVOCATION_ORDER_UNSPECIFIED, UNRECOGNIZED ->
            DEVICE_REVOKED.at("").asException();
      };
    }
  }

  private RevocationOrder ask(Line line) {
    try {
      return stub(line, PATIENCE_SECONDS).ask(AskRequest.getDefaultInstance()).getOrder();
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
        return RevocationOrder.REVOCATION_ORDER_NONE; // an older headquarters gives no orders
      }
      throw LINK_DOWN.at("revocation").asException();
    }
  }

  private RefusedException handOver(Line line, boolean isAsked) {
    Optional<Map<Integer, LogClaim>> settled = settled(line, Set.of());
    if (settled.isEmpty()) {
      bring(line);
      settled = settled(line, deliveries.handOver(ear -> filesDoor(line.channel(), ear)));
      if (settled.isEmpty()) {
        return HAND_OVER_INCOMPLETE.at("").asException();
      }
    }
    boolean isMeant = isAsked && told;
    if (!isMeant && unsent.drafts() > 0) {
      told = true;
      return HAND_OVER_WAITS.at("").asException();
    }
    return isCondemned(settled.get(), isMeant)
        ? destroy(line, DestructionOrder.HANDED_OVER)
        : HAND_OVER_INCOMPLETE.at("entry").asException(); // written meanwhile: the next call
  }

  /**
   * With the log locked, so that nothing can be appended behind what was settled. What another call
   * brought meanwhile is acknowledged, but nobody asked whether its files are there.
   */
  private boolean isCondemned(Map<Integer, LogClaim> settled, boolean isMeant) {
    return transactions.executeWrite(
        status -> {
          boolean all =
              log.pending() == 0 && claims().equals(settled) && (isMeant || unsent.drafts() == 0);
          if (all) {
            vault.condemn(DestructionOrder.HANDED_OVER);
          }
          return all;
        });
  }

  private RefusedException destroy(Line line, DestructionOrder order) {
    vault.destroy();
    try {
      var unused = stub(line, FAREWELL_SECONDS).confirm(ConfirmRequest.getDefaultInstance());
    } catch (StatusRuntimeException e) {
      LOG.info("sync.farewell_unheard");
    }
    return order.refusal().at("").asException();
  }

  /**
   * What this laptop claims to have brought, where headquarters says that it has everything of it;
   * else empty. What waits here it cannot have. Named as lost is what is not here, and what was
   * here but {@code refused} when it was brought just now: what was missing or refused once is not
   * lost.
   */
  private Optional<Map<Integer, LogClaim>> settled(Line line, Set<FileHash> refused) {
    if (log.pending() > 0) {
      return Optional.empty();
    }
    Map<Integer, LogClaim> claims = claims();
    var request = SettleRequest.newBuilder().addAllLogs(claims.values());
    files.lost().stream()
        .filter(it -> refused.contains(it) || !attachments.holds(it))
        .forEach(it -> request.addLostFiles(ByteString.copyFrom(it.bytes())));
    try {
      SettleResponse answer = stub(line, PATIENCE_SECONDS).settle(request.build());
      return answer.hasDestroy() ? Optional.of(claims) : Optional.empty();
    } catch (StatusRuntimeException e) {
      throw LINK_DOWN.at("revocation").asException();
    }
  }

  private Map<Integer, LogClaim> claims() {
    var claims = new TreeMap<Integer, LogClaim>();
    LogId present = logs.present();
    logs.acknowledged()
        .forEach(
            (epoch, upTo) ->
                claim(new LogId(present.device(), epoch), upTo)
                    .ifPresent(it -> claims.put(epoch, it)));
    claim(present, logs.tip(present).number()).ifPresent(it -> claims.put(present.epoch(), it));
    return claims;
  }

  private Optional<LogClaim> claim(LogId id, long number) {
    return logs.at(id, number)
        .flatMap(LogTip::revision)
        .map(
            revision ->
                LogClaim.newBuilder()
                    .setEpoch(id.epoch())
                    .setNumber(number)
                    .setRevision(ByteString.copyFrom(revision.bytes()))
                    .build());
  }

  /** The present log, which may open an epoch, then the earlier ones, as far as one lacks them. */
  private void bring(Line line) {
    int opening = Opening.NEWEST;
    for (int call = 0; call < MOST_CALLS; call++) {
      try (Conversation conversation = conversation(line, OwnLog.present(logs), opening)) {
        Laptop laptop = conversation.handOver(line.channel());
        if (laptop.isDone()) {
          bringEarlier(line, opening);
          return;
        }
        if (Synchronisation.isHelloUnknown(laptop) && opening != Opening.NONE) {
          opening = Opening.NONE;
        } else if (!laptop.isToBeginAgain()) {
          throw conversation.refusal();
        }
      }
    }
    throw SyncRefused.LOG_FORKED.at("epoch " + logs.present().epoch()).asException();
  }

  private void bringEarlier(Line line, int opening) {
    int present = logs.present().epoch();
    for (int epoch : new TreeMap<>(logs.acknowledged()).headMap(present).keySet()) {
      try (Conversation conversation = conversation(line, OwnLog.past(logs, epoch), opening)) {
        conversation.once(line.channel(), true);
      }
    }
  }

  private Conversation conversation(Line line, OwnLog store, int opening) {
    return new Conversation(store, new Deaf(), line.pinned(), opening, underWay, HandOver::door);
  }

  private static HandOverServiceGrpc.HandOverServiceBlockingStub stub(Line line, long seconds) {
    return HandOverServiceGrpc.newBlockingStub(line.channel())
        .withDeadlineAfter(seconds, TimeUnit.SECONDS);
  }

  private static StreamObserver<ExchangeRequest> door(
      ManagedChannel channel, StreamObserver<ExchangeResponse> ear) {
    return Wrapped.sending(
        HandOverServiceGrpc.newStub(channel).bring(Wrapped.hearing(ear, BringResponse::getMessage)),
        it -> BringRequest.newBuilder().setMessage(it).build());
  }

  private static StreamObserver<DeliverRequest> filesDoor(
      ManagedChannel channel, StreamObserver<DeliverResponse> ear) {
    return Wrapped.sending(
        HandOverServiceGrpc.newStub(channel)
            .bringFiles(Wrapped.hearing(ear, BringFilesResponse::getMessage)),
        it -> BringFilesRequest.newBuilder().setMessage(it).build());
  }

  /** Nothing comes down to a revoked laptop. */
  private static final class Deaf implements LaptopInbox {

    @Override
    public void describe(Hello.Builder hello) {
      // it holds nothing that matters any more
    }

    @Override
    public boolean keep(Reference reference, ReferenceContent content) {
      throw SyncRefused.ANSWER_MALFORMED.at("reference").asException();
    }

    @Override
    public boolean keep(Letters letters, long heldBefore) {
      throw SyncRefused.ANSWER_MALFORMED.at("letters").asException();
    }
  }
}
