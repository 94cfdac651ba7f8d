package retex.server.redaction;

import static retex.server.redaction.RedactionRefusal.DECISION_MALFORMED;

import java.util.Locale;
import retex.contract.RecordId;
import retex.contract.RevisionId;
import retex.server.redaction.engine.Category;

/**
 * An officer's order as forms and programs write it: an action, a place, and what the action needs.
 * Words are those of the enumerations in lower case, with hyphens. Refuses {@code
 * DECISION_MALFORMED} for what it does not know.
 */
record DeskForm(
    String action,
    String field,
    int from,
    int to,
    String text,
    String category,
    String reason,
    String scope) {

  /** Lets the desk do it, in the name of an officer. */
  Done order(Corrections corrections, RecordId record, RevisionId revision, String officer) {
    return switch (action) {
      case "accept" -> corrections.accept(record, revision, place(), scopes(), officer);
      case "category" ->
          corrections.recategorise(record, revision, place(), categories(), scopes(), officer);
      case "unmask" -> corrections.unmask(record, revision, place(), reason, scopes(), officer);
      case "mask" ->
          corrections.mask(record, revision, field, text, categories(), reason, scopes(), officer);
      case "word-before", "word-after", "sentence" ->
          corrections.widen(
              record, revision, place(), of(Widening.class, action, "action"), officer);
      default -> throw DECISION_MALFORMED.at("action").asException();
    };
  }

  private Place place() {
    return new Place(field, from, to);
  }

  private Scope scopes() {
    return scope.isEmpty() ? Scope.PLACE : of(Scope.class, scope, "scope");
  }

  private Category categories() {
    return category.isEmpty() ? Category.UNSURE : of(Category.class, category, "category");
  }

  private static <E extends Enum<E>> E of(Class<E> type, String word, String where) {
    try {
      return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
    } catch (IllegalArgumentException unknown) {
      throw DECISION_MALFORMED.at(where).asException();
    }
  }

  /** Without the text. */
  @Override
  public String toString() {
    return "DeskForm[" + action + "]";
  }
}
