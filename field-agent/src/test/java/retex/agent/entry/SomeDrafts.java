package retex.agent.entry;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import retex.agent.draft.Draft;
import retex.agent.draft.Drafts;
import retex.agent.library.Library;
import retex.instrument.Instrument;
import retex.instrument.InstrumentRef;

/** Drafts of a laptop, written and read as its pages do. */
final class SomeDrafts {

  private final ApplicationContext laptop;

  SomeDrafts(ApplicationContext laptop) {
    this.laptop = laptop;
  }

  /** Headquarters' forms are these from now on, by their names. */
  void library(Map<String, String> files) {
    library().keepInstruments(true, new HashMap<>(files), List.of(), "0000000000000000");
  }

  /** The form that uses everything. */
  static String convoy() {
    try (var in = SomeDrafts.class.getResourceAsStream("/instruments-test/convoy@1.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  String open(String instrument) {
    return laptop.getBean(Submission.class).open(instrument, "", "en").id();
  }

  /** A whole draft of {@link #convoy()}. */
  String whole() {
    String draft = open("convoy@1");
    keep(draft, "unit.name", "Some Company");
    keep(draft, "period.from", "2026-02-03");
    keep(draft, "period.to", "2026-02-04");
    keep(draft, "evaluators", "Some One; lead");
    keep(draft, "answers.A1.value", "no");
    keep(draft, "answers.A4.rating", "2");
    keep(draft, "answers.B1.value", "12");
    keep(draft, "answers.B2.value", "9");
    keep(draft, "answers.V1.1.value", "Lorry");
    keep(draft, "answers.V2.1.rating", "3");
    return draft;
  }

  void keep(String draft, String name, String text) {
    keeping().keep(draft, List.of(new Keeping.Change(name, value(draft, name), text)));
  }

  String value(String draft, String name) {
    return form(draft).value(name);
  }

  DraftForm form(String draft) {
    return DraftForm.of(find(draft).content());
  }

  Draft find(String draft) {
    return drafts().find(draft);
  }

  Instrument instrument(String ref) {
    return library().instruments().find(InstrumentRef.parse(ref)).orElseThrow();
  }

  Submission.Outcome submit(String draft) {
    return laptop.getBean(Submission.class).submit(find(draft));
  }

  Keeping keeping() {
    return laptop.getBean(Keeping.class);
  }

  Drafts drafts() {
    return laptop.getBean(Drafts.class);
  }

  private Library library() {
    return laptop.getBean(Library.class);
  }
}
