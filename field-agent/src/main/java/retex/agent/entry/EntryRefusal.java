package retex.agent.entry;

import retex.refusal.RefusalCode;

/** Why a form or an import line is not taken. */
public enum EntryRefusal implements RefusalCode {
  /** A line is no JSON object. */
  LINE_NOT_JSON,
  /** A line does not fit the schema of record lines. */
  LINE_NOT_A_RECORD,
  /** A line lacks a field that every record of its kind has. */
  LINE_FIELD_MISSING,
  /** A line has a field that no record of its kind has. */
  LINE_FIELD_UNKNOWN,
  /** A file cannot be read. */
  FILE_UNREADABLE,
  /** A file holds at least one bad line, so nothing of it was taken. */
  FILE_REFUSED,
  /** A date is not a day of the calendar. */
  DATE_IMPOSSIBLE,
  /** The form of this draft has no such field. */
  FIELD_NOT_IN_FORM,
  /** A field of the form is empty. */
  FIELD_MISSING,
  /** The form has answers that do not fit; each is named. */
  FORM_INCOMPLETE,
  /** The record to follow is of another kind. */
  RECORD_OF_ANOTHER_KIND,
  /** More photographs and documents, or more bytes of them, than one record may have. */
  FILES_TOO_MANY,
  /** The chosen parts of two versions do not fit together. */
  CHOICE_UNFIT,
  /** The draft is a part of an evaluation whose chief decides on the form. */
  UPGRADE_BY_CHIEF
}
