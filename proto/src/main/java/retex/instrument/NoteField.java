package retex.instrument;

/** One field of a trainer's note, by the path that the import format gives it. */
public record NoteField(
    String code, String kind, boolean required, Releasable releasable, LocalText text) {}
