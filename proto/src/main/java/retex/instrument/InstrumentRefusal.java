package retex.instrument;

import retex.refusal.RefusalCode;

/** Why an instrument, or an answer to one, is refused. */
public enum InstrumentRefusal implements RefusalCode {
  /** A code has characters other than letters, digits, dot and dash, or more than 40. */
  CODE_MALFORMED,
  /** An instrument is named other than {@code id@version}. */
  REFERENCE_MALFORMED,
  /** A rating outside 1 to 4. */
  RATING_OUT_OF_SCALE,
  /** Not observed without a reason. */
  REASON_MISSING,
  /** An empty value. */
  VALUE_MISSING,
  /** The file is not the YAML of an instrument. */
  FILE_MALFORMED,
  /** A required criterion or narrative part has no answer. */
  ANSWER_MISSING,
  /** An answer to a criterion that the instrument does not have. */
  CRITERION_UNKNOWN,
  /** A criterion is answered in another way than its kind asks. */
  ANSWER_OF_ANOTHER_KIND,
  /** A number is not a number or outside its limits. */
  NUMBER_OUT_OF_RANGE,
  /** A choice that the criterion does not offer. */
  CHOICE_UNKNOWN,
  /** A topic that is not in the list of topics. */
  TOPIC_UNKNOWN,
  /** An instrument that is not known here. */
  INSTRUMENT_UNKNOWN,
  /** The answer does not agree with another one; the instrument says in which way. */
  CHECK_FAILED,
  /** What stands where a number is asked for is none. */
  NUMBER_UNREADABLE,
  /** This answer needs a remark. */
  REMARK_MISSING,
  /** A text is longer than the instrument allows. */
  TEXT_TOO_LONG,
  /** A repeated area has more items than the instrument allows. */
  ITEMS_TOO_MANY,
  /** A file has a key that nobody asked for. */
  KEY_UNKNOWN,
  /** A file lacks a key. */
  KEY_MISSING,
  /** A file has the same key, or the same code, twice. */
  KEY_TWICE,
  /** A value in a file is of another kind, or none of those that are offered. */
  VALUE_UNFIT,
  /** A condition speaks of a criterion that does not stand before it. */
  CONDITION_DANGLING,
  /** A text of a file is not there in each of its languages. */
  LANGUAGE_MISSING
}
