package retex.server.sync;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import retex.contract.DeviceId;
import retex.contract.FieldRules;
import retex.contract.FileHash;
import retex.contract.RevisionId;
import retex.exchange.Headquarters;
import retex.exchange.HeadquartersOutbox;
import retex.proto.sync.v1.AskRequest;
import retex.proto.sync.v1.AskResponse;
import retex.proto.sync.v1.BringFilesRequest;
import retex.proto.sync.v1.BringFilesResponse;
import retex.proto.sync.v1.BringRequest;
import retex.proto.sync.v1.BringResponse;
import retex.proto.sync.v1.ConfirmRequest;
import retex.proto.sync.v1.ConfirmResponse;
import retex.proto.sync.v1.DeliverRequest;
import retex.proto.sync.v1.DestroyKeySlots;
import retex.proto.sync.v1.EntryRefused;
import retex.proto.sync.v1.ExchangeRequest;
import retex.proto.sync.v1.ExchangeResponse;
import retex.proto.sync.v1.HandOverServiceGrpc.HandOverServiceImplBase;
import retex.proto.sync.v1.NotAllHere;
import retex.proto.sync.v1.RevocationOrder;
import retex.proto.sync.v1.SettleRequest;
import retex.proto.sync.v1.SettleResponse;
import retex.proto.sync.v1.SyncRefusal;
import retex.refusal.RefusedException;
import retex.server.device.Devices;
import retex.server.handover.HandedFiles;
import retex.server.handover.Quarantine;
import retex.server.handover.Settling;
import retex.server.handover.Settling.Claim;
import retex.server.handover.Settling.Lacking;

/** The gRPC edge of what a revoked laptop may still say. Nothing of any record goes down. */
@Singleton
final class HandOverEndpoint extends HandOverServiceImplBase {

  private final Settling settling;
  private final Quarantine quarantine;
  private final HandedFiles files;
  private final Devices devices;

  HandOverEndpoint(Settling settling, Quarantine quarantine, HandedFiles files, Devices devices) {
    this.settling = settling;
    this.quarantine = quarantine;
    this.files = files;
    this.devices = devices;
  }

  @Override
  public void ask(AskRequest request, StreamObserver<AskResponse> laptop) {
    RevocationOrder order =
        switch (settling.order(Peers.device())) {
          case NONE -> RevocationOrder.REVOCATION_ORDER_NONE;
          case HAND_OVER -> RevocationOrder.REVOCATION_ORDER_HAND_OVER;
          case STOLEN -> RevocationOrder.REVOCATION_ORDER_STOLEN;
        };
    laptop.onNext(AskResponse.newBuilder().setOrder(order).build());
    laptop.onCompleted();
  }

  @Override
  public StreamObserver<BringRequest> bring(StreamObserver<BringResponse> laptop) {
    DeviceId device = Peers.device();
    String program = Peers.program();
    StreamObserver<ExchangeResponse> answers =
        wrapped(laptop, it -> BringResponse.newBuilder().setMessage(it).build());
    var headquarters =
        new Headquarters(
            device,
            quarantine,
            (greeting, hello) -> {
              devices.contact(greeting, hello.getBacklog(), program);
              return HeadquartersOutbox.Waiting.NOTHING; // nothing comes down
            },
            answers::onNext,
            answers::onCompleted);
    return unwrapped(new Bringing(device, headquarters, answers), BringRequest::getMessage);
  }

  @Override
  public StreamObserver<BringFilesRequest> bringFiles(StreamObserver<BringFilesResponse> laptop) {
    var delivery =
        new Delivery(
            Peers.device(),
            files,
            wrapped(laptop, it -> BringFilesResponse.newBuilder().setMessage(it).build()));
    Function<BringFilesRequest, DeliverRequest> message = BringFilesRequest::getMessage;
    return unwrapped(delivery, message);
  }

  @Override
  public void settle(SettleRequest request, StreamObserver<SettleResponse> laptop) {
    try {
      FieldRules.check(request);
      laptop.onNext(answer(settling.settle(Peers.device(), claims(request), lost(request))));
      laptop.onCompleted();
    } catch (RefusedException refused) {
      laptop.onError(new StatusRuntimeException(Status.PERMISSION_DENIED));
    }
  }

  @Override
  public void confirm(ConfirmRequest request, StreamObserver<ConfirmResponse> laptop) {
    settling.confirmed(Peers.device());
    laptop.onNext(ConfirmResponse.getDefaultInstance());
    laptop.onCompleted();
  }

  private static SettleResponse answer(Lacking lacking) {
    return lacking.isNothing()
        ? SettleResponse.newBuilder().setDestroy(DestroyKeySlots.getDefaultInstance()).build()
        : SettleResponse.newBuilder()
            .setNotAllHere(
                NotAllHere.newBuilder()
                    .addAllEpochs(lacking.epochs())
                    .setFiles((int) Math.min(Integer.MAX_VALUE, lacking.files())))
            .build();
  }

  private static List<Claim> claims(SettleRequest request) {
    return request.getLogsList().stream()
        .map(
            it ->
                new Claim(
                    it.getEpoch(), it.getNumber(), RevisionId.of(it.getRevision().toByteArray())))
        .toList();
  }

  private static Set<FileHash> lost(SettleRequest request) {
    return request.getLostFilesList().stream()
        .map(ByteString::toByteArray)
        .map(FileHash::of)
        .collect(Collectors.toSet());
  }

  /** An observer of what is inside. */
  private static <O, I> StreamObserver<I> wrapped(
      StreamObserver<O> outer, Function<I, O> wrapping) {
    var laptop = new Outward<>(outer);
    return new StreamObserver<>() {
      @Override
      public void onNext(I message) {
        laptop.onNext(wrapping.apply(message));
      }

      @Override
      public void onError(Throwable failure) {
        laptop.onError(failure);
      }

      @Override
      public void onCompleted() {
        laptop.onCompleted();
      }
    };
  }

  private static <O, I> StreamObserver<O> unwrapped(
      StreamObserver<I> inner, Function<O, I> unwrapping) {
    return new StreamObserver<>() {
      @Override
      public void onNext(O message) {
        inner.onNext(unwrapping.apply(message));
      }

      @Override
      public void onError(Throwable cut) {
        inner.onError(cut);
      }

      @Override
      public void onCompleted() {
        inner.onCompleted();
      }
    };
  }

  /** One conversation into quarantine. gRPC calls it from one thread at a time. */
  private static final class Bringing implements StreamObserver<ExchangeRequest> {
    private final DeviceId device;
    private final Headquarters headquarters;
    private final StreamObserver<ExchangeResponse> laptop;
    private boolean over;

    Bringing(DeviceId device, Headquarters headquarters, StreamObserver<ExchangeResponse> laptop) {
      this.device = device;
      this.headquarters = headquarters;
      this.laptop = laptop;
    }

    @Override
    public void onNext(ExchangeRequest request) {
      if (over) {
        return;
      }
      if (request.hasPull()) {
        refuse();
        return;
      }
      try {
        headquarters.heard(request);
      } catch (StatusRuntimeException unread) {
        end();
        laptop.onError(unread);
        return;
      } catch (RuntimeException bug) {
        Session.incident(device, bug);
        end();
        laptop.onError(new StatusRuntimeException(Status.INTERNAL));
        return;
      }
      if (headquarters.isStopped()) {
        end();
      }
    }

    @Override
    public void onError(Throwable cut) {
      end();
    }

    @Override
    public void onCompleted() {
      if (!over) {
        end();
        laptop.onCompleted();
      }
    }

    private void refuse() {
      end();
      laptop.onNext(
          ExchangeResponse.newBuilder()
              .setRefused(EntryRefused.newBuilder().setCode(SyncRefusal.SYNC_REFUSAL_OUT_OF_TURN))
              .build());
      laptop.onCompleted();
    }

    private void end() {
      if (!over) {
        over = true;
        headquarters.close();
      }
    }
  }
}
