package retex.server.redaction.labelled;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Court cases of the Text Anonymization Benchmark, and how well they are masked, by its rules: an
 * entity is protected only where every mention of it that needs masking is masked, each of its
 * letters and figures but for titles and words that only join; token precision is the share of
 * masked words that the annotators mask too. Places of the files count code points.
 */
final class TabTexts {

  private static final Pattern WORD = Pattern.compile("\\w+", Pattern.UNICODE_CHARACTER_CLASS);
  private static final String NEED_NOT = " ,.-;:/&()[]–'\" ’“”\n\t\u00a0";
  private static final Set<String> JOINING =
      Set.copyOf(
          new HashSet<>(
              Arrays.asList(
                  ("mr mrs ms no nr about of in on at by to for from with between since until"
                          + " before after during under over near within and or the a an this that"
                          + " these those his her its their our all both each every some any du de des"
                          + " la le les et à au aux en")
                      .split(" "))));

  private final List<Case> cases;

  private TabTexts(List<Case> cases) {
    this.cases = cases;
  }

  /** Those of a file that belong to a part ({@code dev}, {@code train}, {@code test}). */
  static TabTexts of(Path file, Collection<String> parts) throws IOException {
    var cases = new ArrayList<Case>();
    for (JsonNode node : JsonMapper.builder().build().readTree(Files.readString(file))) {
      if (parts.contains(node.path("dataset_type").asText())) {
        cases.add(Case.of(node));
      }
    }
    return new TabTexts(cases);
  }

  int size() {
    return cases.size();
  }

  /** What a masking of each text reaches: it is given a text and answers places in UTF-16 units. */
  Reached reached(Function<String, List<Place>> masking) {
    var sums = new int[6];
    for (Case it : cases) {
      it.add(masking.apply(it.text()), sums);
    }
    return new Reached(sums[0], sums[1], sums[2], sums[3], sums[4], sums[5]);
  }

  /** A place in a text, in UTF-16 units. */
  record Place(int from, int to) {}

  /** Entities protected of all, and masked words that annotators mask too of all masked. */
  record Reached(
      int directKept, int direct, int quasiKept, int quasi, int tokensRight, int tokens) {

    double directRecall() {
      return share(directKept, direct);
    }

    double quasiRecall() {
      return share(quasiKept, quasi);
    }

    double tokenPrecision() {
      return share(tokensRight, tokens);
    }

    private static double share(int part, int all) {
      return all == 0 ? 0 : (double) part / all;
    }
  }

  /** One annotator's mention of an entity that needs masking. */
  private record Mention(Place place, boolean direct) {}

  /** One text; by annotator and entity, the mentions that need masking. */
  private record Case(String text, List<List<List<Mention>>> annotators) {

    static Case of(JsonNode node) {
      String text = node.path("text").asText();
      var annotators = new ArrayList<List<List<Mention>>>();
      for (JsonNode annotator : node.path("annotations")) {
        Map<String, List<Mention>> entities = new LinkedHashMap<>();
        Map<String, Boolean> direct = new LinkedHashMap<>();
        for (JsonNode mention : annotator.path("entity_mentions")) {
          String entity = mention.path("entity_id").asText();
          String kind = mention.path("identifier_type").asText();
          boolean first = direct.computeIfAbsent(entity, any -> kind.equals("DIRECT"));
          List<Mention> of = entities.computeIfAbsent(entity, any -> new ArrayList<>());
          if (!kind.equals("NO_MASK")) {
            int from = text.offsetByCodePoints(0, mention.path("start_offset").asInt());
            int to = text.offsetByCodePoints(0, mention.path("end_offset").asInt());
            of.add(new Mention(new Place(from, to), first));
          }
        }
        annotators.add(entities.values().stream().filter(it -> !it.isEmpty()).toList());
      }
      return new Case(text, annotators);
    }

    void add(List<Place> masked, int[] sums) {
      boolean[] covered = covered(masked);
      List<MatchResult> tokens =
          WORD.matcher(text).results().filter(it -> covers(covered, it.start(), it.end())).toList();
      for (List<List<Mention>> entities : annotators) {
        var gold = new boolean[text.length()];
        for (List<Mention> mentions : entities) {
          boolean kept = mentions.stream().allMatch(it -> isMasked(it.place(), covered));
          int at = mentions.get(0).direct() ? 0 : 2;
          sums[at] += kept ? 1 : 0;
          sums[at + 1]++;
          mentions.forEach(it -> Arrays.fill(gold, it.place().from(), it.place().to(), true));
        }
        sums[4] += (int) tokens.stream().filter(it -> covers(gold, it.start(), it.end())).count();
        sums[5] += tokens.size();
      }
    }

    private boolean[] covered(List<Place> places) {
      var covered = new boolean[text.length()];
      places.forEach(it -> Arrays.fill(covered, it.from(), it.to(), true));
      return covered;
    }

    private boolean isMasked(Place place, boolean[] covered) {
      String words = text.substring(place.from(), place.to());
      boolean onlyJoins = WORD.matcher(words).results().allMatch(it -> joins(it.group()));
      var left = new boolean[words.length()];
      for (int i = 0; i < left.length; i++) {
        left[i] = !covered[place.from() + i] && NEED_NOT.indexOf(words.charAt(i)) < 0;
      }
      if (!onlyJoins) {
        WORD.matcher(words)
            .results()
            .filter(it -> joins(it.group()))
            .forEach(it -> Arrays.fill(left, it.start(), it.end(), false));
      }
      for (boolean open : left) {
        if (open) {
          return false;
        }
      }
      return true;
    }

    private static boolean joins(String word) {
      return JOINING.contains(word.toLowerCase(java.util.Locale.ROOT));
    }

    private static boolean covers(boolean[] covered, int from, int to) {
      for (int i = from; i < to; i++) {
        if (!covered[i]) {
          return false;
        }
      }
      return true;
    }
  }
}
