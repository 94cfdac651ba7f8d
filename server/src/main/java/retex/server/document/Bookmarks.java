package retex.server.document;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureNode;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.destination.PDPageFitDestination;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineNode;

/** Bookmarks: the content's headings of level 2, each at the page on which it stands. */
final class Bookmarks {

  private final PDDocument document;
  private final Content content;

  Bookmarks(PDDocument document, Content content) {
    this.document = document;
    this.content = content;
  }

  void write() {
    List<PDPage> pages = pagesOf("H2");
    List<String> titles = titles(content);
    if (titles.isEmpty()) {
      return;
    }
    if (pages.size() != titles.size()) {
      throw new IllegalStateException("headings " + titles.size() + ", tagged " + pages.size());
    }
    var outline = new PDDocumentOutline();
    for (int i = 0; i < titles.size(); i++) {
      add(outline, titles.get(i), pages.get(i));
    }
    document.getDocumentCatalog().setDocumentOutline(outline);
  }

  /** What the bookmarks of a content say, in order. */
  static List<String> titles(Content content) {
    var titles = new ArrayList<String>();
    for (Content.Block block : content.blocks()) {
      block.<Boolean>fold(
          it -> it.level() == 2 && titles.add(it.text()),
          it -> false,
          it -> false,
          it -> false,
          it -> false);
    }
    return titles;
  }

  private static void add(PDOutlineNode to, String title, PDPage page) {
    var destination = new PDPageFitDestination();
    destination.setPage(page);
    var item = new PDOutlineItem();
    item.setTitle(title);
    item.setDestination(destination);
    to.addLast(item);
  }

  private List<PDPage> pagesOf(String type) {
    var pages = new ArrayList<PDPage>();
    Deque<Object> next = new ArrayDeque<>();
    next.push(document.getDocumentCatalog().getStructureTreeRoot());
    while (!next.isEmpty()) {
      Object node = next.pop();
      if (node instanceof PDStructureElement element && type.equals(element.getStructureType())) {
        pages.add(element.getPage());
      } else if (node instanceof PDStructureNode parent) {
        List<Object> kids = parent.getKids();
        for (int i = kids.size() - 1; i >= 0; i--) {
          next.push(kids.get(i));
        }
      }
    }
    return pages;
  }
}
