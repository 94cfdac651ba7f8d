package retex.server.document;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A document's whole content, in one language ({@code en}, {@code fr} or {@code ar}), as it will be
 * read. Every word of the finished file stands in it. {@code named} are the places made for a name;
 * {@code narratives} the blocks (counted from 1) in which people's own words stand.
 */
public record Content(
    String language,
    String title,
    String footer,
    List<Block> blocks,
    List<Named> named,
    Set<Integer> narratives) {

  public Content {
    blocks = List.copyOf(blocks);
    named = List.copyOf(named);
    narratives = Collections.unmodifiableSortedSet(new TreeSet<>(narratives));
  }

  /** Without names and narratives. */
  public Content(String language, String title, String footer, List<Block> blocks) {
    this(language, title, footer, blocks, List.of(), Set.of());
  }

  /** A place that was made for a name, as {@link Piece#place} says it. */
  public record Named(String place, String name) {}

  /**
   * One text and its place: {@code title}, {@code footer}, or the block's number and where in it,
   * such as {@code 4.row.2.1}.
   */
  public record Piece(String place, int block, String text) {

    /** Without the text. */
    @Override
    public String toString() {
      return "Piece[" + place + "]";
    }
  }

  /** Every text with its place, in reading order, the footer last. */
  public List<Piece> pieces() {
    var pieces = new ArrayList<Piece>();
    pieces.add(new Piece("title", 0, title));
    for (int i = 0; i < blocks.size(); i++) {
      int number = i + 1;
      blocks.get(i).places().forEach((at, text) -> pieces.add(piece(number, at, text)));
    }
    pieces.add(new Piece("footer", 0, footer));
    return pieces;
  }

  private static Piece piece(int number, String at, String text) {
    return new Piece(at.isEmpty() ? Integer.toString(number) : number + "." + at, number, text);
  }

  /** What stands for the drawings where they cannot be seen, in reading order. */
  public List<Piece> alternatives() {
    var pieces = new ArrayList<Piece>();
    for (int i = 0; i < blocks.size(); i++) {
      int number = i + 1;
      blocks.get(i).alternatives().forEach((at, text) -> pieces.add(piece(number, at, text)));
    }
    return pieces;
  }

  /** Every text in reading order: title, blocks, footer. */
  public List<String> texts() {
    return pieces().stream().map(Piece::text).toList();
  }

  /** One part of a document. */
  public sealed interface Block {

    /** Each text by its place in the block, in reading order. */
    Map<String, String> places();

    default List<String> texts() {
      return List.copyOf(places().values());
    }

    /** What stands for each drawing of the block where it cannot be seen, by its place. */
    default Map<String, String> alternatives() {
      return Map.of();
    }

    <T> T fold(
        Function<Heading, T> ifHeading,
        Function<Paragraph, T> ifParagraph,
        Function<Items, T> ifItems,
        Function<Table, T> ifTable,
        Function<Bars, T> ifBars);
  }

  /** A heading of level 2 or 3. */
  public record Heading(int level, String text) implements Block {
    @Override
    public Map<String, String> places() {
      return Map.of("", text);
    }

    @Override
    public <T> T fold(
        Function<Heading, T> ifHeading,
        Function<Paragraph, T> ifParagraph,
        Function<Items, T> ifItems,
        Function<Table, T> ifTable,
        Function<Bars, T> ifBars) {
      return ifHeading.apply(this);
    }
  }

  /** A paragraph; {@code quiet} for notes. */
  public record Paragraph(String text, boolean quiet) implements Block {
    @Override
    public Map<String, String> places() {
      return Map.of("", text);
    }

    @Override
    public <T> T fold(
        Function<Heading, T> ifHeading,
        Function<Paragraph, T> ifParagraph,
        Function<Items, T> ifItems,
        Function<Table, T> ifTable,
        Function<Bars, T> ifBars) {
      return ifParagraph.apply(this);
    }
  }

  /** A list of items, each a bold lead (may be empty) and a text; numbered or not. */
  public record Items(boolean numbered, List<Item> items) implements Block {
    public Items {
      items = List.copyOf(items);
    }

    @Override
    public Map<String, String> places() {
      var places = new LinkedHashMap<String, String>();
      for (int i = 0; i < items.size(); i++) {
        places.put("item." + (i + 1) + ".lead", items.get(i).lead);
        places.put("item." + (i + 1), items.get(i).text);
      }
      return places;
    }

    @Override
    public <T> T fold(
        Function<Heading, T> ifHeading,
        Function<Paragraph, T> ifParagraph,
        Function<Items, T> ifItems,
        Function<Table, T> ifTable,
        Function<Bars, T> ifBars) {
      return ifItems.apply(this);
    }
  }

  /** One item of a list. */
  public record Item(String lead, String text) {}

  /** A table with a caption and a head; the first column heads its row. */
  public record Table(String caption, List<String> head, List<List<String>> rows) implements Block {
    public Table {
      head = List.copyOf(head);
      rows = rows.stream().map(List::copyOf).toList();
    }

    @Override
    public Map<String, String> places() {
      var places = new LinkedHashMap<String, String>();
      places.put("caption", caption);
      for (int i = 0; i < head.size(); i++) {
        places.put("head." + (i + 1), head.get(i));
      }
      for (int row = 0; row < rows.size(); row++) {
        for (int i = 0; i < rows.get(row).size(); i++) {
          places.put("row." + (row + 1) + "." + (i + 1), rows.get(row).get(i));
        }
      }
      return places;
    }

    @Override
    public <T> T fold(
        Function<Heading, T> ifHeading,
        Function<Paragraph, T> ifParagraph,
        Function<Items, T> ifItems,
        Function<Table, T> ifTable,
        Function<Bars, T> ifBars) {
      return ifTable.apply(this);
    }
  }

  /** A bar chart with its figures beside the bars; {@code most} is the value of a full bar. */
  public record Bars(String caption, List<String> head, double most, List<Bar> bars)
      implements Block {
    public Bars {
      head = List.copyOf(head);
      bars = List.copyOf(bars);
    }

    @Override
    public Map<String, String> places() {
      var places = new LinkedHashMap<String, String>();
      places.put("caption", caption);
      for (int i = 0; i < head.size(); i++) {
        places.put("head." + (i + 1), head.get(i));
      }
      for (int i = 0; i < bars.size(); i++) {
        String bar = "row." + (i + 1) + ".";
        places.put(bar + 1, bars.get(i).label);
        places.put(bar + 3, bars.get(i).figure);
        places.put(bar + 4, bars.get(i).note);
      }
      return places;
    }

    @Override
    public Map<String, String> alternatives() {
      var alternatives = new LinkedHashMap<String, String>();
      for (int i = 0; i < bars.size(); i++) {
        if (!bars.get(i).alternative.isEmpty()) {
          alternatives.put("row." + (i + 1) + ".2", bars.get(i).alternative);
        }
      }
      return alternatives;
    }

    @Override
    public <T> T fold(
        Function<Heading, T> ifHeading,
        Function<Paragraph, T> ifParagraph,
        Function<Items, T> ifItems,
        Function<Table, T> ifTable,
        Function<Bars, T> ifBars) {
      return ifBars.apply(this);
    }
  }

  /**
   * One bar: its label, its length, its figure as text, and a note such as the count behind it.
   * Several values are several bars, the oldest first; 0 is none. {@code alternative} says what the
   * bars show; where it is empty, they are an ornament of the figure beside them.
   */
  public record Bar(
      String label, List<Double> values, String figure, String note, String alternative) {

    public Bar {
      values = List.copyOf(values);
    }

    public Bar(String label, double value, String figure, String note) {
      this(label, List.of(value), figure, note, "");
    }
  }
}
