package retex.server.finding.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Trains what {@link RemarkModel} reads: topics and skills from the phrases and signs of the
 * vocabulary, words listed by skill and labelled remarks; praise and fault from the remarks and the
 * words that judge.
 */
final class RemarkTrainer {

  private static final double OF_JUDGEMENT = 0.5; // beside a remark
  private static final double OF_SIDE = 2;
  private static final double OF_NAME = 3;
  private static final double OF_LABELLED = 2; // in whole texts, as those that will be read
  private static final double OF_LABELLED_SIDE = 1;
  private static final List<String> LABELLED = List.of("dev2", "dev5", "dev8"); // dev is measured
  private static final String PRAISE = "praise";
  private static final String FAULT = "fault";
  private static final int ROUNDS = 30;
  private static final int STEPS = 127; // of the greatest weight
  private static final int NOTHING = 3; // so few steps are left out

  private final Vocabulary vocabulary = Vocabulary.shipped();
  private final Proposer proposer = new Proposer(vocabulary);
  private final String language;
  private final Reading reading;

  RemarkTrainer(String language) {
    this.language = language;
    this.reading = vocabulary.language(language).reading();
  }

  /** Who wrote remarks; {@code ofSide}: how much each says of what is praise and what is fault. */
  enum Source {
    /** Others, who did not know what the skills are called. */
    OTHERS("remarks", 2),
    /** Others who told what they saw of a skill without its name, a third of them indirectly. */
    SEEN("seen", 2),
    /**
     * Many others: officers, specialists, and such as write a language that is not their own. What
     * they say of sides made plain statements of fault be read as praise.
     */
    WIDE("wide", 0),
    /** Those who know the names. */
    MORE("more", 1),
    /** The same, in short statements that mostly name the skill. */
    SHORT("short", 1),
    /** What may be seen of a skill, told plainly: once in praise, once with a fault. */
    PLAIN("plain", 1);

    private final String name;
    private final double ofSide;

    Source(String name, double ofSide) {
      this.name = name;
      this.ofSide = ofSide;
    }

    /** The remarks of a language in a folder. */
    List<Remark> remarks(Path folder, String language) throws IOException {
      return Remark.of(folder.resolve(language + "-" + name + ".tsv"), this);
    }
  }

  /** A labelled remark: topic, skill, whether it praises, its words, and who wrote it. */
  record Remark(String topic, String skill, boolean praises, String text, Source source) {

    static List<Remark> of(Path file, Source source) throws IOException {
      var remarks = new ArrayList<Remark>();
      for (String line : Files.readAllLines(file)) {
        String[] part = line.split("\t", 4);
        remarks.add(new Remark(part[0], part[1], part[2].equals("+"), part[3], source));
      }
      return remarks;
    }
  }

  /** Every remark of a folder in this language, by whoever wrote it. */
  List<Remark> remarks(Path folder) throws IOException {
    var remarks = new ArrayList<Remark>();
    for (Source source : Source.values()) {
      remarks.addAll(source.remarks(folder, language));
    }
    return remarks;
  }

  /** The model of some remarks, and of a folder's words. */
  RemarkModel trained(Path folder, List<Remark> remarks) throws IOException {
    return trained(lessons(folder, remarks));
  }

  /** What a model is to learn of some remarks, of a folder's words and of the vocabulary. */
  Lessons lessons(Path folder, List<Remark> remarks) throws IOException {
    Map<String, String> topics = topics();
    var said = new ArrayList<Said>();
    for (Term skill : vocabulary.skills()) {
      Wording wording = skill.in(language);
      wording.phrases().forEach(it -> said.add(new Said(it, skill.code(), 1)));
      said.add(new Said(wording.name(), skill.code(), OF_NAME));
    }
    for (String line : Files.readAllLines(folder.resolve(language + "-words.txt"))) {
      int colon = line.indexOf(':');
      for (String words : line.substring(colon + 1).split(",")) {
        said.add(new Said(words.strip(), line.substring(0, colon), 1));
      }
    }
    remarks.forEach(it -> said.add(new Said(it.text(), it.skill(), 1)));
    List<LabelledPhrases.Said> labelled = labelled(folder);
    labelled.forEach(
        it -> it.skill().ifPresent(skill -> said.add(new Said(it.words(), skill, OF_LABELLED))));
    List<Logistic.Text> bySkill =
        said.stream().map(it -> text(it.words(), it.skill(), it.counts())).toList();
    var byTopic = new ArrayList<Logistic.Text>();
    for (Logistic.Text it : bySkill) {
      byTopic.add(new Logistic.Text(it.features(), topic(topics, it.label()), it.counts()));
    }
    labelled.stream()
        .filter(it -> it.skill().isEmpty())
        .forEach(it -> byTopic.add(text(it.words(), it.topic(), OF_LABELLED)));
    vocabulary
        .signs(language)
        .forEach((topic, signs) -> signs.forEach(it -> byTopic.add(text(it, topic, 1))));
    List<Logistic.Text> runs =
        said.stream()
            .map(
                it ->
                    new Logistic.Text(
                        RemarkFeatures.ofRuns(reading.stems(it.words())), it.skill(), it.counts()))
            .toList();
    List<String> sides = Files.readAllLines(folder.resolve(language + "-sides.txt"));
    return new Lessons(byTopic, bySkill, runs, side(remarks, labelled, sides));
  }

  /** The same lessons give the same model. */
  RemarkModel trained(Lessons lessons) {
    Map<String, String> topics = topics();
    return new RemarkModel(
        topics(lessons.byTopic()),
        skills(lessons.bySkill(), topics),
        counted(lessons.runs(), topics),
        side(lessons.bySide()));
  }

  private Map<String, String> topics() {
    Map<String, String> topics = new LinkedHashMap<>();
    vocabulary.skills().forEach(it -> topics.put(it.code(), it.topic()));
    return topics;
  }

  /** The labelled phrases of texts that were read before. */
  private List<LabelledPhrases.Said> labelled(Path folder) throws IOException {
    var labelled = new ArrayList<LabelledPhrases.Said>();
    for (String texts : LABELLED) {
      labelled.addAll(
          LabelledPhrases.said(folder.resolve("../../redaction").resolve(texts), language));
    }
    return labelled;
  }

  private static String topic(Map<String, String> topics, String skill) {
    String topic = topics.get(skill);
    if (topic == null) {
      throw new IllegalArgumentException("no such skill: " + skill);
    }
    return topic;
  }

  private Logistic.Text text(String words, String label, double counts) {
    return new Logistic.Text(RemarkFeatures.ofStems(reading.stems(words)), label, counts);
  }

  /** Of every skill against all, by how often its words were seen. */
  private static SparseModel counted(List<Logistic.Text> texts, Map<String, String> topics) {
    var logistic = new Logistic(texts, 0, 0);
    List<String> labels = List.copyOf(topics.keySet());
    List<String> shown =
        labels.stream().map(it -> RemarkModel.label(topic(topics, it), it)).toList();
    var table = new Table(shown, logistic.features().length);
    logistic.count(texts, labels, table.weights);
    return table.model(logistic);
  }

  /** Words, the skill that they speak for, and how much they count. */
  private record Said(String words, String skill, double counts) {}

  private static SparseModel topics(List<Logistic.Text> texts) {
    List<String> labels = texts.stream().map(Logistic.Text::label).distinct().sorted().toList();
    var logistic = new Logistic(texts, ROUNDS, 1);
    Logistic.Trained trained = logistic.train(texts, labels);
    var table = new Table(labels, logistic.features().length);
    table.add(trained, 0, labels.size());
    return table.model(logistic);
  }

  /** Each topic's skills against one another. */
  private static SparseModel skills(List<Logistic.Text> texts, Map<String, String> topics) {
    var logistic = new Logistic(texts, ROUNDS, 0.5);
    List<String> labels = List.copyOf(topics.keySet());
    var table = new Table(labels, logistic.features().length);
    for (int from = 0; from < labels.size(); ) {
      int to = from;
      String topic = topic(topics, labels.get(from));
      while (to < labels.size() && topic(topics, labels.get(to)).equals(topic)) {
        to++;
      }
      table.add(logistic.train(texts, labels.subList(from, to)), from, to);
      from = to;
    }
    return table.model(logistic);
  }

  private List<Logistic.Text> side(
      List<Remark> remarks, List<LabelledPhrases.Said> labelled, List<String> sides) {
    var texts = new ArrayList<Logistic.Text>();
    ToDoubleFunction<Remark> balance = balance(remarks);
    for (Remark it : remarks) {
      if (it.source().ofSide == 0) {
        continue;
      }
      texts.add(told(it.text(), it.praises(), it.source().ofSide * balance.applyAsDouble(it)));
    }
    labelled.forEach(it -> texts.add(told(it.words(), it.praises(), OF_LABELLED_SIDE)));
    for (String line : sides) {
      texts.add(told(line.substring(1), line.startsWith("+"), OF_SIDE));
    }
    for (Term term : vocabulary.judgements().values()) {
      Judgement.Side side = Judgement.of(term.code()).orElseThrow().side();
      if (side != Judgement.Side.UNSEEN) {
        boolean praises = side == Judgement.Side.WELL;
        term.in(language).phrases().forEach(it -> texts.add(told(it, praises, OF_JUDGEMENT)));
      }
    }
    return balanced(texts);
  }

  private Logistic.Text told(String text, boolean praises, double counts) {
    return new Logistic.Text(proposer.told(text, language), praises ? PRAISE : FAULT, counts);
  }

  /**
   * By how much each remark counts so that praise and fault of every source count as much. Where
   * one source praises less, its manner (short, without a verb) would be held for fault.
   */
  static ToDoubleFunction<Remark> balance(List<Remark> remarks) {
    Map<Source, Long> all =
        remarks.stream().collect(Collectors.groupingBy(Remark::source, Collectors.counting()));
    Map<Source, Long> praising =
        remarks.stream()
            .filter(Remark::praises)
            .collect(Collectors.groupingBy(Remark::source, Collectors.counting()));
    return it -> {
      double of = all.getOrDefault(it.source(), 1L);
      double praised = praising.getOrDefault(it.source(), 0L);
      return of / 2 / (it.praises() ? praised : of - praised);
    };
  }

  /** Praise and fault count as much: that more is written of one says nothing of a text. */
  private static List<Logistic.Text> balanced(List<Logistic.Text> texts) {
    var sums = new HashMap<String, Double>();
    texts.forEach(it -> sums.merge(it.label(), it.counts(), Double::sum));
    double half = sums.values().stream().mapToDouble(it -> it).average().orElse(1);
    return texts.stream()
        .map(
            it ->
                new Logistic.Text(
                    it.features(),
                    it.label(),
                    it.counts() * half / sums.getOrDefault(it.label(), half)))
        .toList();
  }

  private static SparseModel side(List<Logistic.Text> texts) {
    var logistic = new Logistic(texts, ROUNDS, 0.2);
    Logistic.Trained trained = logistic.train(texts, List.of(PRAISE, FAULT));
    int features = logistic.features().length;
    var table = new Table(List.of(PRAISE), features);
    for (int i = 0; i < features; i++) {
      table.weights[i][0] = trained.weight(i, 0) - trained.weight(i, 1);
    }
    table.bias[0] = (float) (trained.bias(0) - trained.bias(1));
    return table.model(logistic);
  }

  /** Weights of every feature for every label. */
  private static final class Table {
    private final List<String> labels;
    private final double[][] weights;
    private final float[] bias;

    Table(List<String> labels, int features) {
      this.labels = labels;
      this.weights = new double[features][labels.size()];
      this.bias = new float[labels.size()];
    }

    /** What all labels share says nothing: the middle of each feature's weights becomes zero. */
    void add(Logistic.Trained trained, int from, int to) {
      for (int i = 0; i < weights.length; i++) {
        var row = new double[to - from];
        for (int c = 0; c < row.length; c++) {
          row[c] = trained.weight(i, c);
        }
        double[] sorted = row.clone();
        Arrays.sort(sorted);
        double middle = sorted[sorted.length / 2];
        for (int c = 0; c < row.length; c++) {
          weights[i][from + c] = row[c] - middle;
        }
      }
      for (int c = from; c < to; c++) {
        bias[c] = (float) trained.bias(c - from);
      }
    }

    SparseModel model(Logistic of) {
      double most = 0;
      for (double[] row : weights) {
        for (double weight : row) {
          most = Math.max(most, Math.abs(weight));
        }
      }
      float unit = (float) (most / STEPS);
      int[] features = of.features();
      var starts = new int[features.length + 1];
      var places = new ArrayList<Short>();
      var steps = new ArrayList<Byte>();
      for (int i = 0; i < features.length; i++) {
        starts[i] = places.size();
        for (int c = 0; c < labels.size(); c++) {
          byte step = (byte) Math.round(weights[i][c] / unit);
          if (Math.abs(step) > NOTHING) {
            places.add((short) c);
            steps.add(step);
          }
        }
      }
      starts[features.length] = places.size();
      var at = new short[places.size()];
      var values = new byte[places.size()];
      for (int i = 0; i < at.length; i++) {
        at[i] = places.get(i);
        values[i] = steps.get(i);
      }
      return new SparseModel(labels, bias, unit, features, of.rarity(), starts, at, values);
    }
  }
}
