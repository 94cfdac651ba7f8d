package retex.instrument;

/** One part of an evaluation's free text. */
public record NarrativeField(
    String code, boolean required, Releasable releasable, LocalText title) {}
