package retex.delivery;

import java.util.OptionalLong;

/**
 * How far files have come in the run that is going on: files and bytes there of those that are to
 * cross, and seconds left by the rate so far, where there is one yet.
 */
public record FileProgress(
    int done, int files, long bytesDone, long bytes, OptionalLong secondsLeft) {}
