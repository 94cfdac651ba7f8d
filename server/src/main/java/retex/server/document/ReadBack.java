package retex.server.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

/**
 * What a finished file says, by two readers: the text as a person would copy it, and every string
 * in the file's objects (title, metadata, alternative texts), seen or not.
 */
public record ReadBack(String text, List<String> strings) {

  public ReadBack {
    strings = List.copyOf(strings);
  }

  /** Reads a PDF. */
  public static ReadBack of(byte[] pdf) {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      var stripper = new PDFTextStripper();
      stripper.setSortByPosition(true);
      String seen = stripper.getText(document);
      var strings = new ArrayList<String>();
      for (var key : document.getDocument().getXrefTable().keySet()) {
        COSObject object = document.getDocument().getObjectFromPool(key);
        collect(object.getObject(), strings, 0);
      }
      collect(document.getDocument().getTrailer(), strings, 0);
      return new ReadBack(seen, strings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything either reader found, as one text. */
  public String everything() {
    return text + "\n" + String.join("\n", strings);
  }

  private static void collect(
      @org.jspecify.annotations.Nullable COSBase base, List<String> strings, int depth)
      throws IOException {
    if (depth > 6) {
      return;
    }
    if (base instanceof COSString string) {
      strings.add(string.getString());
    } else if (base instanceof COSStream stream) {
      collectEntries(stream, strings, depth);
      if ("XML".equals(stream.getNameAsString("Subtype"))) {
        strings.add(stream.toTextString());
      }
    } else if (base instanceof COSDictionary dictionary) {
      collectEntries(dictionary, strings, depth);
    } else if (base instanceof COSArray array) {
      for (COSBase item : array) {
        collect(item, strings, depth + 1);
      }
    }
  }

  private static void collectEntries(COSDictionary dictionary, List<String> strings, int depth)
      throws IOException {
    for (var entry : dictionary.entrySet()) {
      if (!entry.getKey().getName().equals("ID")) { // random bytes, no text
        collect(entry.getValue(), strings, depth + 1);
      }
    }
  }
}
