package retex.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import retex.contract.DeviceKey;
import retex.contract.SomeLog;
import retex.proto.sync.v1.Cursor;
import retex.proto.sync.v1.ExchangeResponse;
import retex.proto.sync.v1.Hello;
import retex.proto.sync.v1.Letter;
import retex.proto.sync.v1.Reference;
import retex.proto.sync.v1.ReferenceContent;
import retex.proto.sync.v1.ReferenceKind;
import retex.wire.FrameDecoder;
import retex.wire.FrameEncoder;

/** What waits for a laptop of a mission of thousands of units. */
class FeedsTest {

  private static final DeviceKey KEY = SomeLog.key(1);
  private static final int UNITS = 5_000;
  private static final int A_MESSAGE = 36 << 10; // bytes before compression
  private static final int MOST_TAKEN = 8 << 20; // bytes, by a laptop
  private static final ByteString NONE = ByteString.copyFrom(new byte[8]);

  private final Disk disk = new Disk();
  private final Feeds feeds =
      new Feeds(new MemoryFeeds(() -> disk, new Fuse(new Random(1)), Mutation.NONE));

  @Test
  void units_come_in_pieces_and_a_cut_costs_one_of_them() throws InvalidProtocolBufferException {
    stock();

    List<ReferenceContent> all = contents(units(waiting(NONE)));
    Reference first = units(waiting(NONE)).get(0);
    List<Reference> rest = units(waiting(first.getTo()));

    assertThat(all.size()).isGreaterThan(3);
    assertThat(all).allMatch(it -> it.getSerializedSize() < A_MESSAGE);
    assertThat(all.stream().mapToInt(ReferenceContent::getUnitsCount).sum()).isEqualTo(UNITS);
    assertThat(rest).hasSize(all.size() - 1);
    assertThat(rest.get(0).getFrom()).isEqualTo(first.getTo());
  }

  @Test
  void units_that_take_the_place_of_others_come_together_so_that_a_cut_leaves_none_missing()
      throws InvalidProtocolBufferException {
    stock();
    ByteString forgotten = ByteString.copyFrom(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});

    List<Reference> all = units(waiting(forgotten));

    assertThat(all).hasSize(1);
    assertThat(all.get(0).getFrom()).isEmpty();
    assertThat(contents(all).get(0).getUnitsCount()).isEqualTo(UNITS);
  }

  @Test
  void letters_come_before_what_is_large() {
    stock();
    disk.shelf.forms.put(Shelf.FORM, "text");
    disk.shelf.box(KEY.device()).add(Letter.newBuilder().setNumber(1).build());

    List<ExchangeResponse> said = waiting(NONE);

    assertThat(said.get(0).hasLetters()).isTrue();
    assertThat(said.get(1).getReference().getKind())
        .isEqualTo(ReferenceKind.REFERENCE_KIND_INSTRUMENT);
  }

  private void stock() {
    for (int i = 0; i < UNITS; i++) {
      disk.shelf.units.put("U-" + i, new Shelf.Placed("", i));
    }
    disk.shelf.version++;
  }

  private List<ExchangeResponse> waiting(ByteString cursor) {
    var hello =
        Hello.newBuilder()
            .setEpoch(1)
            .addCursors(
                Cursor.newBuilder().setKind(ReferenceKind.REFERENCE_KIND_UNIT).setAt(cursor))
            .build();
    var said = new ArrayList<ExchangeResponse>();
    try (var frames = FrameEncoder.quick()) {
      feeds.waiting(KEY.device(), hello).send(frames, said::add);
    }
    return said;
  }

  private static List<Reference> units(List<ExchangeResponse> said) {
    return said.stream()
        .map(ExchangeResponse::getReference)
        .filter(it -> it.getKind() == ReferenceKind.REFERENCE_KIND_UNIT)
        .toList();
  }

  private static List<ReferenceContent> contents(List<Reference> messages)
      throws InvalidProtocolBufferException {
    var contents = new ArrayList<ReferenceContent>();
    try (var frames = new FrameDecoder(0)) {
      for (Reference it : messages) {
        contents.add(
            ReferenceContent.parseFrom(frames.content(it.getFrame().toByteArray(), MOST_TAKEN)));
      }
    }
    return contents;
  }
}
