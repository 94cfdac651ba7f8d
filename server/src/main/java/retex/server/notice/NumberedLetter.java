package retex.server.notice;

/** A letter and its number, counted from 1 for each device without gaps. */
public record NumberedLetter(long number, Letter letter) {}
