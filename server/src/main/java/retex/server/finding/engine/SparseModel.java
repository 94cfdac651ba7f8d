package retex.server.finding.engine;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * A linear model: what each feature of a text weighs for each label, added up. Features are known
 * by the hash of their name; only weights that say something are kept, one byte each. A text is
 * brought to length one, so that long ones do not weigh more. Immutable.
 */
final class SparseModel {

  private static final double OF_RARITY = 16; // steps of a feature's rarity in one unit
  private static final int OF_SIGN = 10;

  private final List<String> labels;
  private final float[] bias;
  private final float unit;
  private final int[] features; // sorted
  private final byte[] rarity;
  private final int[] starts;
  private final short[] places; // of labels
  private final byte[] weights;

  SparseModel(
      List<String> labels,
      float[] bias,
      float unit,
      int[] features,
      byte[] rarity,
      int[] starts,
      short[] places,
      byte[] weights) {
    this.labels = List.copyOf(labels);
    this.bias = bias.clone();
    this.unit = unit;
    this.features = features.clone();
    this.rarity = rarity.clone();
    this.starts = starts.clone();
    this.places = places.clone();
    this.weights = weights.clone();
  }

  /** A rarity as it is kept: how seldom a feature is among texts. */
  static byte kept(int texts, int with) {
    double rarity = 1 + StrictMath.log((1.0 + texts) / (1.0 + with));
    return (byte) Math.min(255, Math.round(rarity * OF_RARITY));
  }

  /** The same for a sign that was heard: it weighs as much as a rare word. */
  static byte ofSign() {
    return (byte) (OF_SIGN * OF_RARITY);
  }

  static double value(byte kept) {
    return (kept & 0xFF) / OF_RARITY;
  }

  List<String> labels() {
    return labels;
  }

  /**
   * The weight of each label for a text with these features; the bias alone where none is known.
   */
  double[] scores(Collection<String> named) {
    var scores = new double[labels.size()];
    double length = 0;
    for (String name : named) {
      int at = Arrays.binarySearch(features, name.hashCode());
      if (at < 0) {
        continue;
      }
      double value = value(rarity[at]);
      length += value * value;
      for (int i = starts[at]; i < starts[at + 1]; i++) {
        scores[places[i]] += value * weights[i];
      }
    }
    double scale = length == 0 ? 0 : unit / Math.sqrt(length);
    for (int i = 0; i < scores.length; i++) {
      scores[i] = bias[i] + scores[i] * scale;
    }
    return scores;
  }

  void write(DataOutputStream out) throws IOException {
    out.writeShort(labels.size());
    for (int i = 0; i < bias.length; i++) {
      out.writeUTF(labels.get(i));
      out.writeFloat(bias[i]);
    }
    out.writeFloat(unit);
    out.writeInt(features.length);
    for (int at = 0; at < features.length; at++) {
      out.writeInt(features[at]);
      out.writeByte(rarity[at]);
      out.writeShort(starts[at + 1] - starts[at]);
      for (int i = starts[at]; i < starts[at + 1]; i++) {
        out.writeShort(places[i]);
        out.writeByte(weights[i]);
      }
    }
  }

  static SparseModel read(DataInputStream in) throws IOException {
    int count = in.readUnsignedShort();
    var labels = new ArrayList<String>();
    var bias = new float[count];
    for (int i = 0; i < count; i++) {
      labels.add(in.readUTF());
      bias[i] = in.readFloat();
    }
    float unit = in.readFloat();
    var features = new int[in.readInt()];
    var rarity = new byte[features.length];
    var starts = new int[features.length + 1];
    var places = new short[features.length * 4];
    var weights = new byte[features.length * 4];
    int next = 0;
    for (int at = 0; at < features.length; at++) {
      features[at] = in.readInt();
      rarity[at] = in.readByte();
      starts[at] = next;
      for (int left = in.readUnsignedShort(); left > 0; left--) {
        if (next == places.length) {
          places = Arrays.copyOf(places, 2 * next);
          weights = Arrays.copyOf(weights, 2 * next);
        }
        places[next] = in.readShort();
        weights[next++] = in.readByte();
      }
    }
    starts[features.length] = next;
    return new SparseModel(
        labels,
        bias,
        unit,
        features,
        rarity,
        starts,
        Arrays.copyOf(places, next),
        Arrays.copyOf(weights, next));
  }
}
