package retex.server.feedback;

import static java.util.stream.Collectors.toSet;

import io.micronaut.context.annotation.Factory;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Part;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.multipart.CompletedFileUpload;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import retex.server.access.Role;
import retex.server.access.Visitor;
import retex.server.audit.Audit;
import retex.server.catalogue.Catalogue;
import retex.server.catalogue.Provider;
import retex.server.release.Release;
import retex.server.release.ReleaseState;
import retex.server.release.Releases;
import retex.server.web.Dates;
import retex.server.web.Frame;
import retex.server.web.NavigationEntry;
import retex.server.web.Words;

/**
 * Whose copy was found: from the number on its pages, or from a file, by the mark between its
 * letters.
 */
@Controller("/traces")
@ExecuteOn(TaskExecutors.BLOCKING)
public final class TracePages {

  private final Tracing tracing;
  private final Releases releases;
  private final Catalogue catalogue;
  private final Audit audit;
  private final Frame frame;

  TracePages(Tracing tracing, Releases releases, Catalogue catalogue, Audit audit, Frame frame) {
    this.tracing = tracing;
    this.releases = releases;
    this.catalogue = catalogue;
    this.audit = audit;
    this.frame = frame;
  }

  @Get
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> page(HttpRequest<?> request, Visitor visitor) {
    visitor.require(Role.RELEASE_OFFICER);
    return page(HttpStatus.OK, request, visitor, new View("", "", List.of()));
  }

  /** A number, a file, or both: what either leads to, and whether they agree. */
  @Post
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> trace(
      HttpRequest<?> request,
      Visitor visitor,
      @Part("csrf") String csrf,
      @Part("copy") @Nullable String copy,
      @Part("file") @Nullable CompletedFileUpload file) {
    visitor.require(Role.RELEASE_OFFICER);
    visitor.form("csrf=" + URLEncoder.encode(csrf, StandardCharsets.UTF_8));
    String number = copy == null ? "" : copy.strip();
    Words words = Words.in(Frame.language(request));
    boolean hasFile = file != null && file.getSize() > 0;
    List<Tracing.Trace> byNumber = tracing.of(number);
    List<Tracing.Trace> byMark;
    try {
      byMark = file == null || !hasFile ? List.of() : tracing.of(file.getBytes());
    } catch (IOException | UncheckedIOException unreadable) {
      audited(visitor, byNumber);
      var view = view(number, words.say("trace.unreadable"), byNumber, words);
      return page(HttpStatus.UNPROCESSABLE_ENTITY, request, visitor, view);
    }
    List<Tracing.Trace> found = together(byMark, byNumber);
    audited(visitor, found);
    boolean isDoubtful =
        hasFile && !number.isEmpty() && !releases(byNumber).equals(releases(byMark));
    String why =
        found.isEmpty() ? words.say("trace.none") : isDoubtful ? words.say("trace.differs") : "";
    return page(HttpStatus.OK, request, visitor, view(number, why, found, words));
  }

  private View view(String number, String why, List<Tracing.Trace> found, Words words) {
    return new View(number, why, found.stream().map(it -> copy(it, words)).toList());
  }

  /** Each release once, those that the mark leads to first: a number is easily written over. */
  private static List<Tracing.Trace> together(
      List<Tracing.Trace> byMark, List<Tracing.Trace> byNumber) {
    Set<String> marked = releases(byMark);
    return Stream.concat(
            byMark.stream(), byNumber.stream().filter(it -> !marked.contains(it.release())))
        .toList();
  }

  private static Set<String> releases(List<Tracing.Trace> traces) {
    return traces.stream().map(Tracing.Trace::release).collect(toSet());
  }

  private void audited(Visitor visitor, List<Tracing.Trace> found) {
    audit.write(
        visitor.name(),
        "feedback.traced",
        found.isEmpty() ? "none" : found.get(0).release(),
        Map.of("copies", Integer.toString(found.size())));
  }

  private Copy copy(Tracing.Trace it, Words words) {
    Release release = releases.find(it.release());
    String provider = release.provider().value();
    return new Copy(
        it.release(),
        catalogue.provider(release.provider()).map(Provider::name).orElse(provider),
        it.copy(),
        words.say("language." + release.language()),
        Dates.minute(release.approvedAt(), words.locale()),
        release.state().word(),
        release.state() == ReleaseState.RECALLED
            ? release.recall().at().toString().substring(0, 10)
            : "",
        it.bits() == 0 ? "" : words.say("trace.mark", Math.round(it.agreement() * 100), it.bits()));
  }

  private HttpResponse<?> page(
      HttpStatus status, HttpRequest<?> request, Visitor visitor, View view) {
    return frame.page(status, request, visitor, "feedback/trace.jte", "trace.title", view);
  }

  /**
   * What the page shows; {@code why} says what was not found, not read or does not agree, or is
   * empty.
   */
  public record View(String number, String why, List<Copy> copies) {}

  /**
   * A copy that was found and who was given it; {@code withdrawnOn} is empty unless it was; {@code
   * mark} says how far the file's mark agrees, empty where the number led here.
   */
  public record Copy(
      String release,
      String provider,
      String copy,
      String language,
      String at,
      String state,
      String withdrawnOn,
      String mark) {}

  /** The way to this page. */
  @Factory
  static final class Navigation {
    @Singleton
    @Named("traces")
    NavigationEntry entry() {
      return new NavigationEntry(33, "/traces", "trace.navigation", Role.RELEASE_OFFICER.name());
    }
  }
}
