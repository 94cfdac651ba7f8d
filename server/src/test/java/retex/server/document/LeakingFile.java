package retex.server.document;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.optionalcontent.PDOptionalContentGroup;
import org.apache.pdfbox.pdmodel.graphics.optionalcontent.PDOptionalContentProperties;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionURI;
import org.apache.pdfbox.pdmodel.interactive.action.PDPageAdditionalActions;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationText;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDTextField;
import org.apache.pdfbox.util.Matrix;

/** Ways in which a file can hold what was not approved, each made out of a sound one. */
enum LeakingFile {
  TEXT_IN_THE_COLOUR_OF_THE_PAPER(
      Fault.Kind.BACKGROUND_COLOURED,
      drawn(
          (to, page) -> {
            to.setNonStrokingColor(0.99f, 0.99f, 0.99f);
            say(to, page, 11, 100, 400);
          })),
  TEXT_IN_THE_COLOUR_OF_ITS_BOX(
      Fault.Kind.BACKGROUND_COLOURED,
      drawn(
          (to, page) -> {
            to.setNonStrokingColor(0.1f, 0.1f, 0.1f);
            to.addRect(90, 390, 300, 30);
            to.fill();
            say(to, page, 11, 100, 400);
          })),
  TEXT_THAT_IS_NOT_RENDERED(
      Fault.Kind.INVISIBLE,
      drawn(
          (to, page) -> {
            to.setRenderingMode(RenderingMode.NEITHER);
            say(to, page, 11, 100, 400);
          })),
  TEXT_OF_ONE_POINT(Fault.Kind.TINY, drawn((to, page) -> say(to, page, 1, 100, 400))),
  TEXT_SQUASHED_TO_A_LINE(
      Fault.Kind.TINY,
      drawn(
          (to, page) -> {
            to.setHorizontalScaling(1);
            say(to, page, 11, 100, 400);
          })),
  TEXT_BESIDE_THE_SHEET(Fault.Kind.OFF_PAGE, drawn((to, page) -> say(to, page, 11, 700, 400))),
  TEXT_UNDER_A_BOX(
      Fault.Kind.COVERED,
      drawn(
          (to, page) -> {
            say(to, page, 11, 100, 400);
            to.setNonStrokingColor(0f, 0f, 0f);
            to.addRect(90, 390, 300, 30);
            to.fill();
          })),
  TEXT_UNDER_A_THICK_LINE(
      Fault.Kind.COVERED,
      drawn(
          (to, page) -> {
            say(to, page, 11, 100, 400);
            to.setLineWidth(20);
            to.moveTo(90, 402);
            to.lineTo(300, 402);
            to.stroke();
          })),
  TEXT_OUTSIDE_ITS_CLIP(
      Fault.Kind.CLIPPED,
      drawn(
          (to, page) -> {
            to.addRect(10, 10, 5, 5);
            to.clip();
            say(to, page, 11, 100, 400);
          })),
  TEXT_BEHIND_A_TRIANGULAR_CLIP(
      Fault.Kind.CLIPPED,
      drawn(
          (to, page) -> {
            to.moveTo(0, 0);
            to.lineTo(600, 0);
            to.lineTo(0, 800);
            to.closePath();
            to.clip();
            say(to, page, 11, 500, 700);
          })),
  TEXT_OUTSIDE_THE_SECOND_OF_TWO_CLIPS(
      Fault.Kind.CLIPPED,
      drawn(
          (to, page) -> {
            to.addRect(0, 0, 590, 800);
            to.clip();
            to.addRect(10, 10, 5, 5);
            to.clip();
            say(to, page, 11, 100, 400);
          })),
  TEXT_UNDER_A_ROUND_SHAPE(
      Fault.Kind.COVERED,
      drawn(
          (to, page) -> {
            say(to, page, 11, 100, 400);
            to.moveTo(90, 400);
            to.curveTo(90, 500, 300, 500, 300, 400);
            to.curveTo(300, 300, 90, 300, 90, 400);
            to.fill();
          })),
  TEXT_THAT_THE_PLANE_MAKES_SMALL(
      Fault.Kind.TINY,
      drawn(
          (to, page) -> {
            to.transform(Matrix.getScaleInstance(0.1f, 0.1f));
            say(to, page, 11, 1000, 4000);
          })),
  TEXT_THAT_THE_PLANE_MOVES_OFF_IN_TWO_STEPS(
      Fault.Kind.OFF_PAGE,
      drawn(
          (to, page) -> {
            to.transform(Matrix.getTranslateInstance(300, 0));
            to.transform(Matrix.getTranslateInstance(200, 0));
            say(to, page, 11, 100, 400);
          })),
  TEXT_THAT_A_TURN_MOVES_OFF(
      Fault.Kind.OFF_PAGE,
      drawn(
          (to, page) -> {
            to.transform(Matrix.getRotateInstance(Math.PI / 2, 0, 0));
            say(to, page, 11, 100, 400);
          })),
  TEXT_THAT_LETTER_SPACING_MOVES_OFF(
      Fault.Kind.OFF_PAGE,
      drawn(
          (to, page) -> {
            to.setCharacterSpacing(300);
            say(to, page, 11, 100, 400);
          })),
  TEXT_THAT_IS_STRETCHED_OFF(
      Fault.Kind.OFF_PAGE,
      drawn(
          (to, page) -> {
            to.setHorizontalScaling(5_000);
            say(to, page, 11, 100, 400);
          })),
  TEXT_THAT_A_JUMP_BETWEEN_LETTERS_MOVES_OFF(
      Fault.Kind.OFF_PAGE,
      drawn((to, page) -> say(to, page, "100 400 Td", "[<%1$s> -60000 <%1$s>] TJ"))),
  TEXT_THAT_A_SECOND_LINE_MOVES_OFF(
      Fault.Kind.OFF_PAGE,
      drawn((to, page) -> say(to, page, "100 400 Td 500 0 Td", "<%1$s%1$s> Tj"))),
  TEXT_THAT_FOLLOWS_FROM_BEYOND_THE_EDGE(
      Fault.Kind.OFF_PAGE,
      drawn((to, page) -> say(to, page, "585 400 Td", "<%1$s> Tj <%1$s%1$s> Tj"))),
  A_SENTENCE_MORE(Fault.Kind.TEXT_DIFFERS, drawn((to, page) -> say(to, page, 11, 100, 400))),
  A_SENTENCE_MORE_AS_AN_ARTIFACT(
      Fault.Kind.TEXT_DIFFERS,
      drawn(
          (to, page) -> {
            to.beginMarkedContent(COSName.ARTIFACT);
            say(to, page, 11, 100, 400);
            to.endMarkedContent();
          })),
  A_PAGE_MORE(
      Fault.Kind.TEXT_DIFFERS,
      document -> {
        PDPage first = document.getPage(0);
        var page = new PDPage(first.getMediaBox());
        page.setResources(first.getResources());
        document.addPage(page);
        try (var to = new PDPageContentStream(document, page)) {
          say(to, first, 11, 100, 400);
        }
      }),
  AN_IMAGE_OF_TEXT(
      Fault.Kind.DRAWING,
      document -> {
        var image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        draw(
            document,
            (to, page) -> to.drawImage(LosslessFactory.createFromImage(document, image), 100, 400));
      }),
  TEXT_IN_A_FORM_OBJECT(
      Fault.Kind.DRAWING,
      document -> {
        var form = new PDFormXObject(new PDStream(document));
        form.setBBox(new PDRectangle(100, 100));
        draw(document, (to, page) -> to.drawForm(form));
      }),
  A_LAYER_THAT_IS_OFF(
      Fault.Kind.HIDDEN_LAYER,
      document -> {
        var layers = new PDOptionalContentProperties();
        var layer = new PDOptionalContentGroup("layer");
        layers.addGroup(layer);
        layers.setGroupEnabled(layer, false);
        document.getDocumentCatalog().setOCProperties(layers);
        draw(
            document,
            (to, page) -> {
              to.beginMarkedContent(COSName.OC, layer);
              say(to, page, 11, 100, 400);
              to.endMarkedContent();
            });
      }),
  REPLACEMENT_TEXT_OF_MARKED_CONTENT(
      Fault.Kind.ALTERNATIVE_TEXT,
      document -> {
        var properties = new COSDictionary();
        properties.setString(COSName.ACTUAL_TEXT, SECRET());
        draw(
            document,
            (to, page) -> {
              to.beginMarkedContent(
                  COSName.getPDFName("Span"),
                  org.apache.pdfbox.pdmodel.documentinterchange.markedcontent.PDPropertyList.create(
                      properties));
              to.endMarkedContent();
            });
      }),
  ALTERNATIVE_TEXT_OF_A_TAG(
      Fault.Kind.ALTERNATIVE_TEXT, tag(it -> it.setString(COSName.ALT, SECRET()))),
  REPLACEMENT_TEXT_OF_A_TAG(
      Fault.Kind.ALTERNATIVE_TEXT, tag(it -> it.setString(COSName.ACTUAL_TEXT, SECRET()))),
  TITLE_OF_A_TAG(Fault.Kind.UNLISTED, tag(it -> it.setString(COSName.T, SECRET()))),
  TYPE_OF_A_TAG(Fault.Kind.UNLISTED, tag(it -> it.setName(COSName.S, SECRET()))),
  AN_ATTACHED_FILE(
      Fault.Kind.ATTACHMENT,
      document -> {
        var file = new PDComplexFileSpecification();
        file.setFile("original.txt");
        file.setEmbeddedFile(
            new PDEmbeddedFile(document, new ByteArrayInputStream(SECRET().getBytes(US_ASCII))));
        var files = new PDEmbeddedFilesNameTreeNode();
        files.setNames(Map.of("original.txt", file));
        var names = new PDDocumentNameDictionary(document.getDocumentCatalog());
        names.setEmbeddedFiles(files);
        document.getDocumentCatalog().setNames(names);
      }),
  A_SCRIPT_AT_OPENING(
      Fault.Kind.SCRIPT,
      document ->
          document.getDocumentCatalog().setOpenAction(new PDActionJavaScript("app.alert(1)"))),
  AN_ACTION_OF_A_PAGE(
      Fault.Kind.SCRIPT,
      document -> {
        var actions = new PDPageAdditionalActions();
        actions.setO(new PDActionURI());
        document.getPage(0).setActions(actions);
      }),
  A_LINK(
      Fault.Kind.ANNOTATION,
      document -> {
        var link = new PDAnnotationLink();
        link.setRectangle(new PDRectangle(10, 10));
        var action = new PDActionURI();
        action.setURI("https://example.org/" + SECRET());
        link.setAction(action);
        document.getPage(1).setAnnotations(List.of(link));
      }),
  A_NOTE(
      Fault.Kind.ANNOTATION,
      document -> {
        var note = new PDAnnotationText();
        note.setRectangle(new PDRectangle(10, 10));
        note.setContents(SECRET());
        document.getPage(1).setAnnotations(List.of(note));
      }),
  A_FORM_FIELD(
      Fault.Kind.FORM_FIELD,
      document -> {
        var form = new PDAcroForm(document);
        document.getDocumentCatalog().setAcroForm(form);
        var field = new PDTextField(form);
        field.setPartialName("name");
        field.getCOSObject().setString(COSName.V, SECRET());
        form.setFields(List.of(field));
      }),
  THE_AUTHOR(
      Fault.Kind.METADATA, document -> document.getDocumentInformation().setAuthor(SECRET())),
  MORE_METADATA(
      Fault.Kind.METADATA,
      document -> {
        PDMetadata metadata = document.getDocumentCatalog().getMetadata();
        String xml = new String(metadata.toByteArray(), java.nio.charset.StandardCharsets.UTF_8);
        metadata.importXMPMetadata(
            xml.replace("</x:xmpmeta>", "<!-- " + SECRET() + " --></x:xmpmeta>")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }),
  METADATA_OF_A_PAGE(
      Fault.Kind.METADATA,
      document ->
          document
              .getPage(1)
              .getCOSObject()
              .setItem(
                  COSName.METADATA,
                  new PDMetadata(document, new ByteArrayInputStream(SECRET().getBytes(US_ASCII))))),
  PRIVATE_DATA_OF_AN_APPLICATION(
      Fault.Kind.METADATA,
      document -> {
        var data = new COSDictionary();
        data.setString(COSName.getPDFName("Private"), SECRET());
        document.getPage(0).getCOSObject().setItem(COSName.getPDFName("PieceInfo"), data);
      }),
  AN_ENTRY_OF_ANOTHER_KIND(
      Fault.Kind.UNLISTED,
      document ->
          document.getPage(0).getCOSObject().setString(COSName.getPDFName("Note1"), SECRET())),
  A_NAME_AS_A_KEY(
      Fault.Kind.UNLISTED,
      document ->
          document
              .getPage(0)
              .getResources()
              .getCOSObject()
              .setInt(COSName.getPDFName(SECRET()), 1)),
  A_BOOKMARK_MORE(
      Fault.Kind.OUTLINE,
      document -> {
        var item = new PDOutlineItem();
        item.setTitle(SECRET());
        document.getDocumentCatalog().getDocumentOutline().addLast(item);
      }),
  A_FONT_NAMED_AFTER_SOMEONE(
      Fault.Kind.UNLISTED,
      document -> font(document).getCOSObject().setName(COSName.BASE_FONT, "AAAAAA+" + SECRET())),
  LETTERS_THAT_ARE_NOT_THOSE_SHOWN(
      Fault.Kind.FONT,
      document -> {
        COSStream map = font(document).getCOSObject().getCOSStream(COSName.TO_UNICODE);
        String text;
        try (var in = map.createInputStream()) {
          text = new String(in.readAllBytes(), ISO_8859_1);
        }
        try (OutputStream out = map.createOutputStream(COSName.FLATE_DECODE)) {
          // what is drawn as one letter is read as the next
          out.write(
              Pattern.compile("(?m)^(<\\w{4}> (?:<\\w{4}> )?<00)(6\\w)>$")
                  .matcher(text)
                  .replaceAll(it -> it.group(1) + next(it.group(2)) + ">")
                  .getBytes(ISO_8859_1));
        }
      }),
  A_COMMENT_BETWEEN_DRAWING_OPERATORS(
      Fault.Kind.UNREADABLE,
      document -> {
        var stream = new PDStream(document);
        try (OutputStream out = stream.createOutputStream(COSName.FLATE_DECODE)) {
          out.write(document.getPage(0).getContents().readAllBytes());
          out.write(("\n% " + SECRET() + "\n").getBytes(US_ASCII));
        }
        document.getPage(0).setContents(stream);
      }),
  A_NAME_IN_ANOTHER_ARRAY(
      Fault.Kind.UNLISTED,
      document -> {
        var array = new COSArray();
        array.add(new COSString(SECRET()));
        document.getPage(0).getCOSObject().setItem(COSName.A, array);
      }),
  /** Nothing points to it, so that only a reader of all bytes finds it. */
  AN_OBJECT_THAT_NOTHING_REFERS_TO(
      Fault.Kind.ORPHAN,
      ignored -> {},
      pdf -> before(pdf, "startxref", "9999 0 obj\n()\nendobj\n")),
  A_COMMENT_BETWEEN_OBJECTS(
      Fault.Kind.UNREADABLE, ignored -> {}, pdf -> before(pdf, "startxref", "% leak\n")),
  BYTES_BEFORE_THE_FILE(Fault.Kind.UNREADABLE, ignored -> {}, pdf -> before(pdf, "%PDF", "leak\n")),
  BYTES_AFTER_THE_FILE(
      Fault.Kind.UNREADABLE, ignored -> {}, pdf -> joined(pdf, "leak\n".getBytes(US_ASCII))),
  A_REVISION_BEFORE(
      Fault.Kind.REVISION,
      ignored -> {},
      pdf -> {
        try (PDDocument document = Loader.loadPDF(pdf)) {
          COSDictionary page = document.getPage(0).getCOSObject();
          page.setNeedToBeUpdated(true);
          var out = new ByteArrayOutputStream();
          document.saveIncremental(out);
          return out.toByteArray();
        }
      });

  /** How a file is changed before it is signed. */
  interface Change {
    void make(PDDocument document) throws IOException;
  }

  /** The same on its bytes. */
  interface Splice {
    byte[] make(byte[] pdf) throws IOException;
  }

  /** What is drawn on the first page after everything else. */
  interface Drawing {
    void draw(PDPageContentStream to, PDPage page) throws IOException;
  }

  final Fault.Kind expected;
  private final Change change;
  private final Splice splice;

  LeakingFile(Fault.Kind expected, Change change) {
    this(expected, change, pdf -> pdf);
  }

  LeakingFile(Fault.Kind expected, Change change, Splice splice) {
    this.expected = expected;
    this.change = change;
    this.splice = splice;
  }

  /** The sound file with the leak in it, before it is signed. */
  byte[] outOf(byte[] pdf) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      change.make(document);
      var out = new ByteArrayOutputStream();
      document.save(out);
      return splice.make(out.toByteArray());
    }
  }

  private static String SECRET() {
    return "leak";
  }

  private static Change drawn(Drawing drawing) {
    return document -> draw(document, drawing);
  }

  private static void draw(PDDocument document, Drawing drawing) throws IOException {
    PDPage page = document.getPage(0);
    try (var to = new PDPageContentStream(document, page, AppendMode.APPEND, true, true)) {
      drawing.draw(to, page);
    }
  }

  /** Draws letters that the page's first font has, by their codes. */
  private static void say(PDPageContentStream to, PDPage page, float size, float x, float y)
      throws IOException {
    COSName name = page.getResources().getFontNames().iterator().next();
    PDFont font = page.getResources().getFont(name);
    to.beginText();
    to.setFont(font, size);
    to.newLineAtOffset(x, y);
    to.appendRawCommands("<" + code(font, "e") + code(font, "l") + code(font, "e") + "> Tj\n");
    to.endText();
  }

  /** The same with other operators for the place and for what is shown ({@code %1$s}: a letter). */
  private static void say(PDPageContentStream to, PDPage page, String place, String shown)
      throws IOException {
    COSName name = page.getResources().getFontNames().iterator().next();
    to.beginText();
    to.setFont(page.getResources().getFont(name), 11);
    to.appendRawCommands(place + "\n");
    to.appendRawCommands(shown.formatted(code(page.getResources().getFont(name), "e")) + "\n");
    to.endText();
  }

  private static String code(PDFont font, String letter) {
    String face = font.getName().substring(7);
    return String.format("%04x", Faces.shape(face, letter).orElseThrow().glyph());
  }

  private static String next(String hexadecimal) {
    return String.format("%02X", Integer.parseInt(hexadecimal, 16) + 1);
  }

  private static PDFont font(PDDocument document) throws IOException {
    var resources = document.getPage(0).getResources();
    return resources.getFont(resources.getFontNames().iterator().next());
  }

  private static Change tag(java.util.function.Consumer<COSDictionary> change) {
    return document -> {
      COSDictionary node = document.getDocumentCatalog().getStructureTreeRoot().getCOSObject();
      for (int depth = 0; depth < 3; depth++) {
        var kids = node.getDictionaryObject(COSName.K);
        var kid = kids instanceof COSArray array ? array.getObject(0) : kids;
        node = (COSDictionary) (kid instanceof COSObject object ? object.getObject() : kid);
      }
      change.accept(node);
    };
  }

  private static byte[] before(byte[] pdf, String word, String text) {
    int at = new String(pdf, ISO_8859_1).lastIndexOf(word);
    return joined(
        joined(Arrays.copyOf(pdf, at), text.getBytes(US_ASCII)),
        Arrays.copyOfRange(pdf, at, pdf.length));
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}
