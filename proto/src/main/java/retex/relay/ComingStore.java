package retex.relay;

import java.util.List;
import java.util.Optional;
import retex.contract.FileHash;
import retex.relay.TeamMail.Piece;

/** What a laptop keeps of files that come. */
public interface ComingStore {

  /** Of a file that is whole here. */
  enum State {
    /** It is to be taken in. */
    WHOLE,
    /** It could not be taken in. */
    REFUSED
  }

  /** Name of the last one that was whole. */
  Optional<String> cursor();

  void cursor(String item);

  /** Name of the one of which a beginning is here. */
  Optional<String> coming();

  /** Bytes of that beginning. */
  int bytes(String item);

  /** Whether it is whole here, or was: by its name or by its hash. */
  boolean isHere(String item, FileHash file);

  /** Beginnings of others go. */
  void dropOthers(String item);

  /** Adds bytes behind what is here of it. */
  void add(Piece piece);

  /** All bytes of one that comes. */
  byte[] content(String item);

  /** Its beginning goes. */
  void drop(String item);

  /** It is whole, and is to be taken in. */
  void whole(String item, byte[] content);

  /** Names, in the order in which they came. */
  List<String> items(State state);

  /** Takes one in, or notes why not; whether it was taken in. May be called twice. */
  boolean take(String item);

  /** What nobody asks for again goes. */
  void forget();
}
