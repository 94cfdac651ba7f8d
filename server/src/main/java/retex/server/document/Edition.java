package retex.server.document;

import java.time.LocalDate;
import java.util.Arrays;

/**
 * What makes one file of a content that recipient's own: the day it bears, the copy number on every
 * page, and 256 bits that are set into the spaces between letters.
 */
public record Edition(LocalDate day, String copy, byte[] mark) {

  /** For reading before the release: a day and a number that no released file bears. */
  public static final Edition PREVIEW =
      new Edition(LocalDate.of(2000, 1, 1), "0000-0000", new byte[32]);

  public Edition {
    if (mark.length != 32) {
      throw new IllegalArgumentException("a mark has 256 bits");
    }
    mark = mark.clone();
  }

  @Override
  public byte[] mark() {
    return mark.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Edition it
        && it.day.equals(day)
        && it.copy.equals(copy)
        && Arrays.equals(it.mark, mark);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(mark);
  }
}
