package retex.server.policy.engine;

import java.util.function.Function;

/** What becomes of a figure: it is told, perhaps of fewer members and as a band, or withheld. */
public sealed interface Verdict {

  <T> T fold(Function<Telling, T> told, Function<Withheld, T> withheld);

  /** Told of these members, as no more than this band of sums. */
  record Telling(Figure figure, Band band) implements Verdict {

    /** The same as a reader sees it. */
    public Told told() {
      return new Told(
          figure.subject(),
          figure.parts().stream().map(Figure.Part::member).toList(),
          band.least(),
          band.most());
    }

    @Override
    public <T> T fold(Function<Telling, T> told, Function<Withheld, T> withheld) {
      return told.apply(this);
    }
  }

  /** Not told. */
  record Holding(Withheld why) implements Verdict {

    @Override
    public <T> T fold(Function<Telling, T> told, Function<Withheld, T> withheld) {
      return withheld.apply(why);
    }
  }
}
