package retex.server.person;

import retex.refusal.RefusalCode;

/** Why a person is not certified. */
public enum PersonRefusal implements RefusalCode {
  /** A certificate holds between one day and two years. */
  PERSON_DAYS_UNFIT,
  /** No certificate that holds is about this key. */
  PERSON_UNKNOWN,
  /** The file cannot be read or written. */
  PERSON_FILE_UNREADABLE
}
