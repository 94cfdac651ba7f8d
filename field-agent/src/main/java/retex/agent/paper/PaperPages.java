package retex.agent.paper;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import retex.agent.attachment.Attachments;
import retex.agent.entry.Sketch;
import retex.agent.entry.Sketches;
import retex.agent.library.Library;
import retex.agent.record.Log;
import retex.agent.record.OwnRecord;
import retex.agent.signoff.SigningWords;
import retex.agent.signoff.Signings;
import retex.agent.web.Frame;
import retex.agent.web.Words;
import retex.contract.Entry;
import retex.contract.FileHash;
import retex.contract.RecordId;
import retex.instrument.InstrumentRef;

/**
 * A record or a draft of this laptop as a PDF, in the language asked for or that of the page. In a
 * language that the form speaks and the product does not, the form's own texts are in that.
 */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class PaperPages {

  private final Log log;
  private final Sketches sketches;
  private final Library library;
  private final Attachments attachments;

  PaperPages(Log log, Sketches sketches, Library library, Attachments attachments) {
    this.log = log;
    this.sketches = sketches;
    this.library = library;
    this.attachments = attachments;
  }

  @Get("/own/{id}/paper")
  @Produces("application/pdf")
  HttpResponse<byte[]> ofRecord(
      HttpRequest<?> request, String id, @QueryValue(defaultValue = "") String in) {
    OwnRecord record = log.find(RecordId.parse(id));
    List<Entry> revisions = log.revisionsOf(record.id());
    var tongue = new Tongue(request, in, record.instrument());
    Sheet sheet =
        tongue
            .sheets()
            .of(revisions.get(revisions.size() - 1), record.state().word())
            .signed(
                Signings.of(revisions).stream()
                    .map(it -> SigningWords.say(it, tongue.words))
                    .toList());
    return tongue.print("record", sheet);
  }

  @Get("/drafts/{id}/paper")
  @Produces("application/pdf")
  HttpResponse<byte[]> ofDraft(
      HttpRequest<?> request, String id, @QueryValue(defaultValue = "") String in) {
    Sketch draft = sketches.of(id);
    var tongue = new Tongue(request, in, draft.instrument());
    return tongue.print("draft", tongue.sheets().of(draft));
  }

  private byte[] thumbnail(FileHash photograph) {
    return attachments.holds(photograph) ? attachments.thumbnail(photograph) : new byte[0];
  }

  /** The language of one paper: the product's, and that of the form's own texts. */
  private final class Tongue {

    private final Words words;
    private final String asked;

    Tongue(HttpRequest<?> request, String in, InstrumentRef form) {
      this.words = Words.in(Words.speaks(in) ? in : Frame.language(request));
      boolean isSpoken = library.instruments().languages(form).contains(in);
      this.asked = isSpoken ? in : words.language();
    }

    Sheets sheets() {
      return new Sheets(library, words, asked, PaperPages.this::thumbnail);
    }

    HttpResponse<byte[]> print(String name, Sheet sheet) {
      return HttpResponse.ok(Press.pdf(sheet, words))
          .header("Content-Disposition", "inline; filename=\"" + name + "-" + asked + ".pdf\"")
          .header("Cache-Control", "no-store");
    }
  }
}
