package retex.agent.entry;

import static retex.agent.draft.DraftRefusal.DRAFT_CHANGED_ELSEWHERE;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Put;
import io.micronaut.serde.annotation.Serdeable;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import retex.agent.draft.Draft;
import retex.agent.draft.DraftChange;
import retex.agent.draft.Drafts;
import retex.agent.web.Frame;
import retex.agent.web.Knock;
import retex.agent.web.ShortAnswer;
import retex.agent.web.WebRefusal;
import retex.agent.web.Words;
import retex.refusal.RefusedException;

/**
 * Keeps what is typed, one field a request: what the hands wait for. It alone works where the
 * request arrives and hands over to no other thread; it may, for a page that would wait meanwhile
 * needs the same one connection ({@code docs/decisions/010-a-save-without-a-mapper.md}). What goes
 * well is answered on the short way; the route says why anything else does not.
 */
@Controller("/drafts")
final class FieldPages implements ShortAnswer {

  private static final String DRAFTS = "/drafts/";
  private static final String FIELD = "/field";
  private static final String TOKEN = "X-CSRF-Token";

  private final Drafts drafts;
  private final Keeping keeping;
  private final Frame frame;

  FieldPages(Drafts drafts, Keeping keeping, Frame frame) {
    this.drafts = drafts;
    this.keeping = keeping;
    this.frame = frame;
  }

  @Override
  public boolean isFor(String method, String path) {
    return method.equals("PUT")
        && path.startsWith(DRAFTS)
        && path.indexOf('/', DRAFTS.length()) == path.length() - FIELD.length()
        && path.endsWith(FIELD);
  }

  @Override
  public Optional<byte[]> answer(Knock knock, byte[] body) {
    if (!isOwn(knock.header(TOKEN))) {
      return Optional.empty();
    }
    Optional<Keeping.Change> change = FieldJson.change(body);
    if (change.isEmpty()) {
      return Optional.empty();
    }
    String id = knock.path().substring(DRAFTS.length(), knock.path().length() - FIELD.length());
    String asked = knock.cookie(FormPages.ASKED).orElse("");
    var saying = new Saying(asked, Words.in(Frame.language(knock)));
    try {
      return keeping.keepAlone(id, change.get(), saying::bytes);
    } catch (SQLException e) {
      return Optional.empty(); // the ordinary way meets it again, and says it
    }
  }

  /** Keeps one field; when this answers, it is on disk. */
  @Put("/{id}/field")
  HttpResponse<?> keep(HttpRequest<?> request, String id, @Body Keeping.Change change) {
    if (!isOwn(request.getHeaders().get(TOKEN))) {
      throw WebRefusal.FORM_FOREIGN.at("").asException();
    }
    Words words = Words.in(Frame.language(request));
    try {
      return HttpResponse.ok(
          keeping.keep(id, List.of(change), new Saying(FormPages.asked(request), words)::kept));
    } catch (RefusedException refused) {
      if (refused.refusal().code() != DRAFT_CHANGED_ELSEWHERE) {
        throw refused;
      }
      String theirs = DraftForm.of(drafts.find(id).content()).value(change.name());
      return HttpResponse.status(HttpStatus.CONFLICT).body(new Theirs(theirs));
    }
  }

  private boolean isOwn(@Nullable String token) {
    return token != null && frame.isOwn(token);
  }

  /** Says what is on disk, in the languages of form and page. */
  private record Saying(String asked, Words words) {

    /** As JSON; of a remark that goes on nothing is new but the number. */
    byte[] bytes(Keeping.Kept kept) {
      if (!kept.texts().isEmpty()) {
        return FieldJson.bytes(kept.changed().draft().version(), FieldJson.rest(kept(kept)));
      }
      Optional<DraftChange> undoable = kept.changed().undoable();
      String place = undoable.isEmpty() ? "" : undoable.get().place();
      AtHand hand = kept.hand();
      AtHand.Told told = hand.told();
      if (told == null || !told.isFor(asked, words.language(), place)) {
        told = new AtHand.Told(asked, words.language(), place, FieldJson.rest(kept(kept)));
        hand.tell(told);
      }
      return FieldJson.bytes(kept.changed().draft().version(), told.rest());
    }

    Kept kept(Keeping.Kept kept) {
      Draft draft = kept.changed().draft();
      Optional<DraftChange> undoable = kept.changed().undoable();
      AtHand hand = kept.hand();
      String undo =
          undoable.isEmpty()
              ? ""
              : Forms.label(draft, undoable.get().place(), words, hand::instruments);
      return new Kept(
          draft.version(),
          undo,
          kept.texts(),
          Forms.standing(draft, hand.form(), asked, words, hand.instruments()));
    }
  }

  /**
   * What is on disk now: the version, what undo would take back, fields whose text is another one
   * than the page has, how far the draft has come.
   */
  @Serdeable
  record Kept(long version, String undo, Map<String, String> texts, Standing standing) {

    /** Without content. */
    @Override
    public String toString() {
      return "Kept[" + version + "]";
    }
  }

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
