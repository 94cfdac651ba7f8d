package retex.server.catalogue;

import java.util.List;

/** A mission and everything it is called. */
public record Mission(String code, List<String> names) {

  public Mission {
    names = List.copyOf(names);
  }
}
