package retex.agent.team;

import retex.refusal.RefusalCode;

/** Why something about a team is not done. */
public enum ShareRefusal implements RefusalCode {
  /** The record has as many photographs as it may; this one of a colleague did not enter. */
  TEAM_PHOTOGRAPH_LEFT_OUT,
  /** Nobody has given this laptop a name for its colleagues. */
  TEAM_NAME_MISSING,
  /** No card of this device was taken here. */
  TEAM_DEVICE_UNKNOWN,
  /** The fingerprint on both screens was not compared yet, or is another. */
  TEAM_NOT_COMPARED,
  /** This laptop cannot be its own colleague. */
  TEAM_CARD_OWN,
  /** The evaluation is not shared. */
  TEAM_SHARE_UNKNOWN,
  /** An area of the plan is none of this form. */
  TEAM_AREA_UNKNOWN,
  /** Nobody else takes part in the plan. */
  TEAM_ALONE,
  /** What stands at this place changed since it was shown. */
  TEAM_PLACE_CHANGED,
  /** Two evaluators differ here, and the chief has not decided. */
  TEAM_ANSWERS_DIFFER,
  /** A colleague attached what has not come to this laptop. */
  TEAM_PHOTOGRAPHS_MISSING,
  /** The chief evaluator alone submits a shared evaluation. */
  TEAM_CHIEF_SUBMITS,
  /** A draft that is shared is not discarded: its team would go on without it. */
  TEAM_DRAFT_SHARED,
  /** A file of the team cannot be read or written. */
  TEAM_FILE_UNREADABLE
}
