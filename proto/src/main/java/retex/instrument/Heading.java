package retex.instrument;

/** What a form is called and for which units it is made: enough to offer it. */
public record Heading(InstrumentRef ref, UnitType appliesTo, LocalText title) {}
