package retex.server.document;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * One revision, and a second that holds the signature and nothing else: the catalogue with its
 * field, the first page with its annotation, unchanged otherwise.
 */
final class Revisions {

  private static final Set<String> OF_A_SIGNATURE = Set.of("Sig", "Annot", "XObject", "XRef");

  private Revisions() {}

  static boolean areSound(RawFile file) {
    if (file.revisions() != 2) {
      return false;
    }
    Map<Integer, Raw> first = new HashMap<>();
    for (RawFile.Definition it : file.definitions()) {
      if (it.revision() == 0) {
        boolean table = it.value().at("Type").name().equals("XRef"); // its number is given anew
        first.put(it.number(), table ? Raw.NOTHING : it.value());
      } else if (!isOfASignature(first.getOrDefault(it.number(), Raw.NOTHING), it.value())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOfASignature(Raw before, Raw after) {
    String type = after.at("Type").name();
    if (before == Raw.NOTHING) {
      boolean appearance = after.dict().keySet().equals(Set.of("N"));
      return OF_A_SIGNATURE.contains(type) || appearance;
    }
    String added = type.equals("Catalog") ? "AcroForm" : type.equals("Page") ? "Annots" : "";
    var rest = new HashMap<>(after.dict());
    boolean wasAdded = rest.remove(added) != null && before.at(added) == Raw.NOTHING;
    return wasAdded && same(before, rest);
  }

  private static boolean same(Raw before, Map<String, Raw> after) {
    return before.dict().keySet().equals(after.keySet())
        && after.entrySet().stream().allMatch(it -> same(before.at(it.getKey()), it.getValue()));
  }

  private static boolean same(Raw one, Raw other) {
    return one instanceof Raw.Text text
        ? java.util.Arrays.equals(text.bytes(), other.bytes())
        : one instanceof Raw.Array || one instanceof Raw.Dict || one.equals(other);
  }
}
