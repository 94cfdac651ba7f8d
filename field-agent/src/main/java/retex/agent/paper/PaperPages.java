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

/**
 * A record of this laptop as a PDF, in the language asked for or that of the page. In a language
 * that the form speaks and the product does not, the form's own texts are in that.
 */
@Controller("/own/{id}/paper")
@ExecuteOn(TaskExecutors.BLOCKING)
final class PaperPages {

  private final Log log;
  private final Library library;
  private final Attachments attachments;

  PaperPages(Log log, Library library, Attachments attachments) {
    this.log = log;
    this.library = library;
    this.attachments = attachments;
  }

  @Get
  @Produces("application/pdf")
  HttpResponse<byte[]> paper(
      HttpRequest<?> request, String id, @QueryValue(defaultValue = "") String in) {
    OwnRecord record = log.find(RecordId.parse(id));
    List<Entry> revisions = log.revisionsOf(record.id());
    Words words = Words.in(Words.speaks(in) ? in : Frame.language(request));
    String asked =
        library.instruments().languages(record.instrument()).contains(in) ? in : words.language();
    Sheet sheet =
        new Sheets(library, words, asked, this::thumbnail)
            .of(revisions.get(revisions.size() - 1), record.state().word())
            .signed(
                Signings.of(revisions).stream().map(it -> SigningWords.say(it, words)).toList());
    return HttpResponse.ok(Press.pdf(sheet, words))
        .header("Content-Disposition", "inline; filename=\"record-" + asked + ".pdf\"")
        .header("Cache-Control", "no-store");
  }

  private byte[] thumbnail(FileHash photograph) {
    return attachments.holds(photograph) ? attachments.thumbnail(photograph) : new byte[0];
  }
}
