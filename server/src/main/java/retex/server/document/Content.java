package retex.server.document;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A document's whole content, in one language ({@code en} or {@code fr}), as it will be read. Every
 * word of the finished file stands in it.
 */
public record Content(String language, String title, String footer, List<Block> blocks) {

  public Content {
    blocks = List.copyOf(blocks);
  }

  /** Every text in reading order: title, blocks, footer. */
  public List<String> texts() {
    var texts = new ArrayList<String>();
    texts.add(title);
    blocks.forEach(block -> texts.addAll(block.texts()));
    texts.add(footer);
    return texts;
  }

  /** One part of a document. */
  public sealed interface Block {

    List<String> texts();

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
    public List<String> texts() {
      return List.of(text);
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
    public List<String> texts() {
      return List.of(text);
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
    public List<String> texts() {
      return items.stream()
          .flatMap(item -> java.util.stream.Stream.of(item.lead, item.text))
          .toList();
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
    public List<String> texts() {
      var texts = new ArrayList<String>();
      texts.add(caption);
      texts.addAll(head);
      rows.forEach(texts::addAll);
      return texts;
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
    public List<String> texts() {
      var texts = new ArrayList<String>();
      texts.add(caption);
      texts.addAll(head);
      bars.forEach(bar -> texts.addAll(List.of(bar.label, bar.figure, bar.note)));
      return texts;
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

  /** One bar: its label, its length, its figure as text, and a note such as the count behind it. */
  public record Bar(String label, double value, String figure, String note) {}
}
