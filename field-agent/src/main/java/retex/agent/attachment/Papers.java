package retex.agent.attachment;

import static retex.agent.attachment.AttachmentRefusal.ATTACHMENT_PROTECTED;
import static retex.agent.attachment.AttachmentRefusal.ATTACHMENT_TYPE_UNFIT;
import static retex.agent.attachment.AttachmentRefusal.ATTACHMENT_UNREADABLE;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import retex.refusal.RefusedException;

/**
 * A document without what its programs and writers left in it: properties, XMP, earlier versions,
 * signatures, names on annotations, attached files, scripts and links, and what cameras wrote into
 * the photographs inside. The same document gives the same bytes again. Works in memory alone.
 */
final class Papers {

  /** Keys that tell of people and programs wherever they stand. */
  private static final List<String> TOLD =
      List.of(
          "Metadata",
          "PieceInfo",
          "LastModified",
          "CreationDate",
          "ModDate",
          "OpenAction",
          "JavaScript",
          "EmbeddedFiles",
          "Collection",
          "Perms",
          "DSS",
          "XFA",
          "CreatorInfo",
          "SpiderInfo");

  /** Keys that are names of fonts, pictures or letters elsewhere. */
  private static final List<String> TOLD_ON_PAGES = List.of("AA", "AF", "Thumb");

  private static final List<String> TOLD_OF_NOTES = List.of("T", "M", "NM", "AA");

  /** What a reader would do or fetch when somebody clicks. */
  private static final Set<String> ACTIONS =
      Set.of(
          "JavaScript", "Launch", "SubmitForm", "ImportData", "URI", "GoToR", "GoToE", "Rendition");

  private Papers() {}

  static synchronized byte[] of(byte[] file) {
    try (PDDocument document = Loader.loadPDF(file)) {
      if (document.isEncrypted()) {
        throw ATTACHMENT_PROTECTED.at("PDF").asException();
      }
      if (document.getNumberOfPages() == 0) {
        throw ATTACHMENT_UNREADABLE.at("PDF").asException();
      }
      COSDictionary trailer = document.getDocument().getTrailer();
      trailer.removeItem(COSName.INFO);
      trailer.removeItem(COSName.ID);
      everythingUnder(trailer);
      document.setDocumentId(1L); // else the clock would make each copy another
      var out = new ByteArrayOutputStream();
      document.save(out, CompressParameters.NO_COMPRESSION);
      return out.toByteArray();
    } catch (InvalidPasswordException e) {
      throw ATTACHMENT_PROTECTED.at("PDF").asException();
    } catch (IOException | RuntimeException damaged) {
      if (damaged instanceof RefusedException refused) {
        throw refused;
      }
      throw ATTACHMENT_UNREADABLE.at("PDF").asException();
    } catch (OutOfMemoryError | StackOverflowError tooMuch) { // it was made to unpack without end
      throw ATTACHMENT_UNREADABLE.at("memory").asException();
    }
  }

  private static void everythingUnder(COSBase root) throws IOException {
    Set<COSBase> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<COSBase> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      COSBase next = open.pop();
      COSBase it = next instanceof COSObject reference ? reference.getObject() : next;
      if (it == null || !seen.add(it)) {
        continue;
      }
      if (it instanceof COSArray array) {
        array.forEach(item -> add(open, item));
      } else if (it instanceof COSDictionary dictionary) {
        clean(dictionary);
        if (it instanceof COSStream stream) {
          cleanPhotograph(stream);
        }
        dictionary.getValues().forEach(item -> add(open, item));
      }
    }
  }

  private static void add(Deque<COSBase> open, COSBase item) {
    if (item instanceof COSObject || item instanceof COSArray || item instanceof COSDictionary) {
      open.push(item);
    }
  }

  private static void clean(COSDictionary it) {
    boolean isSignature =
        it.containsKey("ByteRange") || COSName.SIG.equals(it.getCOSName(COSName.TYPE));
    boolean isFile = it.containsKey("EF") && (it.containsKey("F") || it.containsKey("UF"));
    if (isSignature || isFile || ACTIONS.contains(String.valueOf(it.getNameAsString("S")))) {
      it.clear();
    }
    remove(it, TOLD);
    COSName type = it.getCOSName(COSName.TYPE);
    if (COSName.PAGE.equals(type) || COSName.CATALOG.equals(type)) {
      remove(it, TOLD_ON_PAGES);
    }
    boolean isNote = it.containsKey("Rect") && it.containsKey("Subtype");
    if (isNote && !"Widget".equals(it.getNameAsString("Subtype"))) {
      remove(it, TOLD_OF_NOTES);
    }
  }

  private static void remove(COSDictionary it, List<String> keys) {
    keys.forEach(key -> it.removeItem(COSName.getPDFName(key)));
  }

  private static void cleanPhotograph(COSStream stream) throws IOException {
    List<String> filters = filters(stream);
    if (filters.contains("JPXDecode")) {
      throw ATTACHMENT_TYPE_UNFIT.at("JPEG 2000").asException();
    }
    boolean isJpeg = filters.contains("DCTDecode") || filters.contains("DCT");
    if (!isJpeg) {
      return;
    }
    byte[] jpeg;
    try (InputStream in = new PDStream(stream).createInputStream(List.of("DCTDecode", "DCT"))) {
      jpeg = Segments.stripped(in.readAllBytes());
    }
    if (jpeg.length == 0) {
      throw ATTACHMENT_UNREADABLE.at("PDF").asException();
    }
    try (OutputStream out = stream.createRawOutputStream()) {
      out.write(jpeg);
    }
    stream.setItem(COSName.FILTER, COSName.DCT_DECODE);
    stream.removeItem(COSName.DECODE_PARMS);
  }

  private static List<String> filters(COSStream stream) {
    COSBase filters = stream.getFilters();
    if (filters instanceof COSName one) {
      return List.of(one.getName());
    }
    var names = new ArrayList<String>();
    if (filters instanceof COSArray array) {
      for (int i = 0; i < array.size(); i++) {
        names.add(String.valueOf(array.getName(i)));
      }
    }
    return names;
  }
}
