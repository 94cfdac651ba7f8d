package retex.instrument;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Scores answers from the criteria that the reader may see, and from no others: a score handed out
 * is never the internal one, else a few visible ratings and a mean would give away the rest. Area:
 * mean of observed ratings. Unit: mean of areas by weight. Any 1 in a criterion one of whose topics
 * is critical to security caps the unit at 2. Pure.
 */
public final class Scoring {

  private static final double CAP = 2;

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
      List<Criterion> asked =
          area.asked(area.items(given)).stream()
              .filter(criterion -> criterion.kind() == CriterionKind.RATING)
              .filter(visible)
              .filter(criterion -> criterion.isRelevant(answers))
              .toList();
      int[] ratings = asked.stream().flatMapToInt(one -> rating(answers, one)).toArray();
      areas.add(
          new Score.AreaScore(area, IntStream.of(ratings).average(), ratings.length, asked.size()));
      capped |= asked.stream().anyMatch(one -> caps(answers, one, topics));
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

  private static IntStream rating(Map<CriterionCode, Answer> answers, Criterion criterion) {
    Answer answer = answers.get(criterion.code());
    return answer == null
        ? IntStream.empty()
        : answer.fold(
            rated -> IntStream.of(rated.rating()),
            unseen -> IntStream.empty(),
            given -> IntStream.empty());
  }

  private static boolean caps(
      Map<CriterionCode, Answer> answers, Criterion criterion, Topics topics) {
    boolean critical =
        criterion.topics().stream()
            .flatMap(code -> topics.find(code).stream())
            .anyMatch(Topic::isCriticalToSecurity);
    return critical && rating(answers, criterion).anyMatch(rating -> rating == 1);
  }
}
