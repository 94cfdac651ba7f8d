package retex.server.redaction.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every name that the system knows, however it is written: whole or in part, with other spaces,
 * hyphens and accents, inflected, as initials, or with one letter wrong.
 */
final class KnownNamesRule implements Rule {

  private static final Pattern PARTS = Pattern.compile("[\\p{L}\\p{N}]+");
  private static final Set<Category> OF_PARTS =
      Set.of(
          Category.PERSON,
          Category.EVALUATOR,
          Category.UNIT,
          Category.PLACE,
          Category.STATE,
          Category.MISSION);
  private static final int LONG = 6; // letters from which one may be wrong
  private static final String INFLECTION = "(?:'s|s'|s|es|ns?|ne|nes|ians?|iens?|iennes?|ese)?";

  private final Vocabulary vocabulary;
  private final List<Known> whole = new ArrayList<>();
  private final Map<String, Category> parts = new HashMap<>();
  private final Map<String, Category> ordinaryParts = new HashMap<>();

  KnownNamesRule(Context context, String language) {
    this.vocabulary = Vocabulary.of(language);
    context.names().forEach((category, names) -> names.forEach(name -> add(category, name)));
  }

  @Override
  public List<Span> find(NormalText text) {
    var spans = new ArrayList<Span>();
    for (Known known : whole) {
      Matcher matcher = known.pattern().matcher(text.folded());
      while (matcher.find()) {
        spans.add(
            text.span(
                matcher.start(), matcher.end(), known.category(), "known", "known-name", 1.0));
      }
    }
    for (Words.Word word : Words.of(text)) {
      part(text, word, spans);
    }
    return spans;
  }

  private void part(NormalText text, Words.Word word, List<Span> spans) {
    String folded = NormalText.fold(word.written());
    Category category = parts.get(folded);
    if (category == null && word.isCapitalised()) {
      category = ordinaryParts.get(folded);
    }
    if (category == null) {
      category = inflected(folded);
    }
    if (category != null) {
      spans.add(text.span(word.from(), word.to(), category, "known", "known-part", 0.95));
      return;
    }
    boolean strange = word.isCapitalised() || !vocabulary.knows(word.lower());
    if (folded.length() >= LONG && strange) {
      for (Map.Entry<String, Category> known : parts.entrySet()) {
        if (isNear(folded, known.getKey())) {
          spans.add(
              text.span(word.from(), word.to(), known.getValue(), "known", "known-misspelt", 0.8));
          return;
        }
      }
    }
  }

  /** The category of a part that the word is an inflected form of, where it is no ordinary word. */
  private @org.jspecify.annotations.Nullable Category inflected(String folded) {
    for (String ending :
        List.of("s", "n", "ns", "ne", "nes", "ian", "ians", "ien", "iens", "ienne")) {
      int stem = folded.length() - ending.length();
      if (stem >= 4 && folded.endsWith(ending) && !vocabulary.knows(folded)) {
        Category category = parts.get(folded.substring(0, stem));
        if (category != null) {
          return category;
        }
      }
    }
    return null;
  }

  private void add(Category category, String name) {
    NormalText normal = NormalText.of(name);
    List<String> pieces = pieces(normal.folded());
    if (pieces.isEmpty()) {
      return;
    }
    String joined = String.join("", pieces);
    if (joined.length() >= 2) {
      var pattern = new StringBuilder("(?<![\\p{L}\\p{N}])");
      for (int i = 0; i < pieces.size(); i++) {
        pattern.append(i == 0 ? "" : "[\\s\\-./_']{0,3}").append(Pattern.quote(pieces.get(i)));
      }
      pattern.append(INFLECTION).append("(?![\\p{L}\\p{N}])");
      whole.add(new Known(Pattern.compile(pattern.toString()), category));
    }
    if (OF_PARTS.contains(category)) {
      addParts(category, normal.text());
    }
  }

  private void addParts(Category category, String name) {
    var capitals = new StringBuilder();
    for (String piece : pieces(name)) {
      if (Ranks.isRank(piece) || !Character.isLetter(piece.charAt(0))) {
        continue;
      }
      capitals.append(piece.charAt(0));
      String folded = NormalText.fold(piece);
      if (folded.length() < 3 || vocabulary.isTerm(piece)) {
        continue;
      }
      (isOrdinary(folded) ? ordinaryParts : parts).putIfAbsent(folded, category);
    }
    boolean isPerson = category == Category.PERSON || category == Category.EVALUATOR;
    if (isPerson && capitals.length() >= 2) {
      String initials = capitals.toString().toLowerCase(Locale.ROOT);
      var dotted = new StringBuilder("(?<![\\p{L}\\p{N}.])");
      for (char c : initials.toCharArray()) {
        dotted.append(c).append("\\.\\s?");
      }
      whole.add(new Known(Pattern.compile(dotted.toString()), category));
    }
  }

  private boolean isOrdinary(String folded) {
    return vocabulary.knows(folded) || Vocabulary.of("en").knows(folded);
  }

  private static List<String> pieces(String name) {
    return PARTS.matcher(name).results().map(match -> match.group()).toList();
  }

  /** Whether one letter added, lost, changed or swapped makes one of the other. */
  static boolean isNear(String a, String b) {
    if (Math.abs(a.length() - b.length()) > 1 || a.equals(b) || b.length() < LONG) {
      return false;
    }
    int start = 0;
    int shorter = Math.min(a.length(), b.length());
    while (start < shorter && a.charAt(start) == b.charAt(start)) {
      start++;
    }
    String restA = a.substring(start);
    String restB = b.substring(start);
    return (a.length() > b.length() && restA.substring(1).equals(restB))
        || (b.length() > a.length() && restB.substring(1).equals(restA))
        || (a.length() == b.length() && restA.substring(1).equals(restB.substring(1)))
        || isSwapped(restA, restB);
  }

  private static boolean isSwapped(String a, String b) {
    return a.length() == b.length()
        && a.length() > 1
        && a.charAt(0) == b.charAt(1)
        && a.charAt(1) == b.charAt(0)
        && a.substring(2).equals(b.substring(2));
  }

  private record Known(Pattern pattern, Category category) {}
}
