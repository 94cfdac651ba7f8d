package retex.server.finding.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The small language of the templates: {@code {slot}} is filled; {@code [a/b/c/d]} agrees with the
 * form of the names in the sentence where it has one alternative a form, and with what the language
 * says of brackets of so many where it has fewer.
 */
final class Template {

  private static final Pattern SLOT = Pattern.compile("\\{([a-z]+)}");
  private static final Pattern CHOICE = Pattern.compile("\\[([^\\]]*)]");
  private static final Pattern MARK = Pattern.compile("[~^]");

  private Template() {}

  static String filled(String template, Map<String, String> values) {
    return SLOT.matcher(template)
        .replaceAll(
            match -> Matcher.quoteReplacement(values.getOrDefault(match.group(1), match.group())));
  }

  /** The alternatives that a form asks for. */
  static String agreed(String text, int form, Grammar grammar) {
    return CHOICE
        .matcher(text)
        .replaceAll(
            match -> {
              String[] choices = match.group(1).split("/", -1);
              int place =
                  choices.length == grammar.forms().size()
                      ? form
                      : grammar.choices().getOrDefault(choices.length, List.of()).get(form) - 1;
              return Matcher.quoteReplacement(choices[place]);
            });
  }

  /** Throws where a bracket has more or fewer alternatives than the language can choose among. */
  static void check(String text, Grammar grammar) {
    CHOICE
        .matcher(text)
        .results()
        .map(it -> it.group(1).split("/", -1).length)
        .filter(it -> it != grammar.forms().size() && !grammar.choices().containsKey(it))
        .findAny()
        .ifPresent(
            it -> {
              throw new IllegalStateException("vocabulary: a bracket of " + it);
            });
  }

  /** Without marks, and with the first of any alternatives. */
  static String plain(String text) {
    String first =
        CHOICE
            .matcher(text)
            .replaceAll(match -> Matcher.quoteReplacement(match.group(1).split("/", -1)[0]));
    return MARK.matcher(first).replaceAll("");
  }

  /** The text in each form that it can take, without marks. */
  static List<String> everyForm(String text, Grammar grammar) {
    var texts = new ArrayList<String>();
    for (int form = 0; form < grammar.forms().size(); form++) {
      texts.add(MARK.matcher(agreed(text, form, grammar)).replaceAll(""));
    }
    return texts.stream().distinct().toList();
  }
}
