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
import java.util.function.IntConsumer;

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
  static SentenceModel empty(ModelHead head) {
    return new SentenceModel(head, new byte[head.buckets() * CLASSES], new float[CLASSES], 0);
  }

  static final int ZERO = 128; // what stands for no weight, so that none is negative

  private static final int NAMED = 3; // words that are told as the reason

  private final ModelHead head;
  private final SentenceFeatures features;
  private final byte[] weights; // of bucket × class
  private final long[]
      packed; // the same plus ZERO, a byte a class: a bucket is one place of memory
  private final float[] bias;
  private final float unit; // what one step of a weight is worth

  SentenceModel(ModelHead head, byte[] weights, float[] bias, float unit) {
    this.head = head;
    this.features = head.features();
    this.weights = weights.clone();
    this.bias = bias.clone();
    this.unit = unit;
    this.packed = new long[head.buckets()];
    for (int i = 0; i < weights.length; i++) {
      packed[i / CLASSES] |= ((weights[i] + ZERO) & 0xFFL) << (i % CLASSES * Byte.SIZE);
    }
  }

  static SentenceModel of(String language) {
    return language.equals("fr") ? French.MODEL : English.MODEL;
  }

  ModelHead head() {
    return head;
  }

  /** What one word weighs for each class. */
  float[] ofWord(String folded, long form, boolean readable) {
    var sum = new Sum();
    features.ofWord(folded, form, readable, sum);
    return sum.weights();
  }

  /** How likely each class is, for the tokens from first to end. */
  double[] likelihood(List<Token> tokens, int first, int end, BitSet heard) {
    var words = new float[CLASSES];
    var sum = new Sum();
    for (int i = first; i < end; i++) {
      if (SentenceFeatures.isRepeat(tokens, i, first)) {
        continue;
      }
      float[] word = tokens.get(i).word().weights();
      for (int c = 0; c < CLASSES; c++) {
        words[c] += word[c];
      }
      features.inARow(tokens, i, first, end, sum);
    }
    features.ofLists(heard, sum);
    float[] weights = sum.and(words);
    var logits = new double[CLASSES];
    double share = unit * share(end - first);
    for (int c = 0; c < CLASSES; c++) {
      logits[c] = bias[c] + weights[c] * share;
    }
    return likelihood(logits);
  }

  /** The same of buckets that were listed. */
  double[] likelihoodOf(int[] buckets, double share) {
    var sum = new Sum();
    for (int bucket : buckets) {
      sum.accept(bucket);
    }
    float[] weights = sum.weights();
    var logits = new double[CLASSES];
    for (int c = 0; c < CLASSES; c++) {
      logits[c] = bias[c] + weights[c] * unit * share;
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
      var row = new Sum();
      features.inARow(tokens, i, first, end, row);
      float[] sum = row.and(tokens.get(i).word().weights());
      Token token = tokens.get(i);
      if (!token.is(WordLists.Kind.FUNCTION) && !token.figure() && sum[label] > sum[0]) {
        all.add(new Weighed(token.lower(), sum[label] - sum[0]));
      }
    }
    all.sort(Comparator.comparing(Weighed::weight).reversed());
    return all.stream().map(Weighed::word).distinct().limit(NAMED).toList();
  }

  /** The weights of many buckets summed up, all classes of a bucket at once. */
  private final class Sum implements IntConsumer {

    private static final long EVEN = 0x00FF00FF00FF00FFL; // the bytes of every other class
    private static final int MOST = 0xFFFF / 0xFF; // buckets whose sum two bytes can hold

    private final int[] full = new int[CLASSES];
    private long even;
    private long odd;
    private int count;

    @Override
    public void accept(int bucket) {
      long all = packed[bucket];
      even += all & EVEN;
      odd += (all >>> Byte.SIZE) & EVEN;
      if (++count == MOST) {
        empty();
      }
    }

    private void empty() {
      for (int c = 0; c < CLASSES; c++) {
        long half = c % 2 == 0 ? even : odd;
        full[c] += (int) ((half >>> (c / 2 * Short.SIZE)) & 0xFFFF) - count * ZERO;
      }
      even = 0;
      odd = 0;
      count = 0;
    }

    float[] weights() {
      return and(new float[CLASSES]);
    }

    /** With what was summed up before: whole numbers, so that their order does not matter. */
    float[] and(float[] before) {
      empty();
      var sum = new float[CLASSES];
      for (int c = 0; c < CLASSES; c++) {
        sum[c] = before[c] + full[c];
      }
      return sum;
    }
  }

  /** Writes what {@link #read} reads: only the buckets that weigh. */
  void write(OutputStream to) throws IOException {
    var out = new DataOutputStream(to);
    head.write(out);
    out.writeFloat(unit);
    for (float each : bias) {
      out.writeFloat(each);
    }
    int last = 0;
    for (int bucket = 0; bucket < head.buckets(); bucket++) {
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
      ModelHead head = ModelHead.read(in);
      float unit = in.readFloat();
      var bias = new float[CLASSES];
      for (int c = 0; c < CLASSES; c++) {
        bias[c] = in.readFloat();
      }
      var weights = new byte[head.buckets() * CLASSES];
      for (int bucket = 0; in.available() > 0; ) {
        bucket += in.readUnsignedShort();
        in.readFully(weights, bucket * CLASSES, CLASSES);
      }
      return new SentenceModel(head, weights, bias, unit);
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
