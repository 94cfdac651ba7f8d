package retex.server.sync;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.micronaut.context.ApplicationContext;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import retex.contract.DeviceId;
import retex.contract.DeviceKey;
import retex.contract.FieldRules;
import retex.proto.sync.v1.Cursor;
import retex.proto.sync.v1.ExchangeResponse;
import retex.proto.sync.v1.Hello;
import retex.proto.sync.v1.PreviousEvaluation;
import retex.proto.sync.v1.Reference;
import retex.proto.sync.v1.ReferenceContent;
import retex.proto.sync.v1.ReferenceKind;
import retex.server.ingest.SomeDevices;
import retex.wire.FrameDecoder;
import retex.wire.FrameEncoder;

/** An enrolled laptop that keeps what comes down as the protocol says, and counts its bytes. */
final class SomeLaptop {

  private static final ByteString NONE = ByteString.copyFrom(new byte[8]);

  final Map<String, PreviousEvaluation> previous = new TreeMap<>();
  final List<String> units = new ArrayList<>();
  final List<Integer> sizes = new ArrayList<>();

  private final ApplicationContext server;
  private final DeviceKey key = DeviceKey.generate(new SecureRandom());
  private final Map<ReferenceKind, ByteString> cursors = new EnumMap<>(ReferenceKind.class);

  SomeLaptop(ApplicationContext server) {
    this.server = server;
    SomeDevices.enrol(server, key);
    cursors.put(ReferenceKind.REFERENCE_KIND_PREVIOUS, NONE);
  }

  DeviceId device() {
    return key.device();
  }

  /** One that was built before previous evaluations came down. */
  SomeLaptop ofOld() {
    cursors.clear();
    return this;
  }

  /** Says hello and keeps everything that waits. */
  void syncs() {
    syncs(Integer.MAX_VALUE);
  }

  /** The same, but the line is cut after some messages. */
  void syncs(int messages) {
    sizes.clear();
    var hello = Hello.newBuilder().setEpoch(1);
    cursors.forEach((kind, at) -> hello.addCursors(Cursor.newBuilder().setKind(kind).setAt(at)));
    var said = new ArrayList<ExchangeResponse>();
    try (var frames = new FrameEncoder();
        var answers = new FrameDecoder()) {
      server.getBean(Downward.class).waiting(device(), hello.build()).send(frames, said::add);
      said.stream()
          .filter(ExchangeResponse::hasReference)
          .limit(messages)
          .forEach(it -> keep(it.getReference(), answers));
    }
  }

  private void keep(Reference reference, FrameDecoder answers) {
    byte[] bytes = answers.content(reference.getFrame().toByteArray(), 8 << 20);
    ReferenceContent content;
    try {
      content = FieldRules.check(ReferenceContent.parseFrom(bytes));
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
    boolean whole = reference.getFrom().isEmpty();
    switch (reference.getKind()) {
      case REFERENCE_KIND_PREVIOUS -> {
        sizes.add(reference.getSerializedSize());
        if (whole) {
          previous.clear();
        }
        content.getRemovedList().forEach(previous::remove);
        content
            .getPreviousList()
            .forEach(it -> previous.put(it.getUnit() + " " + it.getInstrument().split("@")[0], it));
      }
      case REFERENCE_KIND_UNIT -> {
        if (whole) {
          units.clear();
        }
        units.removeAll(content.getRemovedList());
        content.getUnitsList().forEach(it -> units.add(it.getCode()));
      }
      case REFERENCE_KIND_INSTRUMENT, REFERENCE_KIND_UNSPECIFIED, UNRECOGNIZED -> {}
    }
    cursors.put(reference.getKind(), reference.getTo());
  }
}
