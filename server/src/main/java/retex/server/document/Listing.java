package retex.server.document;

import static retex.server.document.Fault.Kind.ALTERNATIVE_TEXT;
import static retex.server.document.Fault.Kind.ANNOTATION;
import static retex.server.document.Fault.Kind.ATTACHMENT;
import static retex.server.document.Fault.Kind.DRAWING;
import static retex.server.document.Fault.Kind.FORM_FIELD;
import static retex.server.document.Fault.Kind.HIDDEN_LAYER;
import static retex.server.document.Fault.Kind.METADATA;
import static retex.server.document.Fault.Kind.ORPHAN;
import static retex.server.document.Fault.Kind.OUTLINE;
import static retex.server.document.Fault.Kind.SCRIPT;
import static retex.server.document.Fault.Kind.UNLISTED;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What may be in a file at all: a list of every entry, name and text that this product writes. What
 * is not on it is a fault of the kind that it looks like, or {@code UNLISTED}.
 */
final class Listing {

  private static final Set<String> ENTRIES =
      words(
          """
          A AcroForm Alt Annots AP Ascent BBox BaseFont ByteRange CIDSet CIDSystemInfo CIDToGIDMap
          CapHeight Contents Count DescendantFonts Descent Dest DestOutputProfile DisplayDocTitle DW
          Encoding F FT Fields Filter First Flags Font FontBBox FontDescriptor FontFile2 FontName
          FontWeight ID Index Info ItalicAngle K Kids Lang Last Length Length1 ListNumbering M MCID
          MarkInfo Marked MediaBox Metadata N Next Nums O Ordering Outlines OutputCondition
          OutputConditionIdentifier OutputIntents P Pages Parent ParentTree ParentTreeNextKey Pg Prev
          Rect Registry RegistryName Resources RoleMap Root S Scope SigFlags Size StemV StructParents
          StructTreeRoot SubFilter Subtype Supplement T Tabs Title ToUnicode Type V Version
          ViewerPreferences W XHeight ColSpan RowSpan
          Annotation Artifact Bibliography Chart Diagram DropCap EndNote FootNote InlineShape Outline
          Strikeout Subscript Superscript Underline""");
  private static final Set<String> NAMES =
      words(
          """
          Span P BibEntry Figure Note Fit Identity-H Sig Adobe.PPKLite FlateDecode Decimal Disc None
          List Table Caption Div Document GTS_PDFA1 H1 H2 H3 L LBody LI Lbl TBody TD TFoot TH THead TR
          Column Row ETSI.CAdES.detached CIDFontType2 Form Type0 Widget XML S Annot Catalog Font
          FontDescriptor Layout MCR Metadata ObjStm Outlines OutputIntent Page Pages StructElem
          StructTreeRoot XObject XRef 1.7""");
  private static final Map<String, Fault.Kind> KNOWN_DANGERS =
      dangers(
          Map.of(
              ATTACHMENT, "Names EmbeddedFiles EF AF FS Filespec EmbeddedFile Collection",
              SCRIPT,
                  "JS JavaScript AA OpenAction URI Launch GoToR GoToE SubmitForm ImportData Named",
              FORM_FIELD, "XFA Tx Btn Ch TU TM DV Opt DA DR Lock SV",
              HIDDEN_LAYER, "OC OCProperties OCG OCMD OCGs",
              METADATA,
                  "PieceInfo LastModified Author Subject Keywords Creator Producer CreationDate"
                      + " ModDate Trapped Private",
              ALTERNATIVE_TEXT, "ActualText Alt E",
              DRAWING, "ExtGState Pattern Shading ColorSpace SMask Image Group Type3 CharProcs",
              ANNOTATION, "Popup Text FreeText Link Highlight Stamp Ink Square RC NM"));
  private static final Pattern FONT =
      Pattern.compile("[A-Z]{6}\\+NotoSans(?:Arabic)?-(?:Regular|Bold)");
  private static final Pattern FONT_KEY = Pattern.compile("F\\d{1,2}");
  private static final Set<String> STREAMS =
      Set.of(
          "Contents",
          "FontFile2",
          "ToUnicode",
          "CIDToGIDMap",
          "CIDSet",
          "DestOutputProfile",
          "Metadata",
          "N");
  private static final Map<String, String> TEXTS =
      Map.of(
          "Info", "sRGB IEC61966-2.1",
          "OutputCondition", "sRGB IEC61966-2.1",
          "OutputConditionIdentifier", "sRGB IEC61966-2.1",
          "RegistryName", "http://www.color.org",
          "Registry", "Adobe",
          "Ordering", "Identity",
          "T", "Signature1");

  private final RawFile file;
  private final Content content;
  private final Edition edition;
  private final Set<Fault.Kind> kinds = new LinkedHashSet<>();
  private final Map<Integer, String> reached = new HashMap<>();
  private final List<String> alternatives = new ArrayList<>(); // not yet met

  private Listing(RawFile file, Content content, Edition edition) {
    this.file = file;
    this.content = content;
    this.edition = edition;
    content.alternatives().forEach(it -> alternatives.add(it.text()));
  }

  static List<Fault> faults(RawFile file, Content content, Edition edition) {
    var listing = new Listing(file, content, edition);
    listing.reach();
    listing.definitions();
    listing.annotations();
    listing.outline();
    listing.metadata();
    return listing.kinds.stream().map(kind -> new Fault(kind, 0, "")).toList();
  }

  /** By which entry each object is reached from the last trailer. */
  private void reach() {
    Deque<Map.Entry<String, Raw>> next = new ArrayDeque<>();
    next.add(Map.entry("", file.trailers().get(file.trailers().size() - 1)));
    while (!next.isEmpty()) {
      Map.Entry<String, Raw> it = next.poll();
      Raw value = it.getValue();
      if (value instanceof Raw.Ref ref) {
        if (reached.putIfAbsent(ref.object(), it.getKey()) == null) {
          next.add(Map.entry(it.getKey(), file.resolved(ref)));
        }
        continue;
      }
      value.dict().forEach((key, part) -> next.add(Map.entry(key, part)));
      value.array().forEach(part -> next.add(Map.entry(it.getKey(), part)));
    }
  }

  private void definitions() {
    var seen = new HashSet<String>();
    for (RawFile.Definition it : file.definitions()) {
      String type = it.value().at("Type").name();
      boolean serves = type.equals("ObjStm") || type.equals("XRef");
      String by = reached.get(it.number());
      if (by == null && !serves) {
        kinds.add(ORPHAN);
      }
      if (!seen.add(it.revision() + ":" + it.number())) {
        kinds.add(Fault.Kind.REVISION); // two objects of one number: readers differ
      }
      if (it.value() instanceof Raw.Stream && !serves && !STREAMS.contains(String.valueOf(by))) {
        kinds.add(UNLISTED);
      }
      if (it.value() instanceof Raw.Stream stream
          && stream.at("Subtype").name().equals("Form")
          && stream.bytes().length > 0) {
        kinds.add(DRAWING); // the appearance of the signature draws nothing
      }
      check("", it.value());
    }
    file.trailers().forEach(it -> check("", it));
  }

  private void check(String key, Raw value) {
    if (value instanceof Raw.Name name) {
      boolean listed =
          key.equals("BaseFont") || key.equals("FontName")
              ? FONT.matcher(name.name()).matches()
              : NAMES.contains(name.name());
      if (!listed) {
        kinds.add(KNOWN_DANGERS.getOrDefault(name.name(), UNLISTED));
      }
    } else if (value instanceof Raw.Text text) {
      text(key, text);
    }
    value
        .dict()
        .forEach(
            (entry, part) -> {
              if (!ENTRIES.contains(entry) && !FONT_KEY.matcher(entry).matches()) {
                kinds.add(KNOWN_DANGERS.getOrDefault(entry, UNLISTED));
              }
              check(entry, part);
            });
    value.array().forEach(part -> check(key, part));
  }

  private void text(String key, Raw.Text text) {
    boolean listed =
        switch (key) {
          case "Lang" -> text.text().equals(content.language());
          case "Title" -> Bookmarks.titles(content).contains(text.text());
          case "Alt" -> alternatives.remove(text.text());
          case "M" -> text.text().startsWith("D:" + edition.day().toString().replace("-", ""));
          case "ID" -> text.bytes().length == 16 || text.bytes().length == 32;
          case "Contents" -> text.bytes().length == Signing.ROOM;
          default -> text.text().equals(TEXTS.get(key));
        };
    if (!listed) {
      kinds.add(key.equals("Title") ? OUTLINE : KNOWN_DANGERS.getOrDefault(key, UNLISTED));
    }
  }

  private void annotations() {
    int widgets = 0;
    for (RawFile.Definition it : file.definitions()) {
      String subtype = it.value().at("Subtype").name();
      boolean isAnnotation =
          it.value().at("Type").name().equals("Annot") || it.value().at("Rect") != Raw.NOTHING;
      if (isAnnotation && !subtype.equals("Widget")) {
        kinds.add(ANNOTATION);
      } else if (isAnnotation && !it.value().at("FT").name().equals("Sig")) {
        kinds.add(FORM_FIELD);
      }
      widgets += isAnnotation ? 1 : 0;
    }
    Raw form = file.resolved(file.root(), "AcroForm");
    if (widgets > 1 || file.resolved(form, "Fields").array().size() > 1) {
      kinds.add(FORM_FIELD);
    }
  }

  private void outline() {
    var titles = new ArrayList<String>();
    Raw item = file.resolved(file.resolved(file.root(), "Outlines"), "First");
    for (int i = 0; item != Raw.NOTHING && i < 1_000; i++) {
      if (item.at("Title") instanceof Raw.Text title) {
        titles.add(title.text());
      }
      if (item.at("First") != Raw.NOTHING || item.at("A") != Raw.NOTHING) {
        kinds.add(OUTLINE);
      }
      item = file.resolved(item, "Next");
    }
    if (!titles.equals(Bookmarks.titles(content))) {
      kinds.add(OUTLINE);
    }
  }

  private void metadata() {
    int found = 0;
    byte[] expected = Metadata.xml(content, edition).getBytes(StandardCharsets.UTF_8);
    for (RawFile.Definition it : file.definitions()) {
      if (it.value().at("Type").name().equals("Metadata")
          || "Metadata".equals(reached.get(it.number()))) {
        found++;
        if (!Arrays.equals(it.value().bytes(), expected)) {
          kinds.add(METADATA);
        }
      }
    }
    boolean hasInfo = file.trailers().stream().anyMatch(it -> it.at("Info") != Raw.NOTHING);
    if (found != 1 || hasInfo) {
      kinds.add(METADATA);
    }
  }

  private static Set<String> words(String text) {
    return Set.of(text.split("\\s+"));
  }

  private static Map<String, Fault.Kind> dangers(Map<Fault.Kind, String> names) {
    var dangers = new HashMap<String, Fault.Kind>();
    names.forEach((kind, words) -> words(words).forEach(word -> dangers.put(word, kind)));
    return Map.copyOf(dangers);
  }
}
