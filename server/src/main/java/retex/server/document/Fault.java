package retex.server.document;

/**
 * One reason not to keep a file: what is wrong, on which page (0: not on any), and in which part of
 * the content ({@link Content#pieces}; empty: in none). Never what was found.
 */
public record Fault(Kind kind, int page, String place) {

  /** What can be wrong. Names are for ever: they stand in audit entries and messages. */
  public enum Kind {
    /** The text read back is not the approved one. */
    TEXT_DIFFERS,
    /** The file could not be made, signed or examined: see the incident in the log. */
    NOT_MADE,
    /** What it rests on would not be told alike any more. */
    GROUND_CHANGED,
    /** Another policy is in force than the one that it names, or lets less of it be told. */
    POLICY_CHANGED,
    /** The rules of redaction are others than those that it was composed under. */
    RULES_CHANGED,
    /** A record that the content rests on is not among those searched for masked details. */
    BASIS_NOT_SEARCHED,
    /** A letter of the content is in none of the shipped fonts. */
    LETTER_NOT_SHOWN,
    /** A protected name outside the fields made for it. */
    NAME,
    /** A name in a field made for it that this recipient may not read. */
    NAME_NOT_PERMITTED,
    /** A detail that was masked in a source. */
    MASKED,
    /** A short, numeric or ordinary masked detail in a narrative. */
    MASKED_IN_NARRATIVE,
    /** The file cannot be read to its last byte. */
    UNREADABLE,
    /** Another number of revisions than one and the signature, or a changed page. */
    REVISION,
    /** The signature does not cover the file or does not hold. */
    SIGNATURE,
    /** An attached file. */
    ATTACHMENT,
    /** A script or an action. */
    SCRIPT,
    /** A form field other than the signature. */
    FORM_FIELD,
    /** A note, link or other annotation. */
    ANNOTATION,
    /** An optional layer. */
    HIDDEN_LAYER,
    /** An object that nothing refers to. */
    ORPHAN,
    /** An entry, name or text in an object that this product never writes. */
    UNLISTED,
    /** Metadata that the policy does not list. */
    METADATA,
    /** A bookmark that is no heading. */
    OUTLINE,
    /** An alternative or replacement text that is not of the content. */
    ALTERNATIVE_TEXT,
    /** A drawing operator that this product never writes: an image, a pattern, transparency. */
    DRAWING,
    /** Text in a mode that shows nothing. */
    INVISIBLE,
    /** Text under a painted area. */
    COVERED,
    /** Text outside its clip. */
    CLIPPED,
    /** Text outside the sheet. */
    OFF_PAGE,
    /** Text too small to read. */
    TINY,
    /** Text in nearly the colour of what is under it. */
    BACKGROUND_COLOURED,
    /** A font whose glyphs are not those of the letters they claim to be. */
    FONT
  }
}
