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
 * praise or find fault. Multinomial logistic regression, trained from labelled remarks and the
 * vocabulary, and read from {@code remarks_XX.bin} when first asked for. Immutable.
 */
final class RemarkModel implements TopicWeights {

  private static final Map<String, Optional<RemarkModel>> READ = new ConcurrentHashMap<>();
  private static final double UNKNOWN = -20; // a skill or topic that training did not see

  private final SparseModel topics;
  private final SparseModel skills;
  private final SparseModel side;
  private final Map<String, Integer> places = new HashMap<>();

  RemarkModel(SparseModel topics, SparseModel skills, SparseModel side) {
    this.topics = topics;
    this.skills = skills;
    this.side = side;
    for (int i = 0; i < skills.labels().size(); i++) {
      places.put(skills.labels().get(i), i);
    }
  }

  /** The model of a language; none for one that has no labelled remarks. */
  static Optional<RemarkModel> of(String language) {
    return READ.computeIfAbsent(language, RemarkModel::shipped);
  }

  static boolean ships(String language) {
    return RemarkModel.class.getResource(file(language)) != null;
  }

  @Override
  public Map<String, Double> topics(List<String> stems) {
    double[] scores = topics.scores(RemarkFeatures.ofStems(stems));
    var byTopic = new HashMap<String, Double>();
    for (int i = 0; i < scores.length; i++) {
      byTopic.put(topics.labels().get(i), scores[i]);
    }
    return byTopic;
  }

  @Override
  public Map<String, Double> skills(List<String> stems, Collection<String> of) {
    double[] scores = skills.scores(RemarkFeatures.ofStems(stems));
    var bySkill = new HashMap<String, Double>();
    for (String skill : of) {
      Integer place = places.get(skill);
      bySkill.put(skill, place == null ? UNKNOWN : scores[place]);
    }
    return bySkill;
  }

  /** How much features speak for praise; below zero for fault. */
  double praise(Set<String> features) {
    return side.scores(features)[0];
  }

  void write(OutputStream to) throws IOException {
    var out = new DataOutputStream(to);
    topics.write(out);
    skills.write(out);
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
          new RemarkModel(SparseModel.read(in), SparseModel.read(in), SparseModel.read(in)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String file(String language) {
    return "/vocabulary/remarks_" + language + ".bin";
  }
}
