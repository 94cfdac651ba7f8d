package retex.server.catalogue;

import retex.refusal.RefusalCode;

/** Why reference data is refused. */
public enum CatalogueRefusal implements RefusalCode {
  /** A code is empty or too long. */
  CODE_MISSING,
  /** The file cannot be read. */
  REFERENCE_UNREADABLE,
  /** The file is not JSON; the place is the line. */
  REFERENCE_NOT_JSON,
  /** A field breaks the schema; the place names the field and the rule. */
  REFERENCE_FIELD_WRONG,
  /** Two items of one kind have the same code. */
  REFERENCE_CODE_TWICE,
  /** A period ends before it begins. */
  REFERENCE_PERIOD_REVERSED,
  /**
   * A field names an item that is neither in the file nor known. A warning: the rest is imported.
   */
  REFERENCE_UNRESOLVED,
  /** A unit that is not in the catalogue. */
  UNIT_UNKNOWN,
  /** A provider that is not in the catalogue. */
  PROVIDER_UNKNOWN,
  /** A consent is between a state and a provider of the catalogue. */
  CONSENT_PARTY_UNKNOWN,
  /** A consent, or its end, needs the paper that says so. */
  CONSENT_REFERENCE_MISSING,
  /** Nothing stands that could be withdrawn. */
  NO_CONSENT,
  /** No item of the catalogue has, or had, such a name that is protected. */
  NAME_NOT_PROTECTED,
  /** Such a name is that of things of several kinds: which one was imported by mistake? */
  NAME_OF_SEVERAL,
  /** A name is withdrawn for a written reason. */
  WITHDRAWAL_REASON_MISSING,
  /** Somebody has asked for it already. */
  WITHDRAWAL_ASKED,
  /** Nobody has asked for it, or it is decided. */
  WITHDRAWAL_UNKNOWN,
  /** Who asked for it does not agree to it. */
  WITHDRAWER_IS_ASKER
}
