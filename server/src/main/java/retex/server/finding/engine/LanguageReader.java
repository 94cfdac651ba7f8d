package retex.server.finding.engine;

import static retex.server.finding.engine.VocabularyReader.map;
import static retex.server.finding.engine.VocabularyReader.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one language's file, strictly. */
final class LanguageReader {

  private static final Set<String> READING =
      Set.of(
          "stop",
          "negations",
          "openers",
          "contrast",
          "parts",
          "short",
          "sentence-end",
          "rating",
          "pairs",
          "advice");
  private static final Set<String> WRITING =
      Set.of(
          "direction",
          "forms",
          "number",
          "default",
          "article",
          "together",
          "joins",
          "numerals",
          "pair",
          "comma",
          "semicolon",
          "count",
          "label",
          "cause",
          "remedy");
  private static final Set<String> LABELS = Set.of("well", "work", "unseen", "cause", "remedy");

  private LanguageReader() {}

  static Language read(String code, Map<?, ?> file) {
    only(file, Set.of("reading", "writing"), code);
    return new Language(
        code,
        reading(code, map(file.get("reading"), code)),
        grammar(map(file.get("writing"), code)));
  }

  private static Reading reading(String code, Map<?, ?> yaml) {
    only(yaml, READING, code);
    var shortened = new HashMap<String, String>();
    for (String pair : words(yaml, "short")) {
      String[] sides = pair.split("=");
      shortened.put(Reading.folded(sides[0]), Reading.folded(sides[1]));
    }
    var pairs = new HashMap<String, String>();
    for (String pair : words(yaml, "pairs")) {
      String[] sides = pair.split("=");
      pairs.put(Reading.folded(sides[0]), Reading.folded(sides[1]));
    }
    return new Reading(
        folded(yaml, "stop"),
        folded(yaml, "negations"),
        folded(yaml, "openers"),
        folded(yaml, "contrast"),
        words(yaml, "parts"),
        shortened,
        pairs,
        folded(yaml, "advice"),
        Set.copyOf(words(yaml, "sentence-end")),
        Pattern.compile(text(yaml.get("rating")), Pattern.CASE_INSENSITIVE));
  }

  private static Grammar grammar(Map<?, ?> yaml) {
    var allowed = new LinkedHashSet<>(WRITING);
    var templates = new LinkedHashMap<String, List<String>>();
    for (Judgement judgement : Judgement.values()) {
      allowed.add(judgement.code());
      templates.put(judgement.code(), texts(yaml.get(judgement.code()), judgement.code()));
    }
    only(yaml, allowed, "writing");
    templates.put("cause", texts(yaml.get("cause"), "cause"));
    templates.put("remedy", texts(yaml.get("remedy"), "remedy"));
    List<String> forms = words(yaml, "forms");
    List<String> article = Arrays.stream(text(yaml.get("article")).split("\\|", -1)).toList();
    List<Integer> number = words(yaml, "number").stream().map(Integer::valueOf).toList();
    if (number.size() != forms.size() || article.size() != forms.size()) {
      throw new IllegalStateException("vocabulary: one number and one article for each form");
    }
    var together = new LinkedHashMap<String, Integer>();
    for (String rule : words(yaml, "together")) {
      String[] sides = rule.split("=");
      together.put(sides[0], place(forms, sides[1]));
    }
    Map<String, String> labels = textsByKey(yaml.get("label"), "label");
    if (!labels.keySet().equals(LABELS)) {
      throw new IllegalStateException("vocabulary: labels");
    }
    return new Grammar(
        text(yaml.get("direction")),
        forms,
        number,
        forms.indexOf(text(yaml.get("default"))),
        article,
        together,
        joins(yaml.get("joins")),
        words(yaml, "numerals"),
        Map.of(
            "pair", text(yaml.get("pair")),
            "comma", text(yaml.get("comma")),
            "semicolon", text(yaml.get("semicolon"))),
        textsByKey(yaml.get("count"), "count"),
        labels,
        templates);
  }

  private static int place(List<String> forms, String form) {
    int place = forms.indexOf(form);
    if (place < 0) {
      throw new IllegalStateException("vocabulary: no form " + form);
    }
    return place;
  }

  private static List<Grammar.Join> joins(@Nullable Object value) {
    var joins = new ArrayList<Grammar.Join>();
    for (Object pair : list(value, "joins")) {
      List<?> sides = list(pair, "joins");
      joins.add(new Grammar.Join(Pattern.compile(text(sides.get(0))), text(sides.get(1))));
    }
    return joins;
  }

  private static Map<String, String> textsByKey(@Nullable Object value, String where) {
    var texts = new HashMap<String, String>();
    map(value, where).forEach((key, text) -> texts.put(text(key), text(text)));
    return texts;
  }

  private static List<String> texts(@Nullable Object value, String where) {
    List<String> texts = list(value, where).stream().map(VocabularyReader::text).toList();
    if (texts.isEmpty()) {
      throw new IllegalStateException("vocabulary: no sentence for " + where);
    }
    return texts;
  }

  private static List<?> list(@Nullable Object value, String where) {
    if (value instanceof List<?> list) {
      return list;
    }
    throw new IllegalStateException("vocabulary: not a list: " + where);
  }

  private static List<String> words(Map<?, ?> yaml, String key) {
    return Arrays.stream(text(yaml.get(key)).split("\\s+")).filter(it -> !it.isEmpty()).toList();
  }

  private static Set<String> folded(Map<?, ?> yaml, String key) {
    var folded = new LinkedHashSet<String>();
    words(yaml, key).forEach(word -> folded.add(Reading.folded(word)));
    return folded;
  }

  private static void only(Map<?, ?> yaml, Set<String> allowed, String where) {
    for (Object key : yaml.keySet()) {
      if (!allowed.contains(String.valueOf(key))) {
        throw new IllegalStateException("vocabulary: unknown key " + key + " of " + where);
      }
    }
  }
}
