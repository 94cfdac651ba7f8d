package retex.instrument;

import java.util.List;
import java.util.Optional;

/** The form of a trainer's note. */
public record NoteForm(
    InstrumentRef ref, List<String> languages, LocalText title, List<NoteField> fields) {

  public NoteForm {
    languages = List.copyOf(languages);
    fields = List.copyOf(fields);
  }

  public Optional<NoteField> field(String code) {
    return fields.stream().filter(field -> field.code().equals(code)).findFirst();
  }
}
