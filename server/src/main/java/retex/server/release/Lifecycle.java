package retex.server.release;

import static retex.server.release.ReleaseRefusal.RECALLER_IS_ASKER;
import static retex.server.release.ReleaseRefusal.RELEASER_IS_PROPOSER;
import static retex.server.release.ReleaseRefusal.RELEASE_DECIDED;

import java.util.Optional;

/** The states of a release, and who may move it from one to the next. Pure. */
final class Lifecycle {

  private Lifecycle() {}

  /** The state after an event; empty where the event does not belong there. */
  static Optional<ReleaseState> next(ReleaseState state, ReleaseEvent event) {
    return switch (state) {
      case PROPOSED ->
          switch (event) {
            case APPROVE -> Optional.of(ReleaseState.APPROVED);
            case REFUSE -> Optional.of(ReleaseState.REFUSED);
            case ASK_RECALL, CONFIRM_RECALL, DROP_RECALL -> Optional.empty();
          };
      case APPROVED ->
          switch (event) {
            case ASK_RECALL -> Optional.of(ReleaseState.RECALL_ASKED);
            case APPROVE, REFUSE, CONFIRM_RECALL, DROP_RECALL -> Optional.empty();
          };
      case RECALL_ASKED ->
          switch (event) {
            case CONFIRM_RECALL -> Optional.of(ReleaseState.RECALLED);
            case DROP_RECALL -> Optional.of(ReleaseState.APPROVED);
            case APPROVE, REFUSE, ASK_RECALL -> Optional.empty();
          };
      case REFUSED, RECALLED -> Optional.empty();
    };
  }

  /**
   * The same for a person. Refuses {@code RELEASER_IS_PROPOSER}, {@code RECALLER_IS_ASKER} and
   * {@code RELEASE_DECIDED}.
   */
  static ReleaseState next(Release it, ReleaseEvent event, String actor) {
    if (event == ReleaseEvent.APPROVE && actor.equals(it.proposer())) {
      throw RELEASER_IS_PROPOSER.at("release").asException();
    }
    if (event == ReleaseEvent.CONFIRM_RECALL && actor.equals(it.recall().asker())) {
      throw RECALLER_IS_ASKER.at("release").asException();
    }
    return next(it.state(), event).orElseThrow(() -> RELEASE_DECIDED.at("release").asException());
  }
}
