package retex.agent.bundle;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A size as people write it: {@code 700K}, {@code 100M}, {@code 4G}, or a number of bytes. */
record ByteSize(long bytes) {

  /** No limit. */
  static final ByteSize ANY = new ByteSize(Long.MAX_VALUE);

  private static final Pattern SHAPE = Pattern.compile("(\\d{1,12})([KMG]?)B?");

  /** Reads it; refuses anything else with an {@link IllegalArgumentException}. */
  static ByteSize parse(String text) {
    Matcher match = SHAPE.matcher(text.strip().toUpperCase(Locale.ROOT));
    if (!match.matches()) {
      throw new IllegalArgumentException("not a size");
    }
    int shift = 10 * " KMG".indexOf(match.group(2).isEmpty() ? " " : match.group(2));
    return new ByteSize(Long.parseLong(match.group(1)) << shift);
  }

  /** For the command line. */
  static final class Converter implements ITypeConverter<ByteSize> {
    @Override
    public ByteSize convert(String text) {
      try {
        return parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("a size is written like 700K, 100M or 4G");
      }
    }
  }
}
