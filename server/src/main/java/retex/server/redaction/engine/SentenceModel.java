package retex.server.redaction.engine;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * How much a sentence reads like one that must not be told: a multinomial logistic model over
 * {@link SentenceFeatures}, trained on labelled sentences and read from {@code model_en.bin}. What
 * a word weighs by itself is summed up once a word. Immutable.
 */
final class SentenceModel {

  /** What a sentence may be; the first is the one that stays. */
  static final List<String> LABELS =
      List.of("SAFE", "SOURCE", "MISCONDUCT", "MEDICAL", "INTELLIGENCE", "CASUALTY", "INDIRECT");

  static final int CLASSES = 7;

  /** One that weighs nothing: what training begins with. */
  static SentenceModel empty() {
    return new SentenceModel(new byte[SentenceFeatures.BUCKETS * CLASSES], new float[CLASSES], 0);
  }

  private static final int NAMED = 3; // words that are told as the reason

  private final byte[] weights; // of bucket × class
  private final long[] packed; // the same, a byte a class, so that a bucket is one place of memory
  private final float[] bias;
  private final float unit; // what one step of a weight is worth

  SentenceModel(byte[] weights, float[] bias, float unit) {
    this.weights = weights.clone();
    this.bias = bias.clone();
    this.unit = unit;
    this.packed = new long[SentenceFeatures.BUCKETS];
    for (int i = 0; i < weights.length; i++) {
      packed[i / CLASSES] |= (weights[i] & 0xFFL) << (i % CLASSES * Byte.SIZE);
    }
  }

  static SentenceModel of(String language) {
    return language.equals("fr") ? French.MODEL : English.MODEL;
  }

  /** What one word weighs for each class. */
  float[] ofWord(String folded, long form, boolean readable) {
    var sum = new float[CLASSES];
    SentenceFeatures.ofWord(folded, form, readable, bucket -> add(bucket, sum));
    return sum;
  }

  /** How likely each class is, for the tokens from first to end. */
  double[] likelihood(List<Token> tokens, int first, int end, BitSet heard) {
    var sum = new float[CLASSES];
    for (int i = first; i < end; i++) {
      if (SentenceFeatures.isRepeat(tokens, i, first)) {
        continue;
      }
      float[] word = tokens.get(i).word().weights();
      for (int c = 0; c < CLASSES; c++) {
        sum[c] += word[c];
      }
      SentenceFeatures.inARow(tokens, i, first, end, bucket -> add(bucket, sum));
    }
    SentenceFeatures.ofLists(heard, bucket -> add(bucket, sum));
    var logits = new double[CLASSES];
    double share = unit * share(end - first);
    for (int c = 0; c < CLASSES; c++) {
      logits[c] = bias[c] + sum[c] * share;
    }
    return likelihood(logits);
  }

  /** The same of buckets that were listed. */
  double[] likelihoodOf(int[] buckets, double share) {
    var sum = new float[CLASSES];
    for (int bucket : buckets) {
      add(bucket, sum);
    }
    var logits = new double[CLASSES];
    for (int c = 0; c < CLASSES; c++) {
      logits[c] = bias[c] + sum[c] * unit * share;
    }
    return likelihood(logits);
  }

  /** Long sentences have more to weigh: each part weighs less in them. */
  static double share(int tokens) {
    return 1 / StrictMath.sqrt(Math.max(tokens, 4));
  }

  static double[] likelihood(double[] logits) {
    double most = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      most = Math.max(most, logit);
    }
    var likely = new double[CLASSES];
    double all = 0;
    for (int c = 0; c < CLASSES; c++) {
      likely[c] = StrictMath.exp(logits[c] - most);
      all += likely[c];
    }
    for (int c = 0; c < CLASSES; c++) {
      likely[c] /= all;
    }
    return likely;
  }

  /** The words that weigh most for a class, the heaviest first, as written. */
  List<String> strongest(List<Token> tokens, int first, int end, int label) {
    record Weighed(String word, float weight) {}
    var all = new ArrayList<Weighed>();
    for (int i = first; i < end; i++) {
      var sum = tokens.get(i).word().weights().clone();
      SentenceFeatures.inARow(tokens, i, first, end, bucket -> add(bucket, sum));
      Token token = tokens.get(i);
      if (!token.is(WordLists.Kind.FUNCTION) && !token.figure() && sum[label] > sum[0]) {
        all.add(new Weighed(token.lower(), sum[label] - sum[0]));
      }
    }
    all.sort(Comparator.comparing(Weighed::weight).reversed());
    return all.stream().map(Weighed::word).distinct().limit(NAMED).toList();
  }

  private void add(int bucket, float[] sum) {
    long all = packed[bucket];
    for (int c = 0; all != 0 && c < CLASSES; c++) {
      sum[c] += (byte) (all >>> (c * Byte.SIZE));
    }
  }

  /** Writes what {@link #read} reads: only the buckets that weigh. */
  void write(OutputStream to) throws IOException {
    var out = new DataOutputStream(to);
    out.writeFloat(unit);
    for (float each : bias) {
      out.writeFloat(each);
    }
    int last = 0;
    for (int bucket = 0; bucket < SentenceFeatures.BUCKETS; bucket++) {
      if (weighs(bucket) || bucket - last == 0xFFFF) {
        out.writeShort(bucket - last);
        out.write(weights, bucket * CLASSES, CLASSES);
        last = bucket;
      }
    }
    out.flush();
  }

  private boolean weighs(int bucket) {
    for (int c = 0; c < CLASSES; c++) {
      if (weights[bucket * CLASSES + c] != 0) {
        return true;
      }
    }
    return false;
  }

  private static SentenceModel read(String language) {
    String name = "/redaction/model_" + language + ".bin";
    try (var raw = SentenceModel.class.getResourceAsStream(name)) {
      if (raw == null) {
        throw new IllegalStateException("no model: " + name);
      }
      byte[] all = raw.readAllBytes();
      var in = new DataInputStream(new java.io.ByteArrayInputStream(all));
      float unit = in.readFloat();
      var bias = new float[CLASSES];
      for (int c = 0; c < CLASSES; c++) {
        bias[c] = in.readFloat();
      }
      var weights = new byte[SentenceFeatures.BUCKETS * CLASSES];
      for (int bucket = 0; in.available() > 0; ) {
        bucket += in.readUnsignedShort();
        in.readFully(weights, bucket * CLASSES, CLASSES);
      }
      return new SentenceModel(weights, bias, unit);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class English {
    static final SentenceModel MODEL = read("en");
  }

  private static final class French {
    static final SentenceModel MODEL = read("fr");
  }
}
