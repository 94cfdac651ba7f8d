package retex.server.document;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

/** The text of each page as a person would copy it, by a reader that is not ours. */
public record ReadBack(List<String> pages) {

  public ReadBack {
    pages = List.copyOf(pages);
  }

  /** Reads a PDF. */
  static ReadBack of(byte[] pdf) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      var stripper = new PDFTextStripper();
      stripper.setSortByPosition(true);
      var pages = new ArrayList<String>();
      for (int page = 1; page <= document.getNumberOfPages(); page++) {
        stripper.setStartPage(page);
        stripper.setEndPage(page);
        pages.add(stripper.getText(document));
      }
      return new ReadBack(pages);
    }
  }

  /** Without the text. */
  @Override
  public String toString() {
    return "ReadBack[" + pages.size() + " pages]";
  }
}
