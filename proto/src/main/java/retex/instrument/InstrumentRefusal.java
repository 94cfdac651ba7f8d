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
  INSTRUMENT_UNKNOWN
}
