package retex.contract;

import retex.refusal.RefusalCode;

/** Why bytes, an entry, a chain or a signature is refused. Codes are for ever. */
public enum ContractRefusal implements RefusalCode {
  /** An identifier has the wrong length or characters. */
  IDENTIFIER_MALFORMED,
  /** A field's rule, declared in the contract, is broken. */
  FIELD_RULE_BROKEN,
  /** Bytes are no message of the kind, hold unknown fields or are not in canonical form. */
  NOT_CANONICAL,
  /** The payload's hash is not the one in the envelope. */
  PAYLOAD_HASH_WRONG,
  /** The payload's kind is not the one in the envelope. */
  KIND_WRONG,
  /** The entry belongs to another log. */
  LOG_WRONG,
  /** The entry's number does not follow the one before. */
  NUMBER_WRONG,
  /** The entry does not name the one before it. */
  CHAIN_BROKEN,
  /**
   * The first revision's record id is not the one that follows from its device, number and time.
   */
  RECORD_ID_WRONG,
  /** The head names another entry than the one that holds its number. */
  HEAD_MISMATCH,
  /** The head's signature was not made by the device. */
  SIGNATURE_WRONG,
  /** A period ends before it begins. */
  PERIOD_REVERSED,
  /** More women than people. */
  AUDIENCE_IMPOSSIBLE,
  /** A unit has neither a code nor a name and a type. */
  UNIT_MISSING,
  /** One code is answered twice. */
  ANSWERED_TWICE,
  /** A payload is gone, and no order of this server says that it was erased. */
  PAYLOAD_MISSING
}
