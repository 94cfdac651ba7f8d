package retex.server.policy.engine;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Kinds of detail that a policy speaks of. What stands in a text has the prefix {@code text-} and
 * the redaction category's word; {@code isClosed} kinds are never anything but suppressed, whatever
 * a file says (states were promised so).
 */
public enum Detail {
  /** The name of a unit. */
  UNIT_DESIGNATION(false),
  /** The state that a unit belongs to. */
  UNIT_STATE(false),
  /** The kind of unit, by the form it is evaluated with. */
  UNIT_TYPE(false),
  /** When something was seen. */
  PERIOD(false),
  /** A rating of a criterion marked {@code yes}. */
  RATING_YES(false),
  /** A rating of a criterion marked {@code aggregate}. */
  RATING_AGGREGATE(false),
  /** An answer to a criterion marked {@code never}. */
  RATING_NEVER(true),
  /** Area and unit scores, computed anew from what is visible. */
  SCORE(false),
  /** Answers that are no ratings: yes or no, numbers, choices, texts. */
  ANSWER_VALUE(true),
  /** Why a criterion was not observed. */
  NOT_OBSERVED_REASON(true),
  /** A sentence composed from accepted findings. */
  FINDING(false),
  /** The evaluator's own words, redacted. */
  QUOTATION(false),
  /** Topics that the evaluators ask training for. */
  TRAINING_NEED(false),
  /** A note's topic and how many sessions there were. */
  NOTE_TOPIC(false),
  /** Levels before and after a session. */
  NOTE_LEVELS(false),
  /** How many took part, and how many women. */
  NOTE_AUDIENCE(false),
  /** Whether language was an obstacle. */
  NOTE_LANGUAGE_BARRIER(false),
  /** In which language a session was held. */
  NOTE_LANGUAGE(false),
  /** Topics still needed after a session. */
  NOTE_REMEDIAL(false),
  /** Equipment that is lacking to apply what was taught. */
  NOTE_EQUIPMENT_GAP(false),
  /** Which earlier training a session followed. */
  NOTE_FOLLOWS(false),
  // what stands in a text: closed until the redaction engine can make it coarser
  TEXT_PERSON(true),
  TEXT_EVALUATOR(true),
  TEXT_UNIT(true),
  TEXT_STATE(true),
  TEXT_MISSION(true),
  TEXT_PLACE(true),
  TEXT_GRID(true),
  TEXT_DATETIME(true),
  TEXT_PHONE(true),
  TEXT_EMAIL(true),
  TEXT_CALLSIGN(true),
  TEXT_FREQUENCY(true),
  TEXT_PLATE(true),
  TEXT_SERVICE_NUMBER(true),
  TEXT_REFERENCE(true),
  TEXT_WEAPONS(true),
  TEXT_CASUALTY(true),
  TEXT_MEDICAL(true),
  TEXT_MISCONDUCT(true),
  TEXT_SOURCE(true),
  TEXT_INTELLIGENCE(true),
  TEXT_INDIRECT(true),
  TEXT_UNSURE(true);

  private final boolean closed;

  Detail(boolean closed) {
    this.closed = closed;
  }

  /** Whether no policy may open it. */
  public boolean isClosed() {
    return closed;
  }

  /** As the policy file writes it: {@code unit-designation}. */
  public String word() {
    return Words.of(this);
  }

  static Optional<Detail> of(String word) {
    return Arrays.stream(values()).filter(it -> it.word().equals(word)).findFirst();
  }

  /** Constants as files write them. */
  static final class Words {

    private Words() {}

    static String of(Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
