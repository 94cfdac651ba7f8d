package retex.agent.sync;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which program this is, as headquarters lists it. */
public final class Version {

  /** Name and version, such as {@code retex-agent/0.1.0}. */
  public static final String PROGRAM = "retex-agent/" + number();

  private Version() {}

  private static String number() {
    var build = new Properties();
    try (var in = Version.class.getResourceAsStream("/retex-build.properties")) {
      build.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return build.getProperty("version", "");
  }
}
