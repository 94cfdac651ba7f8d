package retex.instrument;

/** One choice that a criterion of kind {@code CHOICE} offers. */
public record Choice(String code, LocalText text) {}
