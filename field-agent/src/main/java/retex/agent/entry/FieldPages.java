package retex.agent.entry;

import static retex.agent.draft.DraftRefusal.DRAFT_CHANGED_ELSEWHERE;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Put;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import retex.agent.draft.Draft;
import retex.agent.draft.Drafts;
import retex.agent.library.Library;
import retex.agent.web.Frame;
import retex.agent.web.WebRefusal;
import retex.agent.web.Words;
import retex.instrument.Instruments;
import retex.refusal.RefusedException;

/**
 * Keeps what is typed, one field a request: what the hands wait for. It alone works where the
 * request arrives and hands over to no other thread; it may, for a page that would wait meanwhile
 * needs the same one connection ({@code docs/decisions/010-a-save-without-a-mapper.md}).
 */
@Controller("/drafts")
final class FieldPages {

  private final Drafts drafts;
  private final Keeping keeping;
  private final Forms forms;
  private final Library library;
  private final Frame frame;

  FieldPages(Drafts drafts, Keeping keeping, Forms forms, Library library, Frame frame) {
    this.drafts = drafts;
    this.keeping = keeping;
    this.forms = forms;
    this.library = library;
    this.frame = frame;
  }

  /** Keeps one field; when this answers, it is on disk. */
  @Put("/{id}/field")
  HttpResponse<?> keep(HttpRequest<?> request, String id, @Body Keeping.Change change) {
    String token = request.getHeaders().get("X-CSRF-Token");
    if (token == null || !frame.isOwn(token)) {
      throw WebRefusal.FORM_FOREIGN.at("").asException();
    }
    Words words = Words.in(Frame.language(request));
    String asked = FormPages.asked(request);
    Instruments instruments = library.instruments();
    try {
      return HttpResponse.ok(
          keeping.keep(
              id,
              List.of(change),
              instruments,
              changed -> kept(changed, asked, words, instruments)));
    } catch (RefusedException refused) {
      if (refused.refusal().code() != DRAFT_CHANGED_ELSEWHERE) {
        throw refused;
      }
      String theirs = DraftForm.of(drafts.find(id).content()).value(change.name());
      return HttpResponse.status(HttpStatus.CONFLICT).body(new Theirs(theirs));
    }
  }

  private Kept kept(Drafts.Changed changed, String asked, Words words, Instruments instruments) {
    Draft draft = changed.draft();
    String undo = changed.undoable().map(it -> forms.label(draft, it.place(), words)).orElse("");
    return new Kept(draft.version(), undo, Forms.standing(draft, asked, words, instruments));
  }

  /** What is on disk now: the version, what undo would take back, how far the draft has come. */
  @Serdeable
  record Kept(long version, String undo, Standing standing) {}

  /** What another window wrote into the same field. */
  @Serdeable
  record Theirs(String theirs) {

    /** Without the value. */
    @Override
    public String toString() {
      return "Theirs[]";
    }
  }
}
