package retex.agent.team;

import static retex.agent.team.ShareRefusal.TEAM_ANSWERS_DIFFER;
import static retex.agent.team.ShareRefusal.TEAM_CHIEF_SUBMITS;
import static retex.agent.team.ShareRefusal.TEAM_DRAFT_SHARED;
import static retex.agent.team.ShareRefusal.TEAM_PHOTOGRAPHS_MISSING;
import static retex.agent.team.ShareRefusal.TEAM_PHOTOGRAPH_LEFT_OUT;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import retex.agent.draft.Draft;
import retex.agent.entry.SubmissionCheck;
import retex.refusal.Refusal;

/** A shared evaluation is submitted by its chief, when nothing is open between evaluators. */
@Singleton
final class Disputes implements SubmissionCheck {

  private final Shares shares;
  private final Photographs photographs;

  Disputes(Shares shares, Photographs photographs) {
    this.shares = shares;
    this.photographs = photographs;
  }

  @Override
  public List<Refusal> problems(Draft draft) {
    Optional<Shares.Shared> shared = shares.ofDraft(draft.id());
    if (shared.isEmpty()) {
      return List.of();
    }
    if (!shared.get().isChief()) {
      return List.of(TEAM_CHIEF_SUBMITS.at("team"));
    }
    var problems = new ArrayList<Refusal>();
    shared.get().open().forEach(place -> problems.add(TEAM_ANSWERS_DIFFER.at(where(place.name()))));
    if (photographs.missing(shared.get().state()) > 0) {
      problems.add(TEAM_PHOTOGRAPHS_MISSING.at("team"));
    }
    shares.leftOut(shared.get()).forEach(it -> problems.add(TEAM_PHOTOGRAPH_LEFT_OUT.at(it)));
    return problems;
  }

  @Override
  public Optional<String> mendedAt(Draft draft, Refusal refusal) {
    return refusal.code() instanceof ShareRefusal
        ? Optional.of("/team/drafts/" + draft.id())
        : Optional.empty();
  }

  @Override
  public Optional<Refusal> kept(Draft draft) {
    return shares.ofDraft(draft.id()).map(it -> TEAM_DRAFT_SHARED.at("team"));
  }

  @Override
  public int toDecide(Draft draft) {
    return shares
        .ofDraft(draft.id())
        .filter(Shares.Shared::isChief)
        .map(it -> it.open().size())
        .orElse(0);
  }

  @Override
  public boolean isPart(Draft draft) {
    return shares.ofDraft(draft.id()).filter(it -> !it.isChief()).isPresent();
  }

  /** A criterion's code, or the name of a narrative field. */
  private static String where(String place) {
    return place.startsWith("answers.") ? place.substring("answers.".length()) : place;
  }
}
