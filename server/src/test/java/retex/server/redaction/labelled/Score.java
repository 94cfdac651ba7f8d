package retex.server.redaction.labelled;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import retex.server.redaction.labelled.Labelled.Gold;
import retex.server.redaction.labelled.Labelled.Keep;
import retex.server.redaction.labelled.Masked.Place;

/**
 * How well a set of labelled texts was redacted. An entity is protected only if no letter or digit
 * of any of its mentions in the document is left; a phrase survives only if none of its letters and
 * digits is gone.
 */
final class Score {

  /** One entity of one document. */
  record Entity(
      String document, String language, String category, String kind, boolean must, String stage) {

    boolean isProtected() {
      return !stage.equals(LEFT);
    }
  }

  private static final String LEFT = "left";

  private final List<Entity> entities = new ArrayList<>();
  private final List<String> leaks = new ArrayList<>();
  private final List<String> losses = new ArrayList<>();
  private final Map<String, int[]> kept = new TreeMap<>();
  private final Map<String, Set<String>> documents = new TreeMap<>();

  /** Runs the command on both languages of a half and adds every text. */
  static Score of(Path half, Path out) throws IOException {
    var score = new Score();
    List<Labelled> texts = LabelledTexts.of(half);
    for (String language : List.of("en", "fr")) {
      Masked masked = Masked.of(half, language, out.resolve(language));
      texts.stream()
          .filter(it -> it.language().equals(language))
          .forEach(it -> score.add(it, masked.in(it.id())));
    }
    return score;
  }

  void add(Labelled text, List<Place> places) {
    documents.computeIfAbsent(text.language(), it -> new HashSet<>()).add(text.id());
    int[] points = text.text().codePoints().toArray();
    var masked = new BitSet();
    places.forEach(it -> masked.set(it.start(), it.end()));
    var byEntity = new LinkedHashMap<String, List<Gold>>();
    for (Gold gold : text.gold()) {
      byEntity.computeIfAbsent(gold.entity(), it -> new ArrayList<>()).add(gold);
    }
    byEntity.forEach(
        (name, mentions) -> {
          Gold first = mentions.get(0);
          boolean all = true;
          for (Gold mention : mentions) {
            if (!gone(points, masked, mention.start(), mention.end())) {
              all = false;
              if (first.must()) {
                leaks.add(text.id() + "\t" + first.category() + "\t" + mention.text());
              }
            }
          }
          entities.add(
              new Entity(
                  text.id(),
                  text.language(),
                  first.category(),
                  first.kind(),
                  first.must(),
                  all ? stageAt(places, first) : LEFT));
        });
    int[] count = kept.computeIfAbsent(text.language(), it -> new int[2]);
    for (Keep keep : text.keep()) {
      boolean survives = untouched(points, masked, keep);
      count[0] += survives ? 1 : 0;
      count[1]++;
      if (!survives) {
        losses.add(text.id() + "\t" + keep.text());
      }
    }
  }

  /** Share of the entities that must go and did; of one language, or of all when empty. */
  double recall(String language) {
    List<Entity> direct = direct(language);
    return (double) direct.stream().filter(Entity::isProtected).count() / direct.size();
  }

  /** Share of the useful phrases that came through whole. */
  double survival(String language) {
    int[] count = kept.getOrDefault(language, new int[] {0, 0});
    return (double) count[0] / count[1];
  }

  /** Each mention that is left, a line each: document, category, words. */
  List<String> leaks() {
    return List.copyOf(leaks);
  }

  /** Each useful phrase that was cut, a line each: document, words. */
  List<String> losses() {
    return List.copyOf(losses);
  }

  /** The figures as tables of Markdown; the same for the same texts and rules. */
  String markdown() {
    var out = new StringBuilder();
    out.append("| | ").append(String.join(" | ", documents.keySet())).append(" |\n|---|");
    out.append("---:|".repeat(documents.size())).append('\n');
    row(out, "documents", it -> Integer.toString(documents.get(it).size()));
    row(out, "direct identifiers taken out", it -> share(direct(it)));
    for (String kind : List.of("structured", "named", "descriptive")) {
      row(out, "– " + kind, it -> share(only(direct(it), Entity::kind, kind)));
    }
    row(out, "indirect identifiers flagged", it -> share(indirect(it)));
    row(out, "useful phrases that survive", it -> share(kept.get(it)[0], kept.get(it)[1]));
    row(out, "documents without a leak", this::cleanDocuments);
    table(out, "category", Entity::category, true);
    table(out, "stage that took it out", Entity::stage, false);
    return out.toString();
  }

  private void table(
      StringBuilder out, String title, Function<Entity, String> by, boolean asRecall) {
    out.append("\n| ").append(title).append(" | ");
    out.append(String.join(" | ", documents.keySet())).append(" |\n|---|");
    out.append("---:|".repeat(documents.size())).append('\n');
    for (String value : direct("").stream().map(by).sorted().distinct().toList()) {
      row(
          out,
          value,
          language -> {
            List<Entity> of = only(direct(language), by, value);
            return asRecall ? share(of) : share(of.size(), direct(language).size());
          });
    }
  }

  private void row(StringBuilder out, String name, Function<String, String> cell) {
    out.append("| ").append(name).append(" | ");
    out.append(documents.keySet().stream().map(cell).collect(Collectors.joining(" | ")));
    out.append(" |\n");
  }

  private String cleanDocuments(String language) {
    Set<String> leaking =
        direct(language).stream()
            .filter(it -> !it.isProtected())
            .map(Entity::document)
            .collect(Collectors.toSet());
    int all = documents.get(language).size();
    return share(all - leaking.size(), all);
  }

  private List<Entity> direct(String language) {
    return entities.stream()
        .filter(it -> it.must() && (language.isEmpty() || it.language().equals(language)))
        .toList();
  }

  private List<Entity> indirect(String language) {
    return entities.stream().filter(it -> !it.must() && it.language().equals(language)).toList();
  }

  private static List<Entity> only(List<Entity> all, Function<Entity, String> by, String value) {
    return all.stream().filter(it -> by.apply(it).equals(value)).toList();
  }

  private static String share(List<Entity> of) {
    return share((int) of.stream().filter(Entity::isProtected).count(), of.size());
  }

  private static String share(int part, int all) {
    return all == 0
        ? "–"
        : String.format(Locale.ROOT, "%.3f (%d of %d)", (double) part / all, part, all);
  }

  private static boolean gone(int[] points, BitSet masked, int start, int end) {
    for (int i = start; i < end; i++) {
      if (Character.isLetterOrDigit(points[i]) && !masked.get(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean untouched(int[] points, BitSet masked, Keep keep) {
    for (int i = keep.start(); i < keep.end(); i++) {
      if (Character.isLetterOrDigit(points[i]) && masked.get(i)) {
        return false;
      }
    }
    return true;
  }

  private static String stageAt(List<Place> places, Gold gold) {
    return places.stream()
        .filter(it -> it.start() < gold.end() && it.end() > gold.start())
        .map(Place::stage)
        .findFirst()
        .orElse(LEFT);
  }
}
