package retex.server.document;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdfparser.PDFStreamParser;
import org.apache.pdfbox.pdfwriter.ContentStreamWriter;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureNode;

/**
 * Makes of what the typesetting library wrote the one file that this content and edition have: its
 * own metadata, no day or identifier of the machine, no empty artifacts, the recipient's mark, and
 * bookmarks.
 */
final class Finish {

  private Finish() {}

  /** Of a document that is set but not yet written: its fonts are cut down as it is written. */
  static byte[] of(PDDocument document, Content content, Edition edition) throws IOException {
    for (PDPage page : document.getPages()) {
      rewrite(document, page, edition.mark());
    }
    if (Typesetter.isRightToLeft(content.language())) {
      reverseRows(document.getDocumentCatalog().getStructureTreeRoot());
    }
    new Bookmarks(document, content).write();
    document.getDocument().getTrailer().removeItem(COSName.INFO);
    var metadata = new PDMetadata(document);
    metadata.importXMPMetadata(Metadata.xml(content, edition).getBytes(StandardCharsets.UTF_8));
    document.getDocumentCatalog().setMetadata(metadata);
    document.getDocument().getTrailer().removeItem(COSName.ID);
    document.setDocumentId(identifier(edition));
    var out = new ByteArrayOutputStream();
    document.save(out);
    return out.toByteArray();
  }

  /** Of the mark alone: nothing of the hour or the machine. */
  static long identifier(Edition edition) {
    return java.nio.ByteBuffer.wrap(edition.mark()).getLong();
  }

  /** Columns are set from right to left by writing them in reverse; they are read in order. */
  private static void reverseRows(PDStructureNode node) {
    List<Object> kids = node.getKids();
    if (node instanceof PDStructureElement row && "TR".equals(row.getStructureType())) {
      Collections.reverse(kids);
      row.setKids(kids);
    }
    for (Object kid : kids) {
      if (kid instanceof PDStructureNode below) {
        reverseRows(below);
      }
    }
  }

  private static void rewrite(PDDocument document, PDPage page, byte[] mark) throws IOException {
    List<Object> tokens = new PDFStreamParser(page).parse();
    var out = new ArrayList<Object>();
    COSDictionary fonts = page.getResources().getCOSObject().getCOSDictionary(COSName.FONT);
    String face = "";
    for (Object token : tokens) {
      out.add(token);
      if (!(token instanceof Operator operator)) {
        continue;
      }
      switch (operator.getName()) {
        case "BDC" -> plainArtifact(out);
        case "EMC" -> dropIfEmpty(out);
        case "Tf" -> face = face(fonts, (COSName) out.get(out.size() - 3));
        case "Tj" -> mark(out, face, mark);
        default -> {}
      }
    }
    page.getResources().getCOSObject().removeItem(COSName.PROPERTIES);
    var stream = new PDStream(document);
    try (OutputStream to = stream.createOutputStream(COSName.FLATE_DECODE)) {
      new ContentStreamWriter(to).writeTokens(out);
    }
    page.setContents(stream);
  }

  /** Artifacts need no properties; those of the library say only what box they fill. */
  private static void plainArtifact(List<Object> out) {
    int at = out.size() - 3;
    if (out.get(at) instanceof COSName tag && tag.getName().equals("Artifact")) {
      out.subList(at + 1, out.size()).clear();
      out.add(Operator.getOperator("BMC"));
    }
  }

  private static void dropIfEmpty(List<Object> out) {
    int at = out.size() - 2;
    if (at > 0 && out.get(at) instanceof Operator before && before.getName().equals("BMC")) {
      out.subList(at - 1, out.size()).clear();
    }
  }

  private static String face(COSDictionary fonts, COSName name) {
    return fonts.getCOSDictionary(name).getNameAsString(COSName.BASE_FONT);
  }

  private static void mark(List<Object> out, String face, byte[] mark) {
    int at = out.size() - 2;
    if (out.get(at) instanceof COSString text) {
      COSArray parts = LetterMark.marked(text.getBytes(), glyph -> Faces.letter(face, glyph), mark);
      if (parts.size() > 1) {
        out.set(at, parts);
        out.set(at + 1, Operator.getOperator("TJ"));
      }
    }
  }
}
