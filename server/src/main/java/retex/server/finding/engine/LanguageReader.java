package retex.server.finding.engine;

import static retex.server.finding.engine.VocabularyReader.map;
import static retex.server.finding.engine.VocabularyReader.text;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one language's file, strictly. */
final class LanguageReader {

  private static final Set<String> READING =
      Set.of(
          "stop",
          "negations",
          "openers",
          "without",
          "lacking",
          "modals",
          "enders",
          "compares",
          "turns",
          "faults",
          "gone",
          "emphatic",
          "former",
          "states",
          "contrast",
          "concession",
          "joins",
          "subjects",
          "verbs",
          "within",
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
          "counted",
          "pair",
          "comma",
          "semicolon",
          "count",
          "label",
          "cause",
          "remedy");
  private static final int CASELESS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
  private static final Pattern TOGETHER =
      Pattern.compile("(?<first>first-)?(?<of>[a-z]+|\\*)(?:-(?<count>\\d))?=(?<into>[a-z]+)");
  private static final Set<String> LABELS = Set.of("well", "work", "unseen", "cause", "remedy");

  private LanguageReader() {}

  static Language read(String code, Map<?, ?> file) {
    only(file, Set.of("reading", "writing"), code);
    boolean isRead = file.containsKey("reading");
    Grammar grammar = grammar(map(file.get("writing"), code));
    grammar.templates().values().forEach(all -> all.forEach(it -> Template.check(it, grammar)));
    return new Language(
        code,
        isRead,
        isRead ? reading(code, map(file.get("reading"), code)) : Reading.NOTHING,
        grammar);
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
        negations(yaml),
        folded(yaml, "contrast"),
        folded(yaml, "concession"),
        folded(yaml, "turns"),
        folded(yaml, "faults"),
        folded(yaml, "gone"),
        new Coordination(
            folded(yaml, "joins"),
            folded(yaml, "subjects"),
            folded(yaml, "verbs"),
            folded(yaml, "states"),
            folded(yaml, "within")),
        words(yaml, "parts"),
        shortened,
        pairs,
        folded(yaml, "advice"),
        Set.copyOf(words(yaml, "sentence-end")),
        Pattern.compile(text(yaml.get("former")), CASELESS),
        Pattern.compile(text(yaml.get("rating")), Pattern.CASE_INSENSITIVE));
  }

  private static Negations negations(Map<?, ?> yaml) {
    var written = new LinkedHashSet<String>();
    words(yaml, "negations").forEach(it -> written.add(Normalizer.normalize(it, Form.NFC)));
    return new Negations(
        written,
        folded(yaml, "negations"),
        folded(yaml, "openers"),
        folded(yaml, "without"),
        folded(yaml, "lacking"),
        folded(yaml, "modals"),
        folded(yaml, "enders"),
        folded(yaml, "emphatic"),
        folded(yaml, "compares"));
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
    Map<Integer, List<Integer>> choices = choices(yaml.get("number"));
    if (article.size() != forms.size()
        || choices.values().stream().anyMatch(it -> it.size() != forms.size())) {
      throw new IllegalStateException("vocabulary: one number and one article for each form");
    }
    Map<String, String> labels = textsByKey(yaml.get("label"), "label");
    if (!labels.keySet().equals(LABELS)) {
      throw new IllegalStateException("vocabulary: labels");
    }
    return new Grammar(
        text(yaml.get("direction")),
        forms,
        choices,
        forms.indexOf(text(yaml.get("default"))),
        article,
        words(yaml, "together").stream().map(rule -> together(rule, forms)).toList(),
        joins(yaml.get("joins")),
        words(yaml, "numerals"),
        counted(yaml.get("counted")),
        Map.of(
            "pair", text(yaml.get("pair")),
            "comma", text(yaml.get("comma")),
            "semicolon", text(yaml.get("semicolon"))),
        textsByKey(yaml.get("count"), "count"),
        labels,
        templates);
  }

  /** For brackets of two, or by how many alternatives a bracket has. */
  private static Map<Integer, List<Integer>> choices(@Nullable Object value) {
    var choices = new HashMap<Integer, List<Integer>>();
    Map<?, ?> all = value instanceof Map<?, ?> map ? map : Map.of(2, text(value));
    all.forEach(
        (of, places) -> {
          int most = Integer.parseInt(text(of));
          List<Integer> each = split(text(places)).stream().map(Integer::valueOf).toList();
          if (each.stream().anyMatch(it -> it < 1 || it > most)) {
            throw new IllegalStateException("vocabulary: number of a form");
          }
          choices.put(most, each);
        });
    return choices;
  }

  /** Such as {@code m=mp}, {@code *=fp}, or {@code first-m-2=mm}: two, the first of them m. */
  private static Grammar.Together together(String rule, List<String> forms) {
    Matcher sides = TOGETHER.matcher(rule);
    if (!sides.matches()) {
      throw new IllegalStateException("vocabulary: together " + rule);
    }
    String of = sides.group("of");
    String count = sides.group("count");
    return new Grammar.Together(
        sides.group("first") != null,
        of.equals("*") ? -1 : place(forms, of),
        count == null ? 0 : Integer.parseInt(count),
        place(forms, sides.group("into")));
  }

  private static NavigableMap<Integer, String> counted(@Nullable Object value) {
    var counted = new TreeMap<Integer, String>();
    if (value != null) {
      map(value, "counted")
          .forEach((from, noun) -> counted.put(Integer.valueOf(text(from)), text(noun)));
    }
    return counted;
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
    return split(text(yaml.get(key)));
  }

  private static List<String> split(String text) {
    return Arrays.stream(text.split("\\s+")).filter(it -> !it.isEmpty()).toList();
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
