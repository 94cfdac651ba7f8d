package retex.agent.sync;

import retex.refusal.RefusalCode;
import retex.relay.NotTaken;

/** Why sync or enrolment stopped. */
public enum SyncRefused implements RefusalCode {
  /** This laptop is not enrolled. */
  NOT_ENROLLED,
  /** The address is not {@code host:port}. */
  ADDRESS_MALFORMED,
  /** Nothing answered at the address given when enrolling. */
  ADDRESS_SILENT,
  /** The token is not one that a server issued. */
  TOKEN_MALFORMED,
  /** The picture shows no QR code that can be read. */
  TOKEN_PICTURE_UNREADABLE,
  /** The server is not the one that issued the token; nothing was sent. */
  SERVER_NOT_THE_ONE,
  /** The server does not take the token. */
  TOKEN_REFUSED,
  /** The server found a signature that does not fit. */
  SIGNATURE_REFUSED,
  /** The server has revoked this laptop. */
  DEVICE_REVOKED,
  /** The server does not know this laptop: it was put back from before the enrolment. */
  DEVICE_UNKNOWN,
  /** The server could not read the request. */
  REQUEST_REFUSED,
  /** The link failed; what was acknowledged is safe, the rest goes next time. */
  LINK_DOWN,
  /** The server stopped this laptop's log at an entry. */
  LOG_STOPPED,
  /** Retired: entries that this laptop lost are taken back. */
  LAPTOP_BEHIND,
  /** The server lacks entries of an earlier epoch and does not take them. */
  EARLIER_LOG_REFUSED,
  /** Several copies of this laptop write at the same time, so that no epoch stays its own. */
  LOG_FORKED,
  /** The hours in which the laptop may call are not {@code 06:00-08:00,…}. */
  HOURS_MALFORMED,
  /** What may cross of files is no number of megabytes. */
  BUDGET_UNFIT,
  /** What the server said does not follow the contract. */
  ANSWER_MALFORMED,
  /** Headquarters ended the call in which photographs and documents cross. */
  FILES_STOPPED,
  /** Headquarters did not finish bundles that are carried for others; the rest went. */
  CARRIED_STOPPED,
  /** This laptop was revoked, and headquarters does not have everything that is on it. */
  HAND_OVER_INCOMPLETE,
  /** This laptop was revoked; its keys wait, since its drafts go with them. */
  HAND_OVER_WAITS,
  /** A file of a team is larger than headquarters passes on. */
  TEAM_FILE_TOO_LARGE,
  /** None of the team's laptops is enrolled for this one's mission. */
  TEAM_NOBODY,
  /** Headquarters has not said for which mission this laptop is. */
  TEAM_MISSION_MISSING,
  /** Too many files of teams wait at headquarters. */
  TEAM_POST_FULL;

  /** How this laptop says why a file of a team was not taken. */
  public static SyncRefused of(NotTaken why) {
    return switch (why) {
      case TOO_LARGE -> TEAM_FILE_TOO_LARGE;
      case NOBODY -> TEAM_NOBODY;
      case MISSION_MISSING -> TEAM_MISSION_MISSING;
      case FULL -> TEAM_POST_FULL;
    };
  }
}
