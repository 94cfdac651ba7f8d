package retex.server.sync;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import retex.bundle.BundleFile;
import retex.bundle.LaptopBundles;
import retex.bundle.LaptopFiles;
import retex.contract.Attachment;
import retex.contract.Entry;
import retex.contract.EvaluationBuilder;
import retex.contract.FileHash;
import retex.contract.SomeLog;
import retex.contract.UnitRef;
import retex.exchange.Laptop;
import retex.exchange.SomeSides;
import retex.proto.bundle.v1.BundleServiceGrpc;
import retex.proto.bundle.v1.CarryBegin;
import retex.proto.bundle.v1.CarryRequest;
import retex.proto.sync.v1.AttachmentServiceGrpc;
import retex.proto.sync.v1.Batch;
import retex.proto.sync.v1.BringRequest;
import retex.proto.sync.v1.DeliverOffer;
import retex.proto.sync.v1.DeliverRequest;
import retex.proto.sync.v1.ExchangeRequest;
import retex.proto.sync.v1.FetchRequest;
import retex.proto.sync.v1.FetchResponse;
import retex.proto.sync.v1.FileChunk;
import retex.proto.sync.v1.HandOverServiceGrpc;
import retex.proto.sync.v1.Heads;
import retex.proto.sync.v1.Hello;
import retex.proto.sync.v1.LackingRequest;
import retex.proto.sync.v1.LackingResponse;
import retex.proto.sync.v1.LogClaim;
import retex.proto.sync.v1.PostBegin;
import retex.proto.sync.v1.PostRequest;
import retex.proto.sync.v1.Pull;
import retex.proto.sync.v1.SettleRequest;
import retex.proto.sync.v1.TeamServiceGrpc;
import retex.server.device.DeviceRole;
import retex.server.device.DeviceScope;
import retex.server.device.DeviceScopes;
import retex.server.device.RevocationOrder;
import retex.server.device.Revocations;
import retex.server.key.ServerKeys;
import retex.server.record.Arrival;
import retex.server.record.Attachments;
import retex.server.record.Revisions;
import retex.server.record.SomeEntries;
import retex.server.sync.SomeDoor.Caller;
import retex.wire.EntryBatch;
import retex.wire.FrameEncoder;
import retex.wire.HeadMessages;

/**
 * Any sequence of messages of an enrolled laptop, or a revoked one, at the shipped services over
 * their stores: each call ends by name, never by a fault of the server, and nothing is kept that is
 * not what it says. Each byte string is a script: a byte says which message comes, the next ones
 * what stands in it.
 */
class DoorsFuzzTest {

  private static final Set<Status.Code> NAMED =
      EnumSet.of(
          Status.Code.OK,
          Status.Code.INVALID_ARGUMENT,
          Status.Code.PERMISSION_DENIED,
          Status.Code.RESOURCE_EXHAUSTED);
  private static final int MOST_MESSAGES = 40;
  private static final int SIZE = 40_000;
  private static final byte[] PHOTOGRAPH = photograph(1);
  private static final byte[] ANOTHER = photograph(2); // of the same size and type

  @TempDir private static Path folder;
  private static Optional<Doors> doors = Optional.empty();

  /** A server, an enrolled laptop, a revoked one and its log, and a bundle of a third one. */
  private record Doors(
      SomeDoor server,
      ManagedChannel laptop,
      ManagedChannel revoked,
      List<Entry> log,
      ByteString bundle) {}

  /**
   * Opened by the first script. What is loaded before Jazzer's agent is there is changed behind its
   * back, and Java 17 then loses the fields of records whose components bear annotations of types.
   */
  private static Doors doors() {
    if (doors.isEmpty()) {
      try {
        doors = Optional.of(open());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return doors.get();
  }

  private static Doors open() throws IOException {
    var server = new SomeDoor(folder.resolve("server"));
    var entries = new SomeEntries();
    var caller = new Caller(entries.key());
    server.enrols(caller, server.token());
    name(server, entries);
    var carried = new Caller(SomeLog.key(8));
    server.enrols(carried, server.token());
    DeviceScopes scopes = server.server.getBean(DeviceScopes.class);
    for (Caller it : List.of(caller, carried)) {
      scopes.give(it.key.device(), new DeviceScope("MINELD", DeviceRole.EVALUATOR), "ada");
    }
    byte[] bundle = bundle(server, carried);
    var gone = new Caller(SomeLog.key(7));
    server.enrols(gone, server.token());
    server
        .server
        .getBean(Revocations.class)
        .revoke(gone.key.device(), RevocationOrder.HAND_OVER, "handed in", "ada");
    return new Doors(
        server,
        server.channel(Optional.of(caller)),
        server.channel(Optional.of(gone)),
        SomeLog.log(SomeLog.key(7), 6),
        ByteString.copyFrom(bundle));
  }

  @AfterAll
  static void close() {
    doors.ifPresent(it -> it.server().close());
  }

  @FuzzTest(maxDuration = "2m")
  void what_a_laptop_delivers(byte[] script) {
    var bytes = ByteBuffer.wrap(script);
    var said = new ArrayList<DeliverRequest>();
    int at = 0;
    while (bytes.remaining() > 2 && said.size() < MOST_MESSAGES) {
      int kind = bytes.get() & 7;
      var message = DeliverRequest.newBuilder();
      if (kind < 2) {
        said.add(message.setOffer(DeliverOffer.newBuilder().setProtocol(1 + kind)).build());
      } else if (kind < 6) {
        int to = Math.min(SIZE, at + 1 + (bytes.get() & 0xff) * 40);
        int from = kind == 5 ? Math.floorMod(bytes.get() * 331, SIZE) : at;
        said.add(
            message
                .setChunk(
                    FileChunk.newBuilder()
                        .setFile(kind == 4 ? bytes.get() & 3 : 1)
                        .setOffset(from)
                        .setContent(ByteString.copyFrom(ANOTHER, at, to - at)))
                .build());
        at = to == SIZE ? 0 : to;
      } else {
        invented(bytes, DeliverRequest.parser()).ifPresent(said::add);
      }
    }

    requireNamed(
        SomeDoor.call(
                AttachmentServiceGrpc.newStub(doors().laptop())::deliver,
                said.toArray(DeliverRequest[]::new))
            .await());
    Attachments kept = doors().server().server.getBean(Attachments.class);
    if (kept.holds(FileHash.ofContent(PHOTOGRAPH)) || kept.holds(FileHash.ofContent(ANOTHER))) {
      throw new AssertionError("kept what is not what it says");
    }
  }

  @FuzzTest(maxDuration = "2m")
  void what_a_courier_carries(byte[] script) {
    byte[] bundle = doors().bundle().toByteArray();
    var bytes = ByteBuffer.wrap(script);
    var said = new ArrayList<CarryRequest>();
    int at = 0;
    while (bytes.remaining() > 2 && said.size() < MOST_MESSAGES) {
      int kind = bytes.get() & 7;
      var message = CarryRequest.newBuilder();
      if (kind < 2) {
        long size = kind == 0 ? bundle.length : (long) bytes.get() << (bytes.get() & 63);
        byte[] id = new byte[16];
        id[0] = (byte) (bytes.hasRemaining() ? bytes.get() & 3 : 0);
        said.add(
            message
                .setBegin(CarryBegin.newBuilder().setId(ByteString.copyFrom(id)).setSize(size))
                .build());
      } else if (kind < 6) {
        int to = Math.min(bundle.length, at + (bytes.get() & 0xff) * 16);
        byte[] piece = java.util.Arrays.copyOfRange(bundle, at, to);
        if (kind == 5 && piece.length > 0) {
          piece[Math.floorMod(bytes.get(), piece.length)] ^= 1;
        }
        said.add(message.setPiece(ByteString.copyFrom(piece)).build());
        at = to;
      } else {
        invented(bytes, CarryRequest.parser()).ifPresent(said::add);
      }
    }

    requireNamed(
        SomeDoor.call(
                BundleServiceGrpc.newStub(doors().laptop())::carry,
                said.toArray(CarryRequest[]::new))
            .await());
  }

  @FuzzTest(maxDuration = "2m")
  void what_a_laptop_has_for_its_team(byte[] script) {
    var bytes = ByteBuffer.wrap(script);
    var said = new ArrayList<PostRequest>();
    int at = 0;
    while (bytes.remaining() > 2 && said.size() < MOST_MESSAGES) {
      int kind = bytes.get() & 7;
      var message = PostRequest.newBuilder();
      if (kind < 3) {
        long size = kind == 0 ? (long) bytes.get() << (bytes.get() & 63) : SIZE;
        byte[] to = (kind == 2 ? SomeLog.key(7) : SomeLog.key(8)).device().bytes();
        said.add(
            message
                .setBegin(
                    PostBegin.newBuilder()
                        .setProtocol(1)
                        .setSha256(ByteString.copyFrom(FileHash.ofContent(ANOTHER).bytes()))
                        .setSize(size)
                        .setTopic(ByteString.copyFrom(new byte[16]))
                        .addRecipients(ByteString.copyFrom(to)))
                .build());
      } else if (kind < 6) {
        int to = Math.min(SIZE, at + 1 + (bytes.get() & 0xff) * 160);
        byte[] piece = java.util.Arrays.copyOfRange(kind == 5 ? PHOTOGRAPH : ANOTHER, at, to);
        said.add(message.setPiece(ByteString.copyFrom(piece)).build());
        at = to == SIZE ? 0 : to;
      } else {
        invented(bytes, PostRequest.parser()).ifPresent(said::add);
      }
    }

    requireNamed(
        SomeDoor.call(
                TeamServiceGrpc.newStub(doors().laptop())::post, said.toArray(PostRequest[]::new))
            .await());
    invented(ByteBuffer.wrap(script), FetchRequest.parser())
        .ifPresent(
            it -> {
              var heard = new SomeDoor.Heard<FetchResponse>();
              FetchRequest once = it.toBuilder().setStays(false).build();
              TeamServiceGrpc.newStub(doors().laptop()).fetch(once, heard);
              requireNamed(heard.await());
            });
    invented(ByteBuffer.wrap(script), LackingRequest.parser())
        .ifPresent(
            it -> {
              var heard = new SomeDoor.Heard<LackingResponse>();
              TeamServiceGrpc.newStub(doors().laptop()).lacking(it, heard);
              requireNamed(heard.await());
            });
  }

  @FuzzTest(maxDuration = "2m")
  void what_a_revoked_laptop_settles(byte[] script) {
    List<Entry> log = doors().log();
    var bytes = ByteBuffer.wrap(script);
    var request = SettleRequest.newBuilder();
    while (bytes.remaining() > 4 && request.getLogsCount() < MOST_MESSAGES) {
      int kind = bytes.get() & 3;
      int epoch = bytes.get() & 3;
      int number = bytes.get() & 7;
      if (kind == 3) {
        invented(bytes, SettleRequest.parser()).ifPresent(request::mergeFrom);
      } else if (kind == 2) {
        request.addLostFiles(
            ByteString.copyFrom(FileHash.ofContent(new byte[] {(byte) epoch}).bytes()));
      } else {
        byte[] id = log.get(Math.floorMod(number, log.size())).revision().id().bytes();
        request.addLogs(
            LogClaim.newBuilder()
                .setEpoch(epoch)
                .setNumber(kind == 0 ? number : number * 1_000_000_007L)
                .setRevision(ByteString.copyFrom(id)));
      }
    }
    try {
      HandOverServiceGrpc.newBlockingStub(doors().revoked()).settle(request.build());
    } catch (StatusRuntimeException ended) {
      requireNamed(ended.getStatus());
    }
  }

  @FuzzTest(maxDuration = "2m")
  void what_a_revoked_laptop_brings(byte[] script) {
    var bytes = ByteBuffer.wrap(script);
    var said = new ArrayList<BringRequest>();
    try (var frames = FrameEncoder.quick()) {
      while (bytes.remaining() > 4 && said.size() < MOST_MESSAGES) {
        exchange(bytes, frames)
            .ifPresent(it -> said.add(BringRequest.newBuilder().setMessage(it).build()));
      }
    }

    requireNamed(
        SomeDoor.call(
                HandOverServiceGrpc.newStub(doors().revoked())::bring,
                said.toArray(BringRequest[]::new))
            .await());
  }

  private static Optional<ExchangeRequest> exchange(ByteBuffer bytes, FrameEncoder frames) {
    var request = ExchangeRequest.newBuilder();
    List<Entry> log = doors().log();
    int kind = bytes.get() & 7;
    int first = Math.floorMod(bytes.get(), log.size());
    int last = Math.min(log.size() - 1, first + Math.floorMod(bytes.get(), log.size()));
    switch (kind) {
      case 0, 1 -> {
        var hello =
            Hello.newBuilder()
                .setProtocol(Laptop.PROTOCOL)
                .setDevice(ByteString.copyFrom(SomeLog.key(7).device().bytes()))
                .setEpoch(1 + kind * (last % 2))
                .setNextNumber(first + 1L)
                .setStays(last % 2 == 0);
        if (first > 0) {
          hello.setPrevious(ByteString.copyFrom(log.get(first - 1).revision().id().bytes()));
        }
        request.setHello(hello);
      }
      case 2, 3, 4 -> {
        byte[] frame = frames.frame(EntryBatch.encode(log.subList(first, last + 1)));
        byte[] signature = SomeLog.key(7).sign(log.get(last).revision()).signature();
        if (kind == 4) {
          frame[Math.floorMod(bytes.get(), frame.length)] ^= 1;
        }
        request.setBatch(
            Batch.newBuilder()
                .setFirstNumber(first + 1L)
                .setFrame(ByteString.copyFrom(frame))
                .setSignature(ByteString.copyFrom(signature))
                .setTurn(last & 1));
      }
      case 5 -> {
        var heads = Heads.newBuilder();
        log.subList(first, last + 1)
            .forEach(
                it -> heads.addHeads(HeadMessages.message(SomeLog.key(7).sign(it.revision()))));
        request.setHeads(heads);
      }
      case 6 -> request.setPull(Pull.newBuilder().setFrom(first + 1L).setTo(last + 1L));
      default -> {
        return invented(bytes, ExchangeRequest.parser());
      }
    }
    return Optional.of(request.build());
  }

  private static void requireNamed(Status status) {
    if (!NAMED.contains(status.getCode())) {
      throw new AssertionError("ended as " + status);
    }
  }

  /** What the next bytes are as a message; empty where they are none. */
  private static <M extends Message> Optional<M> invented(ByteBuffer bytes, Parser<M> parser) {
    byte[] next = new byte[Math.min(bytes.remaining(), 48)];
    bytes.get(next);
    try {
      return Optional.of(parser.parseFrom(next));
    } catch (InvalidProtocolBufferException notOne) {
      return Optional.empty();
    }
  }

  /** A record of the laptop's that names a photograph. */
  private static void name(SomeDoor server, SomeEntries entries) {
    var named = new Attachment(FileHash.ofContent(PHOTOGRAPH), SIZE, Attachment.JPEG, "", "");
    var entry =
        entries.evaluation(
            EvaluationBuilder.builder(SomeEntries.anEvaluation(UnitRef.coded("U-001"), 3))
                .attachments(List.of(named))
                .build());
    server
        .server
        .getBean(Revisions.class)
        .append(List.of(new Arrival(entry, List.of())), Instant.parse("2026-02-11T10:00:00Z"));
  }

  private static byte[] bundle(SomeDoor server, Caller of) throws IOException {
    var sides = new SomeSides(of.key);
    sides.write(5);
    byte[] key = server.server.getBean(ServerKeys.class).bundles().publicKey();
    var writing =
        new LaptopBundles(sides.store(), sides.inbox(), LaptopFiles.NONE, key, "retex-agent/1");
    var room = new LaptopBundles.Room(Long.MAX_VALUE, Long.MAX_VALUE);
    Path file = folder.resolve("carried.bundle");
    BundleFile.write(file, out -> writing.write(out, 1, 0, room));
    return Files.readAllBytes(file);
  }

  private static byte[] photograph(int seed) {
    byte[] bytes = new byte[SIZE];
    java.util.Arrays.fill(bytes, (byte) seed);
    bytes[0] = (byte) 0xff;
    bytes[1] = (byte) 0xd8;
    bytes[2] = (byte) 0xff;
    return bytes;
  }
}
