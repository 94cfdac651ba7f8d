package retex.server.finding.engine;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.regex.Pattern;

/**
 * How a language makes sentences, wholly from its file. A form is a class of agreement such as
 * feminine plural; {@code choices} gives, for brackets of so many alternatives, the one that each
 * form takes (from 1), {@code otherwise} the form of a name that states none (or -1), {@code
 * together} the form of several names, {@code counted} the noun that a number from its key on
 * counts.
 */
record Grammar(
    String direction,
    List<String> forms,
    Map<Integer, List<Integer>> choices,
    int otherwise,
    List<String> article,
    List<Together> together,
    List<Join> joins,
    List<String> numerals,
    NavigableMap<Integer, String> counted,
    Map<String, String> links,
    Map<String, String> counts,
    Map<String, String> labels,
    Map<String, List<String>> templates) {

  /** How words meet: elision, contraction, and the taking away of marks. */
  record Join(Pattern find, String put) {}

  /**
   * Names take the form {@code into} where any of them, or only the first, has {@code form} (any
   * form where it is -1) and they are {@code count} (as many as may be where it is 0).
   */
  record Together(boolean first, int form, int count, int into) {

    boolean holds(List<Integer> each) {
      return (count == 0 || count == each.size())
          && (form < 0 || (first ? each.get(0) == form : each.contains(form)));
    }
  }

  String joined(String text) {
    String joined = text;
    for (Join join : joins) {
      joined = join.find().matcher(joined).replaceAll(join.put());
    }
    return joined;
  }

  /** The form of several names of these forms in one sentence. */
  int together(List<Integer> each) {
    return each.size() == 1
        ? each.get(0)
        : together.stream()
            .filter(it -> it.holds(each))
            .findFirst()
            .map(Together::into)
            .orElse(each.get(0));
  }

  String numeral(int number) {
    return number < numerals.size() ? numerals.get(number) : Integer.toString(number);
  }

  /** How many of how many observations; empty where there was but one. */
  String count(int some, int all) {
    if (all < 2) {
      return "";
    }
    String kind = some == all ? "all" : "some";
    String special = kind + "-" + (some == all ? all : some);
    String text = counts.containsKey(special) ? counts.get(special) : counts.get(kind);
    return Template.filled(String.valueOf(text), Map.of("k", counted(some), "n", counted(all)));
  }

  /** The number in words, with the noun in the number that it asks for. */
  private String counted(int number) {
    Map.Entry<Integer, String> noun = counted.floorEntry(number);
    return noun == null
        ? numeral(number)
        : Template.filled(noun.getValue(), Map.of("n", numeral(number)));
  }

  /** The texts as a list in one sentence. */
  String listed(List<String> texts, String between) {
    String listed = texts.get(0);
    for (int i = 1; i < texts.size(); i++) {
      String link = links.getOrDefault(i == texts.size() - 1 ? "pair" : between, "{a} {b}");
      listed = Template.filled(link, Map.of("a", listed, "b", texts.get(i)));
    }
    return listed;
  }
}
