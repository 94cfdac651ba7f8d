package retex.agent.bundle;

import static retex.bundle.BundleRefusal.BUNDLE_FILE_FAILED;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.types.files.SystemFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import retex.agent.record.Log;
import retex.agent.web.Form;
import retex.agent.web.Frame;
import retex.agent.web.Words;
import retex.bundle.BundleFile;
import retex.refusal.RefusedException;
import retex.upload.StreamedUpload;

/** Synchronising without a link, from the browser: export, take an answer, carry for others. */
@Controller("/bundle")
@ExecuteOn(TaskExecutors.BLOCKING)
public final class BundlePage {

  private final Bundles bundles;
  private final Pouch pouch;
  private final Outgoing outgoing;
  private final Log log;
  private final Frame frame;

  BundlePage(Bundles bundles, Pouch pouch, Outgoing outgoing, Log log, Frame frame) {
    this.bundles = bundles;
    this.pouch = pouch;
    this.outgoing = outgoing;
    this.log = log;
    this.frame = frame;
  }

  @Get
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> page(HttpRequest<?> request) {
    return page(request, "", "");
  }

  /** Writes the parts beside the store, to be saved from the page; those of before go away. */
  @Post("/export")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> export(HttpRequest<?> request, @Body String body) {
    Form form = frame.form(body);
    Words words = Words.in(Frame.language(request));
    ByteSize most;
    try {
      most = form.text("most").isEmpty() ? ByteSize.ANY : ByteSize.parse(form.text("most"));
    } catch (IllegalArgumentException e) {
      return page(request, "", words.say("bundle.most.malformed"));
    }
    var order =
        new Outgoing.Order(
            most.bytes(),
            form.text("onePart").equals("yes"),
            form.text("goOn").equals("yes"),
            form.text("recordsOnly").equals("yes"));
    try {
      Bundles.Exported exported = outgoing.export(order);
      if (exported.why().isPresent()) {
        return page(request, "", words.say(exported.why().get()));
      }
      return page(
          request,
          words.say(exported.isAll() ? "bundle.exported.ready" : "bundle.exported.part"),
          "");
    } catch (RefusedException refused) {
      return page(request, "", words.say(refused.refusal()));
    }
  }

  /** A part that was saved on a stick makes room for the next one. */
  @Post("/out/{name}/removal")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> remove(String name, @Body String body) {
    frame.form(body);
    log.pending(); // refused while the store is locked
    outgoing.removeSaved(name);
    return HttpResponse.seeOther(URI.create("/bundle"));
  }

  /** An answer to this laptop is taken; what belongs to another is carried. */
  @Post("/import")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> take(HttpRequest<?> request, @Body InputStream body) throws IOException {
    StreamedUpload upload;
    try {
      upload = frame.upload(request, body);
    } catch (RefusedException foreign) {
      drain(body);
      throw foreign;
    }
    Words words = Words.in(Frame.language(request));
    Path file = outgoing.upload();
    try {
      outgoing.room().require(file, request.getContentLength());
      BundleFile there = BundleFile.keep(outgoing.room().during(upload.file(), file), file);
      if (bundles.isOwn(there)) {
        var taken = bundles.take(file);
        String said = ImportBundleCommand.sentence(taken, bundles.files(), words);
        boolean good = taken.stopped().isEmpty() && taken.lacking() == 0;
        return page(request, good ? said : "", good ? "" : said);
      }
      return page(request, CarryCommand.sentence(pouch.adopt(file), words), "");
    } catch (RefusedException refused) {
      drain(body);
      return page(request, "", words.say(refused.refusal()));
    } finally {
      outgoing.remove(file);
    }
  }

  /** Who sends hears nothing before the end. */
  private static void drain(InputStream body) throws IOException {
    body.transferTo(OutputStream.nullOutputStream());
  }

  @Get("/out/{name}")
  HttpResponse<SystemFile> out(String name) {
    return download(outgoing.files(), name);
  }

  @Get("/answers/{name}")
  HttpResponse<SystemFile> answer(String name) {
    return download(pouch.answers(), name);
  }

  /** Kept by no browser: the next one may have the same name. */
  private HttpResponse<SystemFile> download(List<Path> files, String name) {
    log.pending(); // refused while the store is locked
    Path file =
        files.stream()
            .filter(it -> String.valueOf(it.getFileName()).equals(name))
            .findFirst()
            .orElseThrow(() -> BUNDLE_FILE_FAILED.at("").asException());
    var download = new SystemFile(file.toFile(), MediaType.APPLICATION_OCTET_STREAM_TYPE);
    return HttpResponse.ok(download.attach(name)).header("Cache-Control", "no-store");
  }

  private HttpResponse<?> page(HttpRequest<?> request, String done, String why) {
    Words words = Words.in(Frame.language(request));
    FilesUnderWay.Load load = bundles.files();
    var view =
        new View(
            done,
            why,
            log.pending(),
            bundles.underWay(),
            bundles.isToGoOn(),
            files(load, words),
            names(outgoing.files()),
            names(pouch.answers()),
            pouch.all().stream()
                .filter(it -> !it.state().equals("ANSWER"))
                .map(it -> CarryCommand.sentence(it, words))
                .toList());
    return frame.page(request, "bundle/bundle.jte", "bundle.title", view);
  }

  private static String files(FilesUnderWay.Load it, Words words) {
    String left =
        it.left() == 0 || it.left() == it.files()
            ? ""
            : " " + words.say("bundle.files.left", it.left(), it.leftBytes() / 1_000.0);
    return it.files() == 0
        ? ""
        : words.say("bundle.files.waiting", it.files(), it.bytes() / 1_000.0) + left;
  }

  private static List<String> names(List<Path> files) {
    return files.stream().map(it -> String.valueOf(it.getFileName())).toList();
  }

  /**
   * What the page shows; {@code isToGoOn}: an export may be gone on with; {@code files}: what waits
   * of them; {@code out} and {@code answers} are names of files to save.
   */
  public record View(
      String done,
      String why,
      long pending,
      long underWay,
      boolean isToGoOn,
      String files,
      List<String> out,
      List<String> answers,
      List<String> carried) {

    public View {
      out = List.copyOf(out);
      answers = List.copyOf(answers);
      carried = List.copyOf(carried);
    }
  }
}
