package retex.agent.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;

/**
 * Addresses of the theme's files, with a mark of what is in them: a browser keeps them for weeks
 * and does not ask whether they changed, for what changed has another address. Safe for use by
 * several threads.
 */
final class Assets {

  private static final Map<String, String> PATHS = new ConcurrentHashMap<>();

  private Assets() {}

  static String path(String name) {
    return PATHS.computeIfAbsent(name, any -> "/assets/" + name + "?v=" + mark(name));
  }

  private static String mark(String name) {
    try (InputStream in = Assets.class.getResourceAsStream("/theme/" + name)) {
      if (in == null) {
        throw new IllegalStateException("no file " + name + " in the theme");
      }
      var sum = new CRC32();
      sum.update(in.readAllBytes());
      return Long.toHexString(sum.getValue());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
