package retex.server.finding.engine;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a language's remarks taught: which topic and skill their words speak for, and whether they
 * praise or find fault. Multinomial logistic regression of topics, and of the skills of each,
 * beside how often the words of every skill were counted (naive Bayes): the two err in other ways.
 * Trained from labelled remarks and the vocabulary, and read from {@code remarks_XX.bin} when first
 * asked for. Immutable.
 */
final class RemarkModel implements TopicWeights {

  private static final Map<String, Optional<RemarkModel>> READ = new ConcurrentHashMap<>();
  private static final double UNKNOWN = -20; // a skill or topic that training did not see
  private static final double OF_REGRESSION = 0.5; // beside what was counted

  private final SparseModel topics;
  private final SparseModel skills;
  private final SparseModel counted; // the skills in the order of the other
  private final SparseModel side;
  private final Map<String, Integer> places = new HashMap<>();
  private final int[] topicOf; // each skill's, among the labels of topics

  RemarkModel(SparseModel topics, SparseModel skills, SparseModel counted, SparseModel side) {
    this.topics = topics;
    this.skills = skills;
    this.counted = counted;
    this.side = side;
    this.topicOf = new int[counted.labels().size()];
    for (int i = 0; i < topicOf.length; i++) {
      String label = counted.labels().get(i);
      int space = label.indexOf(' ');
      topicOf[i] = topics.labels().indexOf(label.substring(0, space));
      places.put(label.substring(space + 1), i);
    }
  }

  /** The label of a skill among those that are counted. */
  static String label(String topic, String skill) {
    return topic + " " + skill;
  }

  /** The model of a language; none for one that has no labelled remarks. */
  static Optional<RemarkModel> of(String language) {
    return READ.computeIfAbsent(language, RemarkModel::shipped);
  }

  static boolean ships(String language) {
    return RemarkModel.class.getResource(file(language)) != null;
  }

  @Override
  public Said said(List<String> stems) {
    Set<String> features = RemarkFeatures.ofStems(stems);
    return new Weighed(
        topics.scores(features),
        skills.scores(features),
        counted.scores(RemarkFeatures.ofRuns(stems)));
  }

  /** What each model says of some stems, by the places of its labels. */
  private final class Weighed implements Said {

    private final double[] ofTopics;
    private final double[] ofSkills;
    private final double[] ofCounted;

    Weighed(double[] ofTopics, double[] ofSkills, double[] ofCounted) {
      this.ofTopics = ofTopics;
      this.ofSkills = ofSkills;
      this.ofCounted = ofCounted;
    }

    @Override
    public Map<String, Double> topics() {
      var sums = new double[ofTopics.length];
      for (int i = 0; i < ofCounted.length; i++) {
        sums[topicOf[i]] += Math.exp(ofCounted[i]);
      }
      var byTopic = new HashMap<String, Double>();
      for (int i = 0; i < ofTopics.length; i++) {
        byTopic.put(topics.labels().get(i), OF_REGRESSION * ofTopics[i] + Math.log(sums[i]));
      }
      return byTopic;
    }

    @Override
    public Map<String, Double> skills(Collection<String> of) {
      var bySkill = new HashMap<String, Double>();
      for (String skill : of) {
        Integer place = places.get(skill);
        bySkill.put(
            skill, place == null ? UNKNOWN : OF_REGRESSION * ofSkills[place] + ofCounted[place]);
      }
      return bySkill;
    }
  }

  /** How much features speak for praise; below zero for fault. */
  double praise(Set<String> features) {
    return side.scores(features)[0];
  }

  void write(OutputStream to) throws IOException {
    var out = new DataOutputStream(to);
    topics.write(out);
    skills.write(out);
    counted.write(out);
    side.write(out);
    out.flush();
  }

  private static Optional<RemarkModel> shipped(String language) {
    try (InputStream raw = RemarkModel.class.getResourceAsStream(file(language))) {
      if (raw == null) {
        return Optional.empty();
      }
      var in = new DataInputStream(new ByteArrayInputStream(raw.readAllBytes()));
      return Optional.of(
          new RemarkModel(
              SparseModel.read(in),
              SparseModel.read(in),
              SparseModel.read(in),
              SparseModel.read(in)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String file(String language) {
    return "/vocabulary/remarks_" + language + ".bin";
  }
}
