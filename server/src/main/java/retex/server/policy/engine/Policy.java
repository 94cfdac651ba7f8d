package retex.server.policy.engine;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import retex.contract.Classification;

/**
 * One version of a policy. Whatever it does not name is suppressed, and so is all that is strictly
 * confidential. Immutable.
 */
public final class Policy {

  private final String name;
  private final int version;
  private final Limits limits;
  private final Quotes quotes;
  private final Map<Place, Treatment> table;

  Policy(String name, int version, Limits limits, Quotes quotes, Map<Place, Treatment> table) {
    this.name = name;
    this.version = version;
    this.limits = limits;
    this.quotes = quotes;
    this.table = new TreeMap<>(table);
  }

  public String name() {
    return name;
  }

  public int version() {
    return version;
  }

  /** Name and version, as documents tell them: {@code release-2}. */
  public String id() {
    return name + "-" + version;
  }

  public Limits limits() {
    return limits;
  }

  public Quotes quotes() {
    return quotes;
  }

  /** What becomes of a kind of detail. */
  public Treatment of(Detail detail, Recipient recipient, Classification classification) {
    return classification == Classification.STRICTLY_CONFIDENTIAL || detail.isClosed()
        ? Treatment.SUPPRESS
        : table.getOrDefault(new Place(detail, recipient, classification), Treatment.SUPPRESS);
  }

  /** Kinds of detail that the officers of a release may ask for. */
  public Set<Detail> asks() {
    return table.entrySet().stream()
        .filter(it -> it.getValue() instanceof Treatment.Ask)
        .map(it -> it.getKey().detail())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Every line of the table in its order. */
  Map<Place, Treatment> table() {
    return table;
  }

  @Override
  public String toString() {
    return "Policy[" + id() + "]";
  }

  /** How many of the evaluator's own sentences, and the fewest words of one. */
  public record Quotes(int most, int fewestWords) {}

  /** A line of the table. */
  record Place(Detail detail, Recipient recipient, Classification classification)
      implements Comparable<Place> {

    String word() {
      return detail.word() + " · " + recipient.word() + " · " + Detail.Words.of(classification);
    }

    @Override
    public int compareTo(Place other) {
      int byDetail = detail.compareTo(other.detail);
      int byRecipient = byDetail != 0 ? byDetail : recipient.compareTo(other.recipient);
      return byRecipient != 0 ? byRecipient : classification.compareTo(other.classification);
    }
  }
}
