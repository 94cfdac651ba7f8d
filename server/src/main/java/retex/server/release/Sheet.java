package retex.server.release;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import retex.instrument.Instruments;
import retex.instrument.LocalText;
import retex.instrument.Topic;
import retex.instrument.TopicCode;
import retex.instrument.UnitType;
import retex.server.document.Content;
import retex.server.finding.engine.Vocabulary;
import retex.server.web.Words;

/** A content in the making, written in one language from message keys. */
final class Sheet {

  private static final Vocabulary VOCABULARY = Vocabulary.shipped();

  private final Words words;
  private final Instruments instruments;
  private final List<Content.Block> blocks = new ArrayList<>();
  private final List<Content.Named> named = new ArrayList<>();
  private final Set<Integer> narratives = new TreeSet<>();

  Sheet(Words words, Instruments instruments) {
    this.words = words;
    this.instruments = instruments;
  }

  Words words() {
    return words;
  }

  String language() {
    return words.language();
  }

  List<Content.Block> blocks() {
    return blocks;
  }

  /** The places made for a name. */
  List<Content.Named> named() {
    return named;
  }

  /** The blocks that hold people's own words. */
  Set<Integer> narratives() {
    return narratives;
  }

  /** The paragraph just written was made for this name. */
  void forName(String name) {
    named.add(new Content.Named(Integer.toString(blocks.size()), name));
  }

  /** The cells of a column (from 1) of the table just written were made for the names in them. */
  void forNames(int column, List<List<String>> rows) {
    for (int row = 1; row <= rows.size(); row++) {
      String place = blocks.size() + ".row." + row + "." + column;
      named.add(new Content.Named(place, rows.get(row - 1).get(column - 1)));
    }
  }

  /** The block just written holds people's own words. */
  void narrative() {
    narratives.add(blocks.size());
  }

  String say(String key, Object... arguments) {
    return words.say(key, arguments);
  }

  /** One decimal, in the language's way. */
  String figure(double value) {
    return new DecimalFormat("0.0", DecimalFormatSymbols.getInstance(words.locale()))
        .format(printed(value));
  }

  /** The value of the figure that is printed: one decimal, a half to the even digit. */
  static double printed(double value) {
    return Math.rint(value * 10) / 10;
  }

  /** A form's own text, with the spaces that the language sets around marks. */
  String text(LocalText text) {
    return VOCABULARY.joined(language(), FormTexts.in(text, language()));
  }

  String topic(Topic topic) {
    return text(topic.title());
  }

  String topic(String code) {
    return instruments.topics().find(new TopicCode(code)).map(this::topic).orElse("");
  }

  /** The form that units of this type are evaluated with. */
  String form(UnitType type) {
    return instruments
        .newestFor(type)
        .map(form -> text(form.title()))
        .orElse(type.value().replace('-', ' '));
  }

  void heading(int level, String key, Object... arguments) {
    blocks.add(new Content.Heading(level, say(key, arguments)));
  }

  void paragraph(String key, Object... arguments) {
    blocks.add(new Content.Paragraph(say(key, arguments), false));
  }

  void quiet(String key, Object... arguments) {
    blocks.add(new Content.Paragraph(say(key, arguments), true));
  }

  /** Each lead is parted from its text by the language's mark, if it has none of its own. */
  void items(boolean numbered, List<Content.Item> items) {
    blocks.add(
        new Content.Items(
            numbered,
            items.stream()
                .map(
                    it ->
                        it.lead().isEmpty() || it.lead().endsWith(":")
                            ? it
                            : new Content.Item(say("feedback.lead", it.lead()), it.text()))
                .toList()));
  }

  void table(String caption, List<String> headKeys, List<List<String>> rows) {
    blocks.add(new Content.Table(caption, headKeys.stream().map(key -> say(key)).toList(), rows));
  }

  void bars(String caption, List<String> headKeys, List<Content.Bar> bars) {
    blocks.add(new Content.Bars(caption, headKeys.stream().map(key -> say(key)).toList(), 4, bars));
  }
}
