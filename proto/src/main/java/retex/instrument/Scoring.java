package retex.instrument;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Scores answers from the criteria that the reader may see, and from no others: a score handed out
 * is never the internal one, else a few visible ratings and a mean would give away the rest. Area:
 * mean of observed ratings. Unit: mean of areas by weight. Any 1 in a criterion one of whose topics
 * is critical to security caps the unit at 2. Pure. Loops, for it runs at each answer that is kept.
 */
public final class Scoring {

  private static final double CAP = 2;
  private static final int NONE = 0; // no rating; below every one of the scale

  private Scoring() {}

  public static Score of(
      Instrument instrument,
      Map<CriterionCode, Answer> given,
      Predicate<Criterion> visible,
      Topics topics) {
    Map<CriterionCode, Answer> answers = instrument.relevant(given);
    var areas = new ArrayList<Score.AreaScore>();
    boolean capped = false;
    for (Area area : instrument.areas()) {
      int asked = 0;
      int observed = 0;
      int sum = 0;
      for (Criterion criterion : area.asked(area.items(given))) {
        if (criterion.kind() == CriterionKind.RATING
            && visible.test(criterion)
            && criterion.isRelevant(answers)) {
          asked++;
          int rating = rating(answers.get(criterion.code()));
          observed += rating == NONE ? 0 : 1;
          sum += rating;
          capped |= rating == 1 && isCritical(criterion, topics);
        }
      }
      var mean =
          observed == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) sum / observed);
      areas.add(new Score.AreaScore(area, mean, observed, asked));
    }
    OptionalDouble mean = weighted(areas);
    boolean holds = capped && mean.isPresent() && mean.getAsDouble() > CAP;
    return new Score(holds ? OptionalDouble.of(CAP) : mean, holds, areas);
  }

  private static OptionalDouble weighted(List<Score.AreaScore> areas) {
    double sum = 0;
    int weights = 0;
    for (Score.AreaScore score : areas) {
      if (score.mean().isPresent()) {
        sum += score.mean().getAsDouble() * score.area().weight();
        weights += score.area().weight();
      }
    }
    return weights == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / weights);
  }

  private static int rating(@Nullable Answer answer) {
    return answer == null ? NONE : answer.fold(Answer.Rated::rating, unseen -> NONE, given -> NONE);
  }

  private static boolean isCritical(Criterion criterion, Topics topics) {
    for (TopicCode code : criterion.topics()) {
      if (topics.find(code).filter(Topic::isCriticalToSecurity).isPresent()) {
        return true;
      }
    }
    return false;
  }
}
