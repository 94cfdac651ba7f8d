package retex.agent.entry;

import java.util.List;
import java.util.Optional;
import retex.agent.draft.Draft;
import retex.refusal.Refusal;

/**
 * What a later step has to say before a draft is submitted; collected as beans, so that this step
 * knows none of them. A refusal's place is a criterion's code or a field.
 */
public interface SubmissionCheck {

  /** Everything that stands between the draft and its submission; empty where nothing does. */
  List<Refusal> problems(Draft draft);

  /** The page on which one of its refusals is mended; empty where that is the form. */
  default Optional<String> mendedAt(Draft draft, Refusal refusal) {
    return Optional.empty();
  }

  /** Why a draft cannot be discarded; empty where it can. */
  default Optional<Refusal> kept(Draft draft) {
    return Optional.empty();
  }

  /** At how many places the user of this laptop is to decide between evaluators. */
  default int toDecide(Draft draft) {
    return 0;
  }

  /** Whether another laptop submits what is entered here, and decides on the form. */
  default boolean isPart(Draft draft) {
    return false;
  }
}
