package retex.server.web;

/** A visitor who is not signed in. */
public record Nobody() implements Reader {

  @Override
  public String name() {
    return "";
  }

  @Override
  public String csrf() {
    return "";
  }

  @Override
  public boolean is(String word) {
    return false;
  }
}
