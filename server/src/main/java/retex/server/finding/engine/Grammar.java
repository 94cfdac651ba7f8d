package retex.server.finding.engine;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How a language makes sentences, wholly from its file. A form is a class of agreement such as
 * feminine plural; {@code number} gives each form's number, {@code otherwise} the form of a name
 * that states none (or -1), {@code together} the form of several names by the forms among them.
 */
record Grammar(
    String direction,
    List<String> forms,
    List<Integer> number,
    int otherwise,
    List<String> article,
    Map<String, Integer> together,
    List<Join> joins,
    List<String> numerals,
    Map<String, String> links,
    Map<String, String> counts,
    Map<String, String> labels,
    Map<String, List<String>> templates) {

  /** How words meet: elision, contraction, and the taking away of marks. */
  record Join(Pattern find, String put) {}

  String joined(String text) {
    String joined = text;
    for (Join join : joins) {
      joined = join.find().matcher(joined).replaceAll(join.put());
    }
    return joined;
  }

  /** The form of several names of these forms in one sentence. */
  int together(List<Integer> each) {
    if (each.size() == 1) {
      return each.get(0);
    }
    for (Map.Entry<String, Integer> rule : together.entrySet()) {
      if (rule.getKey().equals("*") || each.contains(forms.indexOf(rule.getKey()))) {
        return rule.getValue();
      }
    }
    return each.get(0);
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
    return Template.filled(String.valueOf(text), Map.of("k", numeral(some), "n", numeral(all)));
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
