package retex.server.review;

import java.time.LocalDate;

/**
 * How a list calls an accepted record, in the reader's language: the unit's name and code, its
 * form's title, and its period in words. {@code last} is the period's last day, for the order.
 */
public record RecordTitle(String unit, String form, String period, LocalDate last) {}
