package retex.relay;

import java.util.Optional;
import retex.proto.sync.v1.FetchRequest;
import retex.proto.sync.v1.FetchResponse;
import retex.proto.sync.v1.LackingRequest;
import retex.proto.sync.v1.LackingResponse;
import retex.proto.sync.v1.PostRequest;
import retex.proto.sync.v1.PostResponse;

/** A line to headquarters. Each word is waited for, and may be the one at which the line ends. */
public interface TeamLine {

  /** What headquarters does not know to have had. */
  LackingResponse lacking(LackingRequest said) throws Ended;

  /** Begins to hand a file over. */
  PostCall post();

  /** Asks for what waits. */
  FetchCall fetch(FetchRequest said);

  /** A file on its way up. Closing it ends it, wherever it is. */
  interface PostCall extends AutoCloseable {

    /** What is said to a call that is over is lost. */
    void say(PostRequest said) throws Ended;

    /** Nothing more is said. */
    void saidAll();

    /** Empty where headquarters has said all. */
    Optional<PostResponse> hear() throws Ended;

    @Override
    void close();
  }

  /** Files on their way down. Closing it ends it, wherever it is. */
  interface FetchCall extends AutoCloseable {

    /** Empty where headquarters has said all; without a word while one that stays hears nothing. */
    Optional<FetchResponse> hear() throws Ended;

    @Override
    void close();
  }

  /** A call that came to no good end. */
  final class Ended extends Exception {
    private static final long serialVersionUID = 1;
    private final How how;

    public Ended(How how) {
      super(how.name());
      this.how = how;
    }

    public How how() {
      return how;
    }
  }

  /** Why a call ended. */
  enum How {
    /** The line is down, or nothing came for too long. */
    CUT,
    /** Headquarters is older, and knows no such call. */
    UNKNOWN,
    /** Headquarters has a fault of its own. */
    FAILED
  }
}
