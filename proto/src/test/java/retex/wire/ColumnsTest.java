package retex.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import retex.proto.sync.v1.BatchContent;
import retex.proto.sync.v1.CompactEntry;
import retex.refusal.RefusedException;

class ColumnsTest {

  @Property(tries = 500)
  void any_message_comes_back_byte_for_byte(
      @ForAll @Size(max = 20) java.util.List<byte[]> payloads,
      @ForAll String author,
      @ForAll long writtenAt) {
    var content = BatchContent.newBuilder();
    for (byte[] payload : payloads) {
      content.addEntries(
          CompactEntry.newBuilder()
              .setAuthor(author.replaceAll("[\\ud800-\\udfff]", "?"))
              .setWrittenAtMicros(writtenAt)
              .setPayload(ByteString.copyFrom(payload)));
    }

    byte[] columns = ColumnWriter.write(content.build(), (message, field) -> Optional.empty());

    assertThat(ColumnReader.read(columns, Integer.MAX_VALUE))
        .isEqualTo(content.build().toByteArray());
  }

  @Property(tries = 2000)
  void no_bytes_break_the_reader(@ForAll byte[] hostile) {
    try {
      assertThat(ColumnReader.read(hostile, 10_000).length).isLessThanOrEqualTo(10_000);
    } catch (RefusedException refused) {
      assertThat(refused.refusal().code()).isInstanceOf(WireRefusal.class);
    }
  }

  @Property(tries = 300)
  void no_changed_byte_breaks_the_reader(@ForAll int place, @ForAll byte value) {
    byte[] columns =
        ColumnWriter.write(
            BatchContent.newBuilder()
                .addEntries(CompactEntry.newBuilder().setAuthor("a").setWrittenAtMicros(5))
                .addEntries(CompactEntry.newBuilder().setAuthor("b").setWrittenAtMicros(9))
                .build(),
            (message, field) -> Optional.empty());
    byte[] changed = Arrays.copyOf(columns, columns.length);
    changed[Math.floorMod(place, changed.length)] = value;

    no_bytes_break_the_reader(changed);
  }
}
