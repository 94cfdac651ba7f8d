package retex.instrument;

import static retex.instrument.InstrumentRefusal.CODE_MALFORMED;

/** A training topic's code, such as {@code MED-01}. */
public record TopicCode(String value) implements Comparable<TopicCode> {

  public TopicCode {
    if (!Codes.isCode(value)) {
      throw CODE_MALFORMED.at("topic").asException();
    }
  }

  @Override
  public int compareTo(TopicCode other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
