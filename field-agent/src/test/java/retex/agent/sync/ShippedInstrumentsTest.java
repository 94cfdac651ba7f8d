package retex.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.agent.vault.SomeLaptop;
import retex.agent.vault.Vault;
import retex.exchange.LaptopInbox;
import retex.exchange.ReferenceCursor;
import retex.instrument.Instruments;
import retex.proto.sync.v1.Cursor;
import retex.proto.sync.v1.Hello;
import retex.proto.sync.v1.InstrumentFile;
import retex.proto.sync.v1.Reference;
import retex.proto.sync.v1.ReferenceContent;
import retex.proto.sync.v1.ReferenceKind;

/** Forms that the package brought need not cross the link. */
class ShippedInstrumentsTest {

  private static final String NOTE = "trainer-note@1";
  private static final Map<String, String> FILES = Instruments.shipped().sources();
  private static final String SHIPPED = ReferenceCursor.ofInstruments(FILES);
  private static final String OTHER = "0102030405060708";

  @TempDir Path folder;

  @Test
  void a_laptop_that_got_no_forms_says_that_it_holds_the_shipped_ones() {
    try (var laptop = laptop()) {
      assertThat(said(laptop)).contains(SHIPPED);
    }
  }

  @Test
  void what_headquarters_sent_is_named_as_it_named_it() {
    try (var laptop = laptop()) {
      comes(laptop, FILES.get(NOTE));

      assertThat(said(laptop)).contains(OTHER);

      comes(laptop, FILES.get(NOTE) + "# of headquarters\n");

      assertThat(said(laptop)).contains(OTHER);
    }
  }

  @Test
  void what_another_conversation_has_passed_is_passed_over() {
    try (var laptop = laptop()) {
      comes(laptop, FILES.get(NOTE) + "# of headquarters\n");

      assertThat(comes(laptop, "0807060504030201", "090a0b0c0d0e0f10")).isFalse();
      assertThat(comes(laptop, "0807060504030201", OTHER)).as("it is held").isTrue();
      assertThat(said(laptop)).contains(OTHER);

      assertThat(comes(laptop, OTHER, "090a0b0c0d0e0f10")).isTrue();
      assertThat(said(laptop)).contains("090a0b0c0d0e0f10");
    }
  }

  private static boolean comes(ApplicationContext laptop, String from, String to) {
    return laptop
        .getBean(LaptopInbox.class)
        .keep(
            Reference.newBuilder()
                .setKind(ReferenceKind.REFERENCE_KIND_INSTRUMENT)
                .setFrom(ByteString.copyFrom(HexFormat.of().parseHex(from)))
                .setTo(ByteString.copyFrom(HexFormat.of().parseHex(to)))
                .build(),
            ReferenceContent.getDefaultInstance());
  }

  private ApplicationContext laptop() {
    var laptop = SomeLaptop.with(Map.of("retex.data", folder.resolve("data").toString())).start();
    laptop.getBean(Vault.class).open("a passphrase of ours".toCharArray());
    return laptop;
  }

  private static void comes(ApplicationContext laptop, String text) {
    laptop
        .getBean(LaptopInbox.class)
        .keep(
            Reference.newBuilder()
                .setKind(ReferenceKind.REFERENCE_KIND_INSTRUMENT)
                .setTo(ByteString.copyFrom(HexFormat.of().parseHex(OTHER)))
                .build(),
            ReferenceContent.newBuilder()
                .addInstruments(InstrumentFile.newBuilder().setReference(NOTE).setText(text))
                .build());
  }

  private static Optional<String> said(ApplicationContext laptop) {
    var hello = Hello.newBuilder();
    laptop.getBean(LaptopInbox.class).describe(hello);
    return hello.getCursorsList().stream()
        .filter(it -> it.getKind() == ReferenceKind.REFERENCE_KIND_INSTRUMENT)
        .map(Cursor::getAt)
        .map(it -> HexFormat.of().formatHex(it.toByteArray()))
        .findFirst();
  }
}
