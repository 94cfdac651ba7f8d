package retex.server.document;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a file says by its tags: the text of each tagged element in reading order, and that of each
 * page's artifacts. Text that stands in neither is a fault.
 */
final class RawText {

  /** The text of one element ({@code tag} is its type), by the lines in which it is drawn. */
  record Leaf(int page, String tag, List<String> lines) {

    String text() {
      return String.join(" ", lines);
    }

    /** Without the text. */
    @Override
    public String toString() {
      return "Leaf[" + page + ", " + tag + "]";
    }
  }

  private final RawFile file;
  private final Map<Raw, RawFont> fonts = new HashMap<>();
  private final List<RawPage> pages = new ArrayList<>();
  private final Map<Integer, Integer> pageOfObject = new HashMap<>();
  private final List<Map<Integer, List<String>>> tagged = new ArrayList<>();
  private final List<Leaf> leaves = new ArrayList<>();
  private final List<Fault> faults = new ArrayList<>();
  private final Set<Raw> visited = new HashSet<>();
  private final List<String> figures = new ArrayList<>();

  RawText(RawFile file) {
    this.file = file;
    pages(file.root().at("Pages"), 0);
    for (RawPage page : pages) {
      var texts = new HashMap<Integer, List<String>>();
      for (RawPage.Run run : page.runs()) {
        if (run.tag() >= 0) {
          texts.computeIfAbsent(run.tag(), any -> new ArrayList<>()).add(run.text());
        } else if (!run.artifact()) {
          faults.add(new Fault(Fault.Kind.TEXT_DIFFERS, page.number(), ""));
        }
      }
      tagged.add(texts);
    }
    Raw tree = file.resolved(file.root(), "StructTreeRoot");
    children(tree.at("K"), "", 0);
    for (int i = 0; i < pages.size(); i++) {
      if (!tagged.get(i).isEmpty()) { // drawn, but not in the tree
        faults.add(new Fault(Fault.Kind.TEXT_DIFFERS, i + 1, ""));
      }
    }
  }

  boolean fontsAreHonest() throws IOException {
    for (RawFont font : fonts.values()) {
      if (!font.isHonest()) {
        return false;
      }
    }
    return true;
  }

  List<RawPage> pages() {
    return pages;
  }

  List<Leaf> leaves() {
    return leaves;
  }

  /** What stands for each figure, in reading order. */
  List<String> figures() {
    return figures;
  }

  List<Fault> faults() {
    return faults;
  }

  /** The artifacts of a page in the order in which they are drawn. */
  static String artifacts(RawPage page) {
    var text = new StringBuilder();
    page.runs().stream().filter(RawPage.Run::artifact).forEach(run -> text.append(run.text()));
    return text.toString();
  }

  private void pages(Raw reference, int depth) {
    Raw node = file.resolved(reference);
    if (depth > 20 || !visited.add(reference)) {
      throw new Raw.Malformed("page tree", depth);
    }
    if (node.at("Type").name().equals("Page")) {
      pages.add(new RawPage(file, pages.size() + 1, node, fonts));
      if (reference instanceof Raw.Ref ref) {
        pageOfObject.put(ref.object(), pages.size());
      }
    } else {
      file.resolved(node, "Kids").array().forEach(kid -> pages(kid, depth + 1));
    }
  }

  private void children(Raw kids, String tag, int page) {
    Raw value = file.resolved(kids);
    if (value instanceof Raw.Array) {
      for (Raw kid : value.array()) {
        child(kid, tag, page);
      }
    } else {
      child(kids, tag, page);
    }
  }

  private void child(Raw reference, String tag, int page) {
    Raw kid = file.resolved(reference);
    if (kid instanceof Raw.Number number) {
      content((int) number.number(), tag, page);
    } else if (kid.at("Type").name().equals("MCR")) {
      content((int) kid.at("MCID").number(), tag, page(kid, page));
    } else if (kid.at("S") != Raw.NOTHING && visited.add(reference)) {
      if (kid.at("S").name().equals("Figure") || kid.at("Alt") != Raw.NOTHING) {
        figures.add(file.resolved(kid, "Alt") instanceof Raw.Text text ? text.text() : "");
      }
      children(kid.at("K"), kid.at("S").name(), page(kid, page));
    } else if (kid != Raw.NOTHING) {
      throw new Raw.Malformed("structure tree", 0);
    }
  }

  private int page(Raw node, int above) {
    return node.at("Pg") instanceof Raw.Ref ref
        ? pageOfObject.getOrDefault(ref.object(), above)
        : above;
  }

  private void content(int id, String tag, int page) {
    List<String> lines = page == 0 ? null : tagged.get(page - 1).remove(id);
    if (lines != null) {
      leaves.add(new Leaf(page, tag, List.copyOf(lines)));
    }
  }
}
