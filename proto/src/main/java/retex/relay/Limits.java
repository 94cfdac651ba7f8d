package retex.relay;

/**
 * What may wait at headquarters: bytes of one file, topics of one laptop for one other, bytes of
 * one sender and of all, and bytes of the disk that stay free.
 */
public record Limits(long largest, int mostTopics, long mostOfSender, long mostOfAll, long free) {}
