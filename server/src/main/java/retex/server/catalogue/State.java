package retex.server.catalogue;

import java.util.List;

/** A state and everything it and its people are called. */
public record State(StateCode code, List<String> names) {

  public State {
    names = List.copyOf(names);
  }
}
