package retex.server.sync;

import com.google.protobuf.ByteString;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import retex.exchange.Pieces;
import retex.proto.sync.v1.PreviousAnswer;
import retex.proto.sync.v1.PreviousEvaluation;
import retex.proto.sync.v1.PreviousImprovement;
import retex.server.device.DeviceScope;
import retex.server.previous.PreviousEvaluations;

/** Previous evaluations for laptops of a scope. Safe for use by several threads. */
@Singleton
final class PreviousFeed {

  private static final Pieces NOTHING = new Pieces(Map.of());

  private final PreviousEvaluations previous;
  private volatile Now now = new Now(-1, Map.of());

  PreviousFeed(PreviousEvaluations previous) {
    this.previous = previous;
  }

  /** Where it is the same, the pieces are. */
  long version() {
    return previous.version();
  }

  /** What a laptop may hold: nothing without a scope. */
  Pieces pieces(Optional<DeviceScope> scope) {
    return scope.map(this::of).orElse(NOTHING);
  }

  private Pieces of(DeviceScope scope) {
    long version = previous.version();
    Now held = now;
    if (held.version() != version) {
      held = new Now(version, new ConcurrentHashMap<>());
      now = held;
    }
    return held.pieces().computeIfAbsent(scope, this::read);
  }

  private Pieces read(DeviceScope scope) {
    var pieces = new HashMap<String, PreviousEvaluation>();
    previous
        .of(scope)
        .forEach(it -> pieces.put(it.unit().value() + " " + it.instrument().id(), message(it)));
    return new Pieces(pieces);
  }

  private static PreviousEvaluation message(retex.server.previous.PreviousEvaluation it) {
    var message =
        PreviousEvaluation.newBuilder()
            .setUnit(it.unit().value())
            .setInstrument(it.instrument().toString())
            .setToDay(it.to().toEpochDay())
            .setRecordId(ByteString.copyFrom(it.record().bytes()))
            .setWithoutWords(it.withoutWords());
    it.answers().forEach(one -> message.addAnswers(message(one)));
    it.improvements()
        .forEach(
            one ->
                message.addImprovements(
                    PreviousImprovement.newBuilder()
                        .setCriterion(one.criterion())
                        .setAction(one.action())
                        .setDueDay(one.due().toEpochDay())));
    return message.build();
  }

  private static PreviousAnswer message(retex.server.previous.PreviousEvaluation.Said it) {
    var answer = PreviousAnswer.newBuilder().setCriterion(it.criterion()).setRemark(it.remark());
    if (it.rating() > 0) {
      answer.setRating(it.rating());
    } else if (it.value().isEmpty()) {
      answer.setNotObserved(true);
    } else {
      answer.setValue(it.value());
    }
    return answer.build();
  }

  /** The pieces of one version, by scope. */
  private record Now(long version, Map<DeviceScope, Pieces> pieces) {}
}
