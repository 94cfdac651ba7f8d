package retex.relay;

import java.util.List;
import retex.contract.FileHash;
import retex.relay.ComingStore.State;
import retex.relay.TeamMail.Held;
import retex.relay.TeamMail.Piece;

/**
 * What a laptop does with files of its teams that come: each counts once it is whole, and is taken
 * in once, whoever says it again. A crash in between is made good by the next {@link #takeIn}.
 */
public final class Coming {

  private final ComingStore store;

  public Coming(ComingStore store) {
    this.store = store;
  }

  /** What is said to headquarters of it. */
  public Held held() {
    String last = store.cursor().orElse("");
    return store
        .coming()
        .map(it -> new Held(last, it, store.bytes(it)))
        .orElseGet(() -> new Held(last, "", 0));
  }

  /** As {@link TeamMail#keep}; all of it or nothing, by the caller's transaction. */
  public boolean keep(Piece piece) {
    String item = piece.item();
    if (store.isHere(item, piece.file())) { // headquarters was put back, or somebody says it again
      store.cursor(item);
      return true;
    }
    store.dropOthers(item);
    if (store.bytes(item) != piece.offset()) {
      return false;
    }
    store.add(piece);
    return piece.offset() + piece.content().length == piece.size() && isWhole(piece);
  }

  private boolean isWhole(Piece last) {
    byte[] content = store.content(last.item());
    if (!FileHash.ofContent(content).equals(last.file())) {
      store.drop(last.item()); // from its beginning, the next time
      return false;
    }
    store.whole(last.item(), content);
    store.cursor(last.item());
    return true;
  }

  /** Takes in what is whole and was not taken in yet. */
  public void takeIn() {
    if (takeIn(State.WHOLE)) {
      takeIn(State.REFUSED); // a plan may have come that they lacked
    }
  }

  /** Tries again what was refused: a card may have been compared since. */
  public void again() {
    takeIn(State.REFUSED);
    takeIn();
  }

  /** Whether any was taken in; one at a time is in memory. */
  private boolean takeIn(State state) {
    boolean isAny = false;
    List<String> items = store.items(state);
    for (String item : items) {
      isAny |= store.take(item);
    }
    if (!items.isEmpty()) {
      store.forget();
    }
    return isAny;
  }
}
