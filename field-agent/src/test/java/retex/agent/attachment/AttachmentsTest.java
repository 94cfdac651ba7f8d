package retex.agent.attachment;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micronaut.context.ApplicationContext;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationText;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.agent.vault.SomeLaptop;
import retex.agent.vault.SomeStatement;
import retex.agent.vault.Vault;
import retex.contract.Attachment;
import retex.contract.FileHash;
import retex.refusal.RefusedException;

/** What is kept of a photograph, what may leave of it, and what no file may do. */
class AttachmentsTest {

  @TempDir private Path folder;
  private ApplicationContext laptop = ApplicationContext.builder().build();

  @BeforeEach
  void open() {
    laptop = laptop("data");
  }

  @AfterEach
  void close() {
    laptop.close();
  }

  @Test
  void the_copy_tells_nothing_of_place_camera_and_owner_and_the_laptop_knows_them() {
    byte[] photograph = SomePhotograph.jpeg(2000, 1500, 1, 1);

    Attachment kept = attachments().add(photograph);

    byte[] copy = attachments().copy(kept.hash());
    assertThat(FileHash.ofContent(copy)).isEqualTo(kept.hash());
    assertThat(copy).hasSize(kept.size());
    assertThat(told(copy)).isEmpty();
    assertThat(told(attachments().thumbnail(kept.hash()))).isEmpty();
    assertThat(attachments().original(kept.hash()).bytes()).isEqualTo(photograph);
    Origin origin = attachments().origin(kept.hash());
    assertThat(origin.position()).isEqualTo(SomePhotograph.POSITION);
    assertThat(origin.taken()).isEqualTo(SomePhotograph.TAKEN);
    assertThat(origin.camera()).isEqualTo(SomePhotograph.MAKER + ", " + SomePhotograph.SERIAL);
    assertThat(origin.owner()).isEqualTo(SomePhotograph.OWNER);
  }

  @Test
  void nothing_plain_lies_under_the_data_folder() throws IOException {
    byte[] photograph = SomePhotograph.jpeg(800, 600, 1, 2);
    Attachment kept = attachments().add(photograph);
    byte[] copy = attachments().copy(kept.hash());
    laptop.close();

    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        assertThat(told(bytes)).as(file.toString()).isEmpty();
        for (byte[] plain : List.of(photograph, copy)) {
          byte[] piece = Arrays.copyOfRange(plain, plain.length / 2, plain.length / 2 + 16);
          assertThat(holds(bytes, piece)).as(file.toString()).isFalse();
        }
        assertThat(file.toString()).doesNotContain(kept.hash().hex());
      }
    }
  }

  @Test
  void a_large_photograph_is_scaled_to_1600_points_and_400_kilobytes_even_of_noise()
      throws IOException {
    var noise = new BufferedImage(4000, 3000, BufferedImage.TYPE_INT_RGB);
    int[] points = new Random(3).ints(4000 * 3000, 0, 0xffffff).toArray();
    noise.setRGB(0, 0, 4000, 3000, points, 0, 4000);

    Attachment plain = attachments().add(SomePhotograph.jpeg(4000, 3000, 1, 3));
    Attachment hard = attachments().add(SomePhotograph.plain("jpg", noise));

    BufferedImage copy = read(attachments().copy(plain.hash()));
    assertThat(copy.getWidth()).isEqualTo(1600);
    assertThat(copy.getHeight()).isEqualTo(1200);
    assertThat(plain.size()).isLessThanOrEqualTo(400_000);
    assertThat(hard.size()).isLessThanOrEqualTo(400_000);
    assertThat(attachments().thumbnail(hard.hash()).length).isLessThan(40_000);
  }

  @Test
  void a_turned_photograph_stands_upright_in_each_of_eight_ways() throws IOException {
    // upright: red above left, green above right, blue below left, white below right
    int[][] corners = {
      {},
      {0, 1, 2, 3},
      {1, 0, 3, 2},
      {3, 2, 1, 0},
      {2, 3, 0, 1},
      {0, 2, 1, 3},
      {1, 3, 0, 2},
      {3, 1, 2, 0},
      {2, 0, 3, 1}
    };
    int[] colours = {0xff0000, 0x00ff00, 0x0000ff, 0xffffff};
    for (int orientation = 1; orientation <= 8; orientation++) {
      boolean turned = orientation >= 5;
      int width = turned ? 120 : 80;
      int height = turned ? 80 : 120;
      var stored = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
      for (int i = 0; i < width * height; i++) {
        int x = i % width;
        int y = i / width;
        int corner = (x < width / 2 ? 0 : 1) + (y < height / 2 ? 0 : 2);
        stored.setRGB(x, y, colours[corners[orientation][corner]]);
      }

      BufferedImage upright = Turned.of(stored, orientation);

      assertThat(upright.getWidth()).as("orientation %s", orientation).isEqualTo(80);
      for (int corner = 0; corner < 4; corner++) {
        int point = upright.getRGB(corner % 2 == 0 ? 5 : 74, corner < 2 ? 5 : 114) & 0xffffff;
        assertThat(point)
            .as("orientation %s, corner %s", orientation, corner)
            .isEqualTo(colours[corner]);
      }
    }
    Attachment kept = attachments().add(SomePhotograph.jpeg(200, 100, 6, 4));
    assertThat(read(attachments().copy(kept.hash())).getHeight()).isEqualTo(200);
  }

  @Test
  void the_same_photograph_is_kept_once_and_two_laptops_make_the_same_copy() throws IOException {
    byte[] photograph = SomePhotograph.jpeg(1000, 700, 1, 5);

    Attachment first = attachments().add(photograph);
    Attachment second = attachments().add(photograph);

    assertThat(second).isEqualTo(first);
    try (Stream<Path> files = Files.list(folder.resolve("data/attachments"))) {
      assertThat(files).hasSize(3); // the original, its copy, and which is of which
    }
    try (ApplicationContext other = laptop("other")) {
      assertThat(other.getBean(Attachments.class).add(photograph)).isEqualTo(first);
    }
  }

  @Test
  void what_is_no_photograph_or_too_much_of_one_is_refused_by_name_and_nothing_is_kept()
      throws IOException {
    byte[] bomb = SomePhotograph.plain("png", SomePhotograph.picture(8, 8, 6));
    ByteBuffer.wrap(bomb).putInt(16, 60_000).putInt(20, 60_000);
    var crc = new java.util.zip.CRC32();
    crc.update(bomb, 12, 17);
    ByteBuffer.wrap(bomb).putInt(29, (int) crc.getValue());
    byte[] large = new byte[15_000_001];
    byte[] jpeg = SomePhotograph.jpeg(8, 8, 1, 6);
    System.arraycopy(jpeg, 0, large, 0, jpeg.length);

    refused(bomb, "ATTACHMENT_TOO_MANY_POINTS");
    refused(large, "ATTACHMENT_TOO_LARGE");
    refused(new byte[0], "ATTACHMENT_EMPTY");
    refused("<svg onload='x()'/>".getBytes(StandardCharsets.UTF_8), "ATTACHMENT_TYPE_UNFIT");
    refused("RIFF....WEBPVP8 ".getBytes(StandardCharsets.UTF_8), "ATTACHMENT_TYPE_UNFIT");
    refused("....ftypheic....".getBytes(StandardCharsets.UTF_8), "ATTACHMENT_TYPE_UNFIT");
    refused(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 1, 2}, "ATTACHMENT_UNREADABLE");
    refused("%PDF-1.7 nothing".getBytes(StandardCharsets.UTF_8), "ATTACHMENT_UNREADABLE");
    assertThat(folder.resolve("data/attachments")).doesNotExist();
  }

  @Test
  void a_damaged_photograph_is_refused_or_kept_and_never_anything_else() {
    byte[] photograph = SomePhotograph.jpeg(60, 40, 6, 7);
    long seed = Long.getLong("retex.seed", System.nanoTime());
    var random = new Random(seed);
    for (int i = 0; i < 100; i++) {
      byte[] damaged = photograph.clone();
      for (int flips = 0; flips < 8; flips++) {
        damaged[random.nextInt(i % 2 == 0 ? 900 : damaged.length)] ^=
            (byte) (1 << random.nextInt(8));
      }
      try {
        Attachment kept = attachments().add(damaged);
        assertThat(told(attachments().copy(kept.hash()))).isEmpty();
      } catch (RefusedException refused) {
        assertThat(refused.refusal().code())
            .as("seed %s", seed)
            .isInstanceOf(AttachmentRefusal.class);
      }
    }
  }

  @Test
  void a_document_loses_its_properties_notes_and_what_its_photographs_tell_and_keeps_its_text()
      throws IOException {
    byte[] pdf = pdf(false);
    assertThat(told(pdf)).isNotEmpty();

    Attachment kept = attachments().add(pdf);

    byte[] copy = attachments().copy(kept.hash());
    assertThat(kept.mediaType()).isEqualTo(Attachment.PDF);
    assertThat(told(copy)).isEmpty();
    assertThat(holds(copy, "Writer Of This".getBytes(StandardCharsets.US_ASCII))).isFalse();
    try (PDDocument read = Loader.loadPDF(copy)) {
      assertThat(new PDFTextStripper().getText(read)).contains("Minutes of the exercise");
      assertThat(read.getPage(0).getResources().getXObjectNames()).hasSize(1);
    }
    assertThat(Papers.of(pdf)).isEqualTo(Papers.of(pdf));
    refused(pdf(true), "ATTACHMENT_PROTECTED");
  }

  @Test
  void a_file_that_was_changed_on_disk_is_not_handed_out() throws IOException {
    Attachment kept = attachments().add(SomePhotograph.jpeg(100, 100, 1, 8));
    try (Stream<Path> files = Files.list(folder.resolve("data/attachments"))) {
      for (Path file : files.toList()) {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
      }
    }

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> attachments().copy(kept.hash()))
        .matches(it -> it.refusal().code() == AttachmentRefusal.ATTACHMENT_DAMAGED);

    assertThat(attachments().add(SomePhotograph.jpeg(100, 100, 1, 8))).isEqualTo(kept);
    assertThat(attachments().copy(kept.hash())).as("added again").isNotEmpty();
    assertThat(attachments().original(kept.hash()).bytes()).isNotEmpty();
  }

  @Test
  void what_nobody_names_goes_after_some_days_and_what_is_named_stays() throws IOException {
    Attachment named = attachments().add(SomePhotograph.jpeg(100, 100, 1, 9));
    Attachment unnamed = attachments().add(SomePhotograph.jpeg(100, 100, 1, 10));
    attachments().keepOnly(Set.of(named.hash()));
    assertThat(attachments().holds(unnamed.hash())).isTrue();

    try (Stream<Path> files = Files.list(folder.resolve("data/attachments"))) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
      }
    }
    laptop.close();
    laptop = laptop("data", Map.of("retex.clock-offset", "P3D"));
    attachments().keepOnly(Set.of(named.hash()));

    assertThat(attachments().holds(named.hash())).isTrue();
    assertThat(attachments().holds(unnamed.hash())).isFalse();
  }

  @Test
  void while_the_disk_does_not_say_of_which_original_a_copy_is_nothing_is_forgotten()
      throws IOException {
    byte[] original = SomePhotograph.jpeg(100, 100, 1, 9);
    Attachment named = attachments().add(original);
    SomeStatement.run(laptop, "delete from attachment");
    Path note = null;
    try (Stream<Path> files = Files.list(folder.resolve("data/attachments"))) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        note = Files.size(file) < 100 ? file : note; // a hash, sealed
      }
    }
    Path aside = folder.resolve("note");
    Files.move(requireNonNull(note), aside);
    Files.createDirectory(note); // which cannot be read as a file

    attachments().keepOnly(Set.of(named.hash()));

    Files.delete(note);
    Files.move(aside, note);
    assertThat(attachments().original(named.hash()).bytes()).isEqualTo(original);
  }

  @Test
  void a_large_jpeg_in_several_passes_is_refused_by_name_and_a_small_one_is_kept()
      throws IOException {
    byte[] progressive = progressive(SomePhotograph.picture(64, 48, 12));
    byte[] byColours = firstColourFirst(SomePhotograph.jpeg(64, 48, 1, 12));

    assertThat(attachments().add(progressive).isPhotograph()).isTrue();
    refused(declaring(progressive, 5000, 4000), "ATTACHMENT_TOO_MANY_IN_PASSES");
    refused(declaring(byColours, 5000, 4000), "ATTACHMENT_TOO_MANY_IN_PASSES");
  }

  private static byte[] progressive(BufferedImage picture) throws IOException {
    var out = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (var to = new MemoryCacheImageOutputStream(out)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      writer.setOutput(to);
      writer.write(null, new IIOImage(picture, null, null), param);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  /** The same file, whose first pass has one colour of three. */
  private static byte[] firstColourFirst(byte[] jpeg) {
    int scan = at(jpeg, 0xda);
    var out = new ByteArrayOutputStream();
    out.write(jpeg, 0, scan);
    out.writeBytes(new byte[] {(byte) 0xff, (byte) 0xda, 0, 8, 1, jpeg[scan + 5], jpeg[scan + 6]});
    out.write(jpeg, scan + 11, jpeg.length - scan - 11);
    return out.toByteArray();
  }

  /** The same file, which says that it has so many points. */
  private static byte[] declaring(byte[] jpeg, int width, int height) {
    byte[] declares = jpeg.clone();
    int frame = Math.max(at(jpeg, 0xc0), at(jpeg, 0xc2));
    ByteBuffer.wrap(declares)
        .putShort(frame + 5, (short) height)
        .putShort(frame + 7, (short) width);
    return declares;
  }

  /** Where a part of a JPEG begins; -1 where it has none. */
  private static int at(byte[] jpeg, int marker) {
    int at = 2;
    while (at + 4 < jpeg.length) {
      int found = jpeg[at + 1] & 0xff;
      if (found == marker || found == 0xda) {
        return found == marker ? at : -1;
      }
      at += 2 + ((jpeg[at + 2] & 0xff) << 8 | jpeg[at + 3] & 0xff);
    }
    return -1;
  }

  private void refused(byte[] file, String code) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> attachments().add(file))
        .matches(it -> it.refusal().code().name().equals(code), code);
  }

  private static byte[] pdf(boolean locked) throws IOException {
    try (var document = new PDDocument()) {
      var page = new PDPage();
      document.addPage(page);
      byte[] jpeg = SomePhotograph.jpeg(60, 40, 1, 11);
      try (var content = new PDPageContentStream(document, page)) {
        content.drawImage(JPEGFactory.createFromByteArray(document, jpeg), 50, 50);
        content.beginText();
        content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
        content.newLineAtOffset(50, 700);
        content.showText("Minutes of the exercise");
        content.endText();
      }
      var note = new PDAnnotationText();
      note.setTitlePopup("Writer Of This");
      note.setContents("Seen.");
      note.setRectangle(new PDRectangle(10, 10, 10, 10));
      page.getAnnotations().add(note);
      page.setAnnotations(List.of(note));
      var properties = new PDDocumentInformation();
      properties.setAuthor(SomePhotograph.OWNER);
      document.setDocumentInformation(properties);
      var metadata = new PDMetadata(document);
      metadata.importXMPMetadata(SomePhotograph.XMP.getBytes(StandardCharsets.UTF_8));
      document.getDocumentCatalog().setMetadata(metadata);
      if (locked) {
        document.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
      }
      var out = new ByteArrayOutputStream();
      document.save(out, org.apache.pdfbox.pdfwriter.compress.CompressParameters.NO_COMPRESSION);
      return out.toByteArray();
    }
  }

  private static List<String> told(byte[] bytes) {
    boolean place = holds(bytes, SomePhotograph.latitude());
    return Stream.concat(
            SomePhotograph.MARKERS.stream()
                .filter(it -> holds(bytes, it.getBytes(StandardCharsets.US_ASCII))),
            place ? Stream.of("position") : Stream.empty())
        .toList();
  }

  private static boolean holds(byte[] bytes, byte[] part) {
    String all = new String(bytes, StandardCharsets.ISO_8859_1);
    return all.contains(new String(part, StandardCharsets.ISO_8859_1));
  }

  private static BufferedImage read(byte[] jpeg) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(jpeg));
  }

  private Attachments attachments() {
    return laptop.getBean(Attachments.class);
  }

  private ApplicationContext laptop(String name) {
    return laptop(name, Map.of());
  }

  private ApplicationContext laptop(String name, Map<String, Object> more) {
    var properties = new java.util.HashMap<>(more);
    properties.put("retex.data", folder.resolve(name).toString());
    ApplicationContext context = SomeLaptop.with(properties).start();
    context.getBean(Vault.class).open("a passphrase of ours".toCharArray());
    return context;
  }
}
