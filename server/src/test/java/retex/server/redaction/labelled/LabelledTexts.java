package retex.server.redaction.labelled;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import retex.server.redaction.labelled.Labelled.Finding;
import retex.server.redaction.labelled.Labelled.Gold;
import retex.server.redaction.labelled.Labelled.Keep;

/** Reads {@code src/*.src} of one half of the set, and makes from it what the scorer reads. */
final class LabelledTexts {

  private static final Pattern MARK =
      Pattern.compile(
          "\\[\\[(?<quasi>\\??)(?<category>[A-Z_]+)(?:#(?<entity>\\w+))?\\|(?<gold>(?s:.+?))]]"
              + "|\\{\\{(?:(?<sign>[+-])(?<topic>[A-Z0-9]+-\\d\\d):(?<skill>[^|]+)\\|)?(?<keep>[^}]+)}}");
  private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");

  private LabelledTexts() {}

  /** The texts of a half: of the folder that holds its {@code src}. */
  static List<Labelled> of(Path half) throws IOException {
    var all = new ArrayList<Labelled>();
    try (Stream<Path> files = Files.list(half.resolve("src"))) {
      for (Path file : files.sorted().toList()) {
        for (String part : Files.readString(file).split("(?m)^=== ")) {
          if (!part.isBlank()) {
            all.add(parsed(part));
          }
        }
      }
    }
    all.sort(Comparator.comparing(Labelled::id));
    return List.copyOf(all);
  }

  /** Every file that is made, by its path in the half's folder. */
  static Map<String, String> files(List<Labelled> texts) {
    var files = new HashMap<String, String>();
    texts.forEach(it -> files.put(it.language() + "/" + it.id() + ".txt", it.text()));
    files.put("gold.jsonl", lines(texts, it -> it.gold().stream().map(g -> g.line(it.id()))));
    files.put("keep.jsonl", lines(texts, it -> it.keep().stream().map(k -> k.line(it.id()))));
    return files;
  }

  private static String lines(List<Labelled> texts, Function<Labelled, Stream<String>> of) {
    var out = new StringBuilder();
    texts.stream().flatMap(of).forEach(line -> out.append(line).append('\n'));
    return out.toString();
  }

  private static Labelled parsed(String part) {
    String[] head = part.split("\n", 3);
    String id = head[0].strip();
    String marked = unescaped(head[2].strip());
    var text = new StringBuilder();
    var gold = new ArrayList<Gold>();
    var keep = new ArrayList<Keep>();
    Matcher mark = MARK.matcher(marked);
    int at = 0;
    while (mark.find()) {
      text.append(marked, at, mark.start());
      at = mark.end();
      int start = length(text);
      if (mark.group("gold") != null) {
        String phrase = mark.group("gold");
        text.append(phrase);
        String entity =
            mark.group("entity") == null
                ? phrase.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ")
                : mark.group("entity");
        gold.add(
            new Gold(
                start,
                length(text),
                mark.group("category"),
                mark.group("quasi").isEmpty(),
                entity,
                phrase));
      } else {
        text.append(mark.group("keep"));
        keep.add(new Keep(start, length(text), finding(mark), mark.group("keep")));
      }
    }
    String whole = text.append(marked.substring(at)).toString();
    if (whole.matches("(?s).*(\\[\\[|]]|\\{\\{|}}|\\\\u).*")) {
      throw new IllegalArgumentException("a mark is not closed in " + id);
    }
    return new Labelled(id, id.substring(0, 2), whole, List.copyOf(gold), List.copyOf(keep));
  }

  private static Optional<Finding> finding(Matcher mark) {
    return Optional.ofNullable(mark.group("topic"))
        .map(
            topic ->
                new Finding(
                    topic,
                    mark.group("skill"),
                    mark.group("sign").equals("+") ? "strength" : "shortfall"));
  }

  private static String unescaped(String marked) {
    return ESCAPE
        .matcher(marked)
        .replaceAll(
            it -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(it.group(1), 16))));
  }

  private static int length(CharSequence text) {
    return Character.codePointCount(text, 0, text.length());
  }
}
