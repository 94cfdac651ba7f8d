package retex.server.web;

/** Who a page is drawn for, as far as the frame must know. */
public interface Reader {

  /** Name shown in the frame; empty for a visitor who is not signed in. */
  String name();

  /** Token that every form of the page carries. */
  String csrf();

  /** Whether the reader is what an entry of the navigation asks for. */
  boolean is(String word);
}
