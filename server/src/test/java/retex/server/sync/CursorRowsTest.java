package retex.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.exchange.Changes;
import retex.exchange.Pieces;
import retex.exchange.ReferenceCursor;
import retex.instrument.Instruments;
import retex.proto.sync.v1.ReferenceKind;
import retex.proto.sync.v1.Unit;
import retex.server.SomeStore;
import retex.wire.FrameEncoder;

class CursorRowsTest {

  @Test
  void the_newest_of_each_kind_stay(@TempDir Path folder) {
    try (ApplicationContext server = SomeStore.in(folder)) {
      CursorRows cursors = server.getBean(CursorRows.class);
      cursors.keep("UNIT", at(0), "");
      for (int i = 1; i <= 5; i++) {
        cursors.keep("PREVIOUS", at(i), "");
      }

      assertThat(cursors.trim("PREVIOUS", 3)).isEqualTo(2);

      assertThat(cursors.find("PREVIOUS", at(2))).isEmpty();
      assertThat(cursors.find("PREVIOUS", at(3))).isPresent();
      assertThat(cursors.find("UNIT", at(0))).isPresent();
    }
  }

  @Test
  void what_is_sent_takes_the_place_of_the_oldest(@TempDir Path folder) {
    try (ApplicationContext server = SomeStore.in(folder);
        var frames = new FrameEncoder()) {
      CursorRows cursors = server.getBean(CursorRows.class);
      for (int i = 1; i <= Downward.KEPT; i++) {
        cursors.keep("UNIT", at(i), "");
      }
      var units = new Pieces(Map.of("U-001", Unit.newBuilder().setCode("U-001").build()));

      Changes changes = new Changes(server.getBean(Downward.class));
      changes.since(ReferenceKind.REFERENCE_KIND_UNIT, units, ByteString.EMPTY, frames);
      changes.since(ReferenceKind.REFERENCE_KIND_UNIT, units, ByteString.EMPTY, frames);

      assertThat(cursors.find("UNIT", Pieces.hex(units.all().cursor()))).isPresent();
      assertThat(cursors.find("UNIT", at(1))).isEmpty();
      assertThat(cursors.find("UNIT", at(2))).isPresent();
    }
  }

  @Test
  void a_laptop_that_holds_the_shipped_forms_is_sent_none(@TempDir Path folder) {
    try (ApplicationContext server = SomeStore.in(folder);
        var frames = new FrameEncoder()) {
      Pieces forms = server.getBean(ReferenceFeed.class).instruments();
      String shipped = ReferenceCursor.ofInstruments(Instruments.shipped().sources());
      var kind = ReferenceKind.REFERENCE_KIND_INSTRUMENT;
      Changes changes = new Changes(server.getBean(Downward.class));

      var held = ByteString.copyFrom(HexFormat.of().parseHex(shipped));

      assertThat(changes.since(kind, forms, held, frames)).isEmpty();
      assertThat(changes.since(kind, forms, ByteString.EMPTY, frames)).isPresent();
    }
  }

  private static String at(int i) {
    return String.format("%016x", i);
  }
}
