package retex.server.policy.engine;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** What becomes of a detail. */
public sealed interface Treatment {

  /** What becomes of whatever a policy does not name. */
  Treatment SUPPRESS = new Suppress();

  /** Handles every case. */
  <T> T fold(
      Supplier<T> ifSuppressed,
      Function<Grain, T> ifGeneralised,
      IntFunction<T> ifAggregated,
      Supplier<T> ifReleased,
      Supplier<T> ifAsked);

  /** As the policy file writes it: {@code suppress}, {@code to quarter}, {@code aggregate 3}. */
  default String word() {
    return fold(
        () -> "suppress",
        grain -> "to " + grain.word(),
        units -> "aggregate " + units,
        () -> "release",
        () -> "ask");
  }

  /** Reads {@link #word}; empty for anything else. */
  static Optional<Treatment> of(String word) {
    if (word.startsWith("aggregate ")) {
      String units = word.substring("aggregate ".length());
      return units.matches("[1-9]\\d{0,2}")
          ? Optional.of(new Aggregate(Integer.parseInt(units)))
          : Optional.empty();
    }
    if (word.startsWith("to ")) {
      return Arrays.stream(Grain.values())
          .filter(grain -> ("to " + grain.word()).equals(word))
          .findFirst()
          .map(Generalise::new);
    }
    return switch (word) {
      case "suppress" -> Optional.of(SUPPRESS);
      case "release" -> Optional.of(new Release());
      case "ask" -> Optional.of(new Ask());
      default -> Optional.empty();
    };
  }

  /** Held back. */
  record Suppress() implements Treatment {
    @Override
    public <T> T fold(
        Supplier<T> ifSuppressed,
        Function<Grain, T> ifGeneralised,
        IntFunction<T> ifAggregated,
        Supplier<T> ifReleased,
        Supplier<T> ifAsked) {
      return ifSuppressed.get();
    }
  }

  /** Told coarser. */
  record Generalise(Grain to) implements Treatment {
    @Override
    public <T> T fold(
        Supplier<T> ifSuppressed,
        Function<Grain, T> ifGeneralised,
        IntFunction<T> ifAggregated,
        Supplier<T> ifReleased,
        Supplier<T> ifAsked) {
      return ifGeneralised.apply(to);
    }
  }

  /** Told in figures of at least so many units, and never by unit. */
  record Aggregate(int units) implements Treatment {
    @Override
    public <T> T fold(
        Supplier<T> ifSuppressed,
        Function<Grain, T> ifGeneralised,
        IntFunction<T> ifAggregated,
        Supplier<T> ifReleased,
        Supplier<T> ifAsked) {
      return ifAggregated.apply(units);
    }
  }

  /** Told as it is. */
  record Release() implements Treatment {
    @Override
    public <T> T fold(
        Supplier<T> ifSuppressed,
        Function<Grain, T> ifGeneralised,
        IntFunction<T> ifAggregated,
        Supplier<T> ifReleased,
        Supplier<T> ifAsked) {
      return ifReleased.get();
    }
  }

  /** Held back unless the officers who release say so for this one document. */
  record Ask() implements Treatment {
    @Override
    public <T> T fold(
        Supplier<T> ifSuppressed,
        Function<Grain, T> ifGeneralised,
        IntFunction<T> ifAggregated,
        Supplier<T> ifReleased,
        Supplier<T> ifAsked) {
      return ifAsked.get();
    }
  }
}
