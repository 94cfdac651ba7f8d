package retex.agent.sync;

import static retex.agent.sync.SyncRefused.ADDRESS_MALFORMED;

import java.util.regex.Pattern;

/** Where the server listens: {@code host:port}; an IPv6 host in brackets. */
record Address(String host, int port) {

  private static final Pattern SHAPE =
      Pattern.compile("(\\[[0-9a-fA-F:]+]|[^\\[\\]:]+):(\\d{1,5})");

  static Address parse(String text) {
    return parse(text, "server");
  }

  /** {@code where}: the field that it stands in. */
  static Address parse(String text, String where) {
    var match = SHAPE.matcher(text.strip());
    if (!match.matches() || Integer.parseInt(match.group(2)) > 65_535) {
      throw ADDRESS_MALFORMED.at(where).asException();
    }
    return new Address(match.group(1).replaceAll("[\\[\\]]", ""), Integer.parseInt(match.group(2)));
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
