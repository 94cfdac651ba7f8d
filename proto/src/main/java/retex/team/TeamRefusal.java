package retex.team;

import retex.refusal.RefusalCode;

/** Why a device card or a team file is not taken. */
public enum TeamRefusal implements RefusalCode {
  /** It is no device card, or was altered. */
  CARD_UNFIT,
  /** It is no team file, or of a later version of the product. */
  TEAM_FILE_UNKNOWN,
  /** The file ends before its end. */
  TEAM_FILE_TRUNCATED,
  /** The file, or a contribution in it, is not as it was signed. */
  TEAM_FILE_ALTERED,
  /** The file is sealed to others than this laptop. */
  TEAM_FILE_FOR_OTHERS,
  /** The file was written by a laptop whose card was not taken and compared here. */
  TEAM_SENDER_UNKNOWN,
  /** The file was written by a laptop that is not in this team. */
  TEAM_SENDER_FOREIGN,
  /** The file is of an evaluation that nobody has shared with this laptop yet. */
  TEAM_PLAN_MISSING,
  /** Somebody other than the chief evaluator decided or planned in it. */
  TEAM_CHIEF_ONLY
}
