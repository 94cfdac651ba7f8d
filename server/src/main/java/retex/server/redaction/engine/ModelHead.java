package retex.server.redaction.engine;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What a sentence model sees and from where on it is believed: the head of its file, so that each
 * language has what was measured to serve it best. Likelihoods that a sentence must not be told are
 * from 0 to 1. Immutable.
 *
 * @param bits of the number of a feature: two to this power are told apart
 * @param told whether the model sees how a sentence is told, beside its words
 * @param doubt from here on a sentence goes that may hide something
 * @param plain from here on any other goes
 * @param clear below, the model overrules a phrase
 */
record ModelHead(int bits, boolean told, float doubt, float plain, float clear) {

  private static final int MOST_BITS = 24; // what the finalizer of a feature leaves

  ModelHead {
    boolean ordered = 0 <= clear && clear <= plain && 0 <= doubt && doubt <= plain && plain <= 1;
    if (bits < 1 || bits > MOST_BITS || !ordered) {
      throw new IllegalArgumentException("no head of a model");
    }
  }

  /** How many features are told apart. */
  int buckets() {
    return 1 << bits;
  }

  SentenceFeatures features() {
    return new SentenceFeatures(buckets(), told);
  }

  void write(DataOutput out) throws IOException {
    out.writeByte(bits);
    out.writeBoolean(told);
    out.writeFloat(doubt);
    out.writeFloat(plain);
    out.writeFloat(clear);
  }

  static ModelHead read(DataInput in) throws IOException {
    return new ModelHead(
        in.readByte(), in.readBoolean(), in.readFloat(), in.readFloat(), in.readFloat());
  }
}
