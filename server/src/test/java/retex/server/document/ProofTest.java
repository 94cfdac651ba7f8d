package retex.server.document;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProofTest {

  private static final Edition EDITION =
      new Edition(
          LocalDate.of(2026, 11, 25),
          "R7K2-M9QD",
          "fedcba98765432100123456789abcdef".getBytes(US_ASCII));
  private static final Content CONTENT = SomeContent.in("en");
  private static final byte[] SOUND = Typesetter.pdf(CONTENT, EDITION);

  @ParameterizedTest
  @EnumSource
  void a_file_that_leaks_is_caught_by_name(LeakingFile leak) throws IOException {
    byte[] pdf = leak.outOf(SOUND);

    assertThat(kinds(signed(pdf), CONTENT)).contains(leak.expected);
  }

  @Test
  void the_file_they_are_made_of_is_sound_even_when_saved_anew() throws IOException {
    try (PDDocument document = Loader.loadPDF(SOUND)) {
      var out = new ByteArrayOutputStream();
      document.save(out);

      assertThat(kinds(signed(out.toByteArray()), CONTENT)).isEmpty();
    }
  }

  @Test
  void a_word_less_is_caught_with_its_page_and_place() {
    var blocks = new ArrayList<>(CONTENT.blocks());
    blocks.set(2, new Content.Paragraph("Another paragraph than was set.", false));

    assertThat(faults(signed(SOUND), with(blocks)))
        .contains(new Fault(Fault.Kind.TEXT_DIFFERS, 1, "3"));
  }

  @Test
  void the_same_words_in_another_order_are_caught() {
    var blocks = new ArrayList<>(CONTENT.blocks());
    Collections.swap(blocks, 2, 9);
    Collections.swap(blocks, 3, 5);

    assertThat(kinds(signed(SOUND), with(blocks))).contains(Fault.Kind.TEXT_DIFFERS);
  }

  @Test
  void another_copy_number_is_caught() {
    var other = new Edition(EDITION.day(), "R7K2-M9QE", EDITION.mark());

    assertThat(Proof.of(signed(SOUND), CONTENT, other, SomeSigner.ONE.chain().get(0)).faults())
        .contains(new Fault(Fault.Kind.TEXT_DIFFERS, 1, "footer"));
  }

  @Test
  void a_file_without_a_signature_is_caught() {
    assertThat(kinds(SOUND, CONTENT)).contains(Fault.Kind.SIGNATURE, Fault.Kind.REVISION);
  }

  @Test
  void a_signature_of_another_key_is_caught() {
    byte[] pdf = Signing.signed(SOUND, EDITION, SomeSigner.make());

    assertThat(kinds(pdf, CONTENT)).containsExactly(Fault.Kind.SIGNATURE);
  }

  @Test
  void a_byte_changed_after_the_signature_is_caught() {
    byte[] pdf = signed(SOUND);
    int at = new String(pdf, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("D:20261125");
    pdf[at + 11] = '1'; // ten hours later

    assertThat(kinds(pdf, CONTENT)).containsExactly(Fault.Kind.SIGNATURE);
  }

  @Test
  void bytes_in_the_room_left_for_the_signature_are_caught() {
    byte[] pdf = signed(SOUND);
    int end = new String(pdf, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("00>");
    pdf[end] = '4';

    assertThat(kinds(pdf, CONTENT)).contains(Fault.Kind.SIGNATURE);
  }

  @Test
  void a_revision_after_the_signature_is_caught() throws IOException {
    try (PDDocument document = Loader.loadPDF(signed(SOUND))) {
      document.getPage(0).getCOSObject().setNeedToBeUpdated(true);
      var out = new ByteArrayOutputStream();
      document.saveIncremental(out);

      assertThat(kinds(out.toByteArray(), CONTENT))
          .contains(Fault.Kind.REVISION, Fault.Kind.SIGNATURE);
    }
  }

  @Test
  void half_a_file_is_caught() {
    byte[] pdf = signed(SOUND);

    assertThat(kinds(Arrays.copyOf(pdf, pdf.length / 2), CONTENT))
        .containsExactly(Fault.Kind.UNREADABLE);
    assertThat(kinds(new byte[0], CONTENT)).containsExactly(Fault.Kind.UNREADABLE);
  }

  private static Content with(List<Content.Block> blocks) {
    return new Content(CONTENT.language(), CONTENT.title(), CONTENT.footer(), blocks);
  }

  private static byte[] signed(byte[] pdf) {
    return Signing.signed(pdf, EDITION, SomeSigner.ONE);
  }

  private static List<Fault> faults(byte[] pdf, Content content) {
    return Proof.of(pdf, content, EDITION, SomeSigner.ONE.chain().get(0)).faults();
  }

  private static List<Fault.Kind> kinds(byte[] pdf, Content content) {
    return faults(pdf, content).stream().map(Fault::kind).toList();
  }
}
