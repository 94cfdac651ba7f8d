package retex.server.redaction.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Properties;

/**
 * Trains the sentence model on labelled sentences: multinomial logistic regression by AdaGrad, in
 * an order that a fixed generator deals. The same sentences give the same bytes on every machine.
 */
final class SentenceTrainer {

  private static final int CLASSES = SentenceModel.CLASSES;
  private static final int ROUNDS = 10;
  private static final double DECAY = 1e-5;
  private static final int SEEN = 2; // sentences that a bucket must be in
  private static final double CAUTION = 4.0; // divides the odds that a sentence is safe

  private final String language;
  private final Path folder;
  private final ModelHead head;
  private final SentenceFeatures features;
  private final double step;
  private final List<String> remarks;
  private final SentenceRule rule;
  private final Lexicon lexicon;

  /** {@code folder}: of the sentences, and of what the model of the language is made with. */
  SentenceTrainer(String language, Path folder) throws IOException {
    this.language = language;
    this.folder = folder;
    var made = new Properties();
    try (var in = Files.newBufferedReader(folder.resolve(language + ".properties"))) {
      made.load(in);
    }
    this.head =
        new ModelHead(
            Integer.parseInt(made.getProperty("bits")),
            Boolean.parseBoolean(made.getProperty("told")),
            Float.parseFloat(made.getProperty("doubt")),
            Float.parseFloat(made.getProperty("plain")),
            Float.parseFloat(made.getProperty("clear")));
    this.features = head.features();
    this.step = Double.parseDouble(made.getProperty("step"));
    this.remarks = List.of(made.getProperty("remarks").split(" "));
    SentenceModel empty = SentenceModel.empty(head);
    this.rule = new SentenceRule(language, empty);
    this.lexicon =
        new Lexicon(
            Vocabulary.of(language),
            WordLists.of(language),
            new NameIndex(Context.empty(), language),
            new PatternRule(Patterns.all()),
            rule.phrases(),
            empty);
  }

  ModelHead head() {
    return head;
  }

  /** One labelled sentence as the model sees it. */
  record Example(int label, int[] buckets, double share, boolean met) {}

  /** The model of every sentence of the language in the folder, and of the remarks on skills. */
  SentenceModel trained() throws IOException {
    var all = new ArrayList<Example>();
    for (String part : List.of("made", "texts", "written")) {
      all.addAll(read(folder.resolve(language + "-" + part + ".tsv")));
    }
    all.addAll(remarks());
    return train(all);
  }

  /** The remarks that the findings are learnt from: each judges a skill and tells no secret. */
  List<Example> remarks() throws IOException {
    Path findings = folder.resolve("../../finding/train");
    var all = new ArrayList<Example>();
    for (String part : remarks) {
      for (String line : Files.readAllLines(findings.resolve(language + "-" + part + ".tsv"))) {
        String[] cells = line.split("\t");
        if (cells.length > 3) {
          all.addAll(of("SAFE", cells[3]));
        }
      }
    }
    return all;
  }

  /** The sentences of a file: label, tab, sentence. */
  List<Example> read(Path file) throws IOException {
    var all = new ArrayList<Example>();
    for (String line : Files.readAllLines(file)) {
      int tab = line.indexOf('\t');
      if (tab > 0 && !line.startsWith("#")) {
        all.addAll(of(line.substring(0, tab).strip(), line.substring(tab + 1).strip()));
      }
    }
    return all;
  }

  List<Example> of(String label, String text) {
    int number = SentenceModel.LABELS.indexOf(label);
    if (number < 0) {
      throw new IllegalArgumentException("no such label: " + label);
    }
    var found = new ArrayList<Example>();
    var reading = new Reading(NormalText.of(text), lexicon, language, false);
    for (int i = 0; i < reading.sentences().size(); i++) {
      int first = reading.firstToken(i);
      int end = reading.firstToken(i + 1);
      if (end > first) {
        BitSet heard = rule.heard(reading, first, end);
        var buckets = new ArrayList<Integer>();
        for (int at = first; at < end; at++) {
          if (SentenceFeatures.isRepeat(reading.tokens(), at, first)) {
            continue;
          }
          Word word = reading.tokens().get(at).word();
          boolean readable = word.form() > 2 || word.form() < 0;
          features.ofWord(word.folded(), word.form(), readable, buckets::add);
          features.inARow(reading.tokens(), at, first, end, buckets::add);
        }
        BitSet all = rule.withCases(heard);
        features.ofLists(all, buckets::add);
        found.add(
            new Example(
                number,
                buckets.stream().mapToInt(it -> it).toArray(),
                SentenceModel.share(end - first),
                rule.meets(heard)));
      }
    }
    return found;
  }

  SentenceModel train(List<Example> examples) {
    int size = head.buckets() * CLASSES;
    var weights = new double[size];
    var squares = new double[size];
    var bias = new double[CLASSES];
    var biasSquares = new double[CLASSES];
    boolean[] often = often(examples);
    int[] order = new int[examples.size()];
    Arrays.setAll(order, i -> i);
    long state = 20260204;
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = order.length - 1; i > 0; i--) {
        state = state * 6364136223846793005L + 1442695040888963407L; // Knuth, MMIX
        int j = (int) ((state >>> 33) % (i + 1));
        int swap = order[i];
        order[i] = order[j];
        order[j] = swap;
      }
      for (int at : order) {
        Example example = examples.get(at);
        double[] likely = likelihood(example, weights, bias, often);
        for (int c = 0; c < CLASSES; c++) {
          double error = likely[c] - (c == example.label() ? 1 : 0);
          biasSquares[c] += error * error;
          bias[c] -= step * error / StrictMath.sqrt(biasSquares[c] + 1e-6);
          double gradient = error * example.share();
          for (int bucket : example.buckets()) {
            if (often[bucket]) {
              int w = bucket * CLASSES + c;
              double slope = gradient + DECAY * weights[w];
              squares[w] += slope * slope;
              weights[w] -= step * slope / StrictMath.sqrt(squares[w] + 1e-6);
            }
          }
        }
      }
    }
    bias[0] -= StrictMath.log(CAUTION);
    return stepped(weights, bias);
  }

  /** Buckets of more than one sentence. */
  private boolean[] often(List<Example> examples) {
    var seen = new int[head.buckets()];
    for (Example example : examples) {
      Arrays.stream(example.buckets()).distinct().forEach(bucket -> seen[bucket]++);
    }
    var often = new boolean[head.buckets()];
    for (int i = 0; i < seen.length; i++) {
      often[i] = seen[i] >= SEEN;
    }
    return often;
  }

  private static double[] likelihood(
      Example example, double[] weights, double[] bias, boolean[] often) {
    var logits = bias.clone();
    for (int bucket : example.buckets()) {
      if (often[bucket]) {
        for (int c = 0; c < CLASSES; c++) {
          logits[c] += weights[bucket * CLASSES + c] * example.share();
        }
      }
    }
    return SentenceModel.likelihood(logits);
  }

  private SentenceModel stepped(double[] weights, double[] bias) {
    double most = 0;
    for (double weight : weights) {
      most = Math.max(most, Math.abs(weight));
    }
    float unit = (float) (most / 127);
    var steps = new byte[weights.length];
    for (int i = 0; i < weights.length; i++) {
      steps[i] = (byte) Math.round(weights[i] / unit);
    }
    var rounded = new float[CLASSES];
    for (int c = 0; c < CLASSES; c++) {
      rounded[c] = (float) bias[c];
    }
    return new SentenceModel(head, steps, rounded, unit);
  }
}
