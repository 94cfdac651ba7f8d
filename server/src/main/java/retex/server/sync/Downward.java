package retex.server.sync;

import com.google.protobuf.ByteString;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Consumer;
import retex.contract.DeviceId;
import retex.contract.Micros;
import retex.proto.sync.v1.Current;
import retex.proto.sync.v1.ExchangeResponse;
import retex.proto.sync.v1.Hello;
import retex.proto.sync.v1.InstrumentFile;
import retex.proto.sync.v1.Letter;
import retex.proto.sync.v1.LetterKind;
import retex.proto.sync.v1.Letters;
import retex.proto.sync.v1.Reference;
import retex.proto.sync.v1.ReferenceContent;
import retex.proto.sync.v1.Rotation;
import retex.proto.sync.v1.Unit;
import retex.server.catalogue.Catalogue;
import retex.server.notice.NumberedLetter;
import retex.wire.FrameEncoder;

/** What waits for a laptop: reference data newer than its own, and its letters. */
@Singleton
final class Downward {

  private static final int LETTERS_A_MESSAGE = 256;

  private final Catalogue catalogue;
  private final retex.server.notice.Letters letters;

  Downward(Catalogue catalogue, retex.server.notice.Letters letters) {
    this.catalogue = catalogue;
    this.letters = letters;
  }

  /** Sends everything that waits, then says so; answers the number of the last letter sent. */
  long send(DeviceId device, Hello hello, Consumer<ExchangeResponse> out) {
    var reference = catalogue.reference();
    if (reference.version() != hello.getReferenceVersion()) {
      out.accept(ExchangeResponse.newBuilder().setReference(reference(reference)).build());
    }
    long held = sendLetters(device, hello.getLettersHeld(), out);
    out.accept(
        ExchangeResponse.newBuilder()
            .setCurrent(Current.newBuilder().setReferenceVersion(reference.version()))
            .build());
    return held;
  }

  /** Sends the letters after a number; answers the number of the last one sent. */
  long sendLetters(DeviceId device, long after, Consumer<ExchangeResponse> out) {
    long held = after;
    List<NumberedLetter> waiting = letters.after(device, held, LETTERS_A_MESSAGE);
    while (!waiting.isEmpty()) {
      var message = Letters.newBuilder();
      waiting.forEach(letter -> message.addLetters(letter(letter)));
      out.accept(ExchangeResponse.newBuilder().setLetters(message).build());
      held = waiting.get(waiting.size() - 1).number();
      waiting = letters.after(device, held, LETTERS_A_MESSAGE);
    }
    return held;
  }

  private static Reference reference(retex.server.catalogue.Reference it) {
    var content = ReferenceContent.newBuilder();
    it.instruments()
        .forEach(
            (ref, text) ->
                content.addInstruments(
                    InstrumentFile.newBuilder().setReference(ref).setText(text)));
    for (retex.server.catalogue.Unit unit : it.units()) {
      content.addUnits(unit(unit, it.rotations()));
    }
    try (var encoder = new FrameEncoder()) {
      byte[] frame = encoder.frame(content.build().toByteArray());
      return Reference.newBuilder()
          .setVersion(it.version())
          .setFrame(ByteString.copyFrom(frame))
          .build();
    }
  }

  private static Unit unit(
      retex.server.catalogue.Unit unit, List<retex.server.catalogue.Rotation> rotations) {
    var out =
        Unit.newBuilder()
            .setCode(unit.code().value())
            .setType(unit.type().value())
            .setState(unit.state().value())
            .setMission(unit.mission())
            .addAllNames(unit.names());
    rotations.stream()
        .filter(rotation -> rotation.unit().equals(unit.code()))
        .forEach(
            rotation ->
                out.addRotations(
                    Rotation.newBuilder()
                        .setCode(rotation.code().value())
                        .setFromDay(rotation.from().toEpochDay())
                        .setToDay(rotation.to().toEpochDay())));
    return out.build();
  }

  private static Letter letter(NumberedLetter numbered) {
    var letter = numbered.letter();
    return Letter.newBuilder()
        .setNumber(numbered.number())
        .setRecordId(ByteString.copyFrom(letter.record().bytes()))
        .setRevision(ByteString.copyFrom(letter.revision().bytes()))
        .setKind(kind(letter.kind()))
        .setRemark(letter.remark())
        .setAtMicros(Micros.of(letter.at()))
        .build();
  }

  private static LetterKind kind(retex.server.notice.LetterKind kind) {
    return switch (kind) {
      case RETURNED -> LetterKind.LETTER_KIND_RETURNED;
      case ACCEPTED -> LetterKind.LETTER_KIND_ACCEPTED;
      case QUARANTINED -> LetterKind.LETTER_KIND_QUARANTINED;
      case IN_FEEDBACK -> LetterKind.LETTER_KIND_IN_FEEDBACK;
    };
  }
}
