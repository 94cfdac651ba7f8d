package retex.server.finding.engine;

import java.util.Locale;
import java.util.Optional;

/** How well a skill is shown, in the order in which a document tells it. */
public enum Judgement {
  EXEMPLARY(Side.WELL),
  ABLE(Side.WELL),
  IMPROVED(Side.WELL),
  PARTIAL(Side.WORK),
  DECLINED(Side.WORK),
  NOT_ABLE(Side.WORK),
  NOT_OBSERVED(Side.UNSEEN);

  private final Side side;

  Judgement(Side side) {
    this.side = side;
  }

  public Side side() {
    return side;
  }

  /** Whether its words do nothing but judge. */
  boolean isExplicit() {
    return switch (this) {
      case EXEMPLARY, IMPROVED, DECLINED -> true;
      case ABLE, PARTIAL, NOT_ABLE, NOT_OBSERVED -> false;
    };
  }

  /** As written in vocabulary and interfaces: {@code not-able}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<Judgement> of(String code) {
    for (Judgement it : values()) {
      if (it.code().equals(code)) {
        return Optional.of(it);
      }
    }
    return Optional.empty();
  }

  /** What a remark says when a negation stands before a word of this judgement. */
  Judgement negated() {
    return switch (this) {
      case EXEMPLARY, IMPROVED -> PARTIAL;
      case ABLE -> NOT_ABLE;
      case PARTIAL, DECLINED, NOT_ABLE, NOT_OBSERVED -> ABLE;
    };
  }

  /** The judgement of a rating from 1 to the highest. */
  static Judgement ofRating(double rating, double highest) {
    double share = rating / highest;
    if (share > 0.95) {
      return EXEMPLARY;
    }
    if (share >= 0.7) {
      return ABLE;
    }
    return share > 0.3 ? PARTIAL : NOT_ABLE;
  }

  /** Where a judgement is told. */
  public enum Side {
    WELL,
    WORK,
    UNSEEN;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
