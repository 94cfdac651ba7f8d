package retex.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import retex.bundle.SealedForFuzzing;
import retex.contract.Entry;
import retex.contract.FieldRules;
import retex.contract.LogId;
import retex.contract.LogTip;
import retex.contract.LogWriter;
import retex.contract.PersonCertificate;
import retex.contract.PersonRequest;
import retex.contract.RecordKind;
import retex.contract.Revision;
import retex.contract.Seal;
import retex.contract.SomeLog;
import retex.exchange.Headquarters;
import retex.exchange.SomeSides;
import retex.instrument.Instruments;
import retex.proto.bundle.v1.CarryRequest;
import retex.proto.enrolment.v1.EnrolRequest;
import retex.proto.enrolment.v1.RenewRequest;
import retex.proto.record.v1.Head;
import retex.proto.sync.v1.AskRequest;
import retex.proto.sync.v1.BringFilesRequest;
import retex.proto.sync.v1.BringRequest;
import retex.proto.sync.v1.ConfirmRequest;
import retex.proto.sync.v1.DeliverRequest;
import retex.proto.sync.v1.ExchangeRequest;
import retex.proto.sync.v1.FetchRequest;
import retex.proto.sync.v1.LackingRequest;
import retex.proto.sync.v1.PostRequest;
import retex.proto.sync.v1.ReferenceContent;
import retex.proto.sync.v1.SettleRequest;
import retex.refusal.RefusedException;
import retex.team.Card;
import retex.team.SignedForFuzzing;
import retex.team.TeamFile;
import retex.team.TeamKey;
import retex.team.TeamState;
import retex.wire.EntryBatch;
import retex.wire.FrameDecoder;
import retex.wire.HeadMessages;

/**
 * Whatever bytes a device, a server or a stick brings: a decoder answers, or refuses by name; it
 * takes no memory for what was only declared, and ends. docs/sync.md says how to search long.
 */
class DecodersFuzzTest {

  private static final int LIMIT = 1 << 20;
  private static final String TOPICS = "topics@1";
  private static final LogTip BEGINNING = LogTip.empty(new LogId(SomeLog.key(7).device(), 1));

  private static final List<Parser<? extends Message>> REQUESTS =
      List.of(
          EnrolRequest.parser(),
          RenewRequest.parser(),
          DeliverRequest.parser(),
          AskRequest.parser(),
          BringRequest.parser(),
          BringFilesRequest.parser(),
          SettleRequest.parser(),
          ConfirmRequest.parser(),
          CarryRequest.parser(),
          PostRequest.parser(),
          FetchRequest.parser(),
          LackingRequest.parser());

  private static Path folder = Path.of(".");

  @BeforeAll
  static void makeFolder() throws IOException {
    folder = Files.createTempDirectory("fuzz");
  }

  @AfterAll
  static void removeFolder() throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  @FuzzTest(maxDuration = "2m")
  void columns_and_entries(byte[] bytes) {
    refusedOrRead(() -> EntryBatch.decode(BEGINNING, bytes));
  }

  @FuzzTest(maxDuration = "2m")
  void frames(byte[] bytes) {
    for (int opening = 0; opening <= 1; opening++) {
      int with = opening;
      refusedOrRead(
          () -> {
            try (var decoder = new FrameDecoder(with)) {
              decoder.content(bytes, LIMIT);
              decoder.content(bytes, LIMIT);
            }
          });
    }
  }

  @FuzzTest(maxDuration = "2m")
  void messages_of_the_conversation(byte[] bytes) {
    var sides = new SomeSides(SomeLog.key(7));
    refusedOrRead(
        () -> {
          try (var headquarters =
              new Headquarters(
                  SomeLog.key(7).device(),
                  sides.headquarters(),
                  sides.outbox(),
                  answer -> {},
                  () -> {})) {
            int half = bytes.length / 2;
            headquarters.heard(ExchangeRequest.parseFrom(java.util.Arrays.copyOf(bytes, half)));
            headquarters.heard(
                ExchangeRequest.parseFrom(java.util.Arrays.copyOfRange(bytes, half, bytes.length)));
          }
        });
  }

  @FuzzTest(maxDuration = "2m")
  void heads_and_reference_data(byte[] bytes) {
    refusedOrRead(() -> HeadMessages.head(Head.parseFrom(bytes)));
    refusedOrRead(() -> FieldRules.check(ReferenceContent.parseFrom(bytes)));
  }

  @FuzzTest(maxDuration = "2m")
  void canonical_bytes(byte[] bytes) {
    refusedOrRead(() -> Revision.parse(bytes));
    refusedOrRead(() -> Entry.parse(Sample.FIRST.revision().canonical(), bytes));
    refusedOrRead(() -> Entry.parse(bytes, Sample.FIRST.payloadBytes()));
  }

  /** As a receiver takes them, who makes the hash of what came: a later revision of each kind. */
  @FuzzTest(maxDuration = "2m")
  void payloads(byte[] bytes) {
    var before = Sample.FIRST.revision();
    for (RecordKind kind : RecordKind.values()) {
      refusedOrRead(
          () ->
              LogWriter.next(
                  BEGINNING,
                  before.record(),
                  List.of(before.id()),
                  before.author(),
                  before.instrument(),
                  before.writtenAt(),
                  kind,
                  bytes));
    }
  }

  /** Besides the conversation, which has a target of its own. */
  @FuzzTest(maxDuration = "2m")
  void what_else_devices_ask(byte[] bytes) {
    for (Parser<? extends Message> request : REQUESTS) {
      refusedOrRead(() -> FieldRules.check(request.parseFrom(bytes)));
    }
  }

  @FuzzTest(maxDuration = "2m")
  void seals(byte[] bytes) {
    byte[] key = SomeLog.key(7).sealing().privateKey();
    refusedOrRead(() -> Seal.open(key, Seal.ESCROW, new byte[0], bytes));
  }

  @FuzzTest(maxDuration = "2m")
  void bundles_as_they_lie_on_a_stick(byte[] bytes) {
    refusedOrRead(() -> SealedForFuzzing.read(file(bytes)));
  }

  /** As a device that is enrolled and hostile could seal them. */
  @FuzzTest(maxDuration = "2m")
  void what_is_sealed_in_a_bundle(byte[] bytes) {
    refusedOrRead(() -> SealedForFuzzing.up(folder.resolve("up.bundle"), bytes));
    refusedOrRead(() -> SealedForFuzzing.down(folder.resolve("down.bundle"), bytes));
  }

  @FuzzTest(maxDuration = "2m")
  void forms_that_came_down(byte[] bytes) {
    String text = new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
    String topics = Instruments.shipped().sources().get(TOPICS);
    refusedOrRead(() -> Instruments.parse(Map.of(TOPICS, text)));
    for (String reference : List.of("some@1", "trainer-note@1")) {
      refusedOrRead(() -> Instruments.parse(Map.of(TOPICS, topics, reference, text)));
    }
  }

  @FuzzTest(maxDuration = "2m")
  void files_of_a_team(byte[] bytes) {
    TeamKey key = TeamKey.of(SomeLog.key(7));
    refusedOrRead(() -> TeamFile.open(bytes, key, share -> Optional.empty(), device -> true));
    refusedOrRead(() -> TeamState.read(bytes));
    refusedOrRead(() -> Card.parse(new String(bytes, java.nio.charset.StandardCharsets.UTF_8)));
  }

  /** As a member of the team who is hostile could sign it. */
  @FuzzTest(maxDuration = "2m")
  void what_a_colleague_signed(byte[] bytes) {
    refusedOrRead(() -> SignedForFuzzing.contribution(bytes));
  }

  @FuzzTest(maxDuration = "2m")
  void what_persons_hand_over(byte[] bytes) {
    String text = new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
    refusedOrRead(() -> PersonRequest.parse(text));
    refusedOrRead(() -> PersonCertificate.parse(text));
    String inside = java.util.Base64.getUrlEncoder().encodeToString(bytes);
    refusedOrRead(() -> PersonRequest.parse("retex-person-1:" + inside));
    refusedOrRead(() -> PersonCertificate.parse("retex-certificate-1:" + inside));
  }

  private static Path file(byte[] bytes) {
    try {
      return Files.write(folder.resolve("made.bundle"), bytes);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void refusedOrRead(Work work) {
    try {
      work.run();
    } catch (RefusedException | InvalidProtocolBufferException refused) {
      Optional.of(refused); // an answer like any other
    }
  }

  /** Made late: what is loaded before a search begins cannot be watched by it. */
  private static final class Sample {
    static final Entry FIRST = SomeLog.log(SomeLog.key(7), 1).get(0);
  }

  private interface Work {
    void run() throws InvalidProtocolBufferException;
  }
}
