package retex.team;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.Optional;

/**
 * One change of what the chief settled at a place, or of the plan (an empty place), by the counter
 * of the contribution that it was made with; {@code said} is empty where a decision was taken back.
 */
record Act(String place, long since, ByteString said) implements Comparable<Act> {

  static final String PLAN = "";

  private static final int SAID_BYTES = 16;
  private static final Comparator<Act> ORDER =
      Comparator.comparingLong(Act::since)
          .thenComparing(Act::place)
          .thenComparing(Act::said, ByteString.unsignedLexicographicalComparator());

  /** That {@code now} holds from this contribution on; empty: nothing does. */
  static Act of(String place, long since, Optional<? extends MessageLite> now) {
    return new Act(place, since, now.map(it -> hash(it.toByteArray())).orElse(ByteString.EMPTY));
  }

  private static ByteString hash(byte[] bytes) {
    try {
      return ByteString.copyFrom(MessageDigest.getInstance("SHA-256").digest(bytes), 0, SAID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has it
    }
  }

  static Act read(retex.proto.team.v1.Act it) {
    return new Act(it.getPlace(), it.getSince(), it.getSaid());
  }

  retex.proto.team.v1.Act message() {
    return retex.proto.team.v1.Act.newBuilder()
        .setPlace(place)
        .setSince(since)
        .setSaid(said)
        .build();
  }

  @Override
  public int compareTo(Act other) {
    return ORDER.compare(this, other);
  }
}
