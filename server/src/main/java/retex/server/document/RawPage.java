package retex.server.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one page's content draws: runs of text and painted areas, each with its place in the order
 * of drawing. An operator that this product never writes is noted as a fault, not passed over.
 */
final class RawPage {

  /** Text drawn by one operator. {@code tag} is its marked content, -1 in an artifact or none. */
  record Run(
      int order,
      int tag,
      boolean artifact,
      String text,
      Box box,
      double size,
      double[] colour,
      Box clip) {

    /** Without the text. */
    @Override
    public String toString() {
      return "Run[" + order + "]";
    }
  }

  /** An area that was painted. */
  record Area(int order, Box box, double[] colour) {}

  private final RawFile file;
  private final int number;
  private final Box sheet;
  private final Raw resources;
  private final Map<String, RawFont> fonts = new HashMap<>();
  private final List<Run> runs = new ArrayList<>();
  private final List<Area> areas = new ArrayList<>();
  private final List<Fault> faults = new ArrayList<>();
  private final Ink ink;

  RawPage(RawFile file, int number, Raw page, Map<Raw, RawFont> known) {
    this.file = file;
    this.number = number;
    this.resources = file.resolved(page, "Resources");
    List<Raw> media = file.resolved(page, "MediaBox").array();
    this.sheet =
        new Box(
            media.get(0).number(),
            media.get(1).number(),
            media.get(2).number(),
            media.get(3).number());
    file.resolved(resources, "Font")
        .dict()
        .forEach(
            (name, font) ->
                fonts.put(
                    name, known.computeIfAbsent(font, it -> new RawFont(file, file.resolved(it)))));
    this.ink = new Ink(this, sheet);
    Raw contents = file.resolved(page, "Contents");
    if (contents instanceof Raw.Array) {
      contents.array().forEach(part -> ink.draw(file.resolved(part).bytes()));
    } else {
      ink.draw(contents.bytes());
    }
  }

  int number() {
    return number;
  }

  Box sheet() {
    return sheet;
  }

  List<Run> runs() {
    return runs;
  }

  List<Area> areas() {
    return areas;
  }

  List<Fault> faults() {
    return faults;
  }

  RawFont font(String name) {
    RawFont font = fonts.get(name);
    if (font == null) {
      throw new Raw.Malformed("unknown font", number);
    }
    return font;
  }

  /** A property list, inline or by its name in the resources. */
  Raw properties(Raw operand) {
    return operand instanceof Raw.Name
        ? file.resolved(file.resolved(resources, "Properties").at(operand.name()))
        : operand;
  }

  void fault(Fault.Kind kind) {
    Fault fault = new Fault(kind, number, "");
    if (!faults.contains(fault)) {
      faults.add(fault);
    }
  }

  void add(Run run) {
    runs.add(run);
  }

  void add(Area area) {
    areas.add(area);
  }
}
