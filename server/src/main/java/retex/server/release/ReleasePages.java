package retex.server.release;

import static java.util.stream.Collectors.joining;

import io.micronaut.context.annotation.Factory;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import retex.refusal.RefusedException;
import retex.server.access.Role;
import retex.server.access.Visitor;
import retex.server.catalogue.Catalogue;
import retex.server.catalogue.Provider;
import retex.server.catalogue.ProviderCode;
import retex.server.document.Content;
import retex.server.document.Typesetter;
import retex.server.policy.Policies;
import retex.server.policy.engine.Detail;
import retex.server.web.Form;
import retex.server.web.Frame;
import retex.server.web.NavigationEntry;
import retex.server.web.Words;

/** Propose a feedback, read it as it will be, release it as a second person. */
@Controller("/releases")
@ExecuteOn(TaskExecutors.BLOCKING)
public final class ReleasePages {

  private final Releases releases;
  private final Recipients recipients;
  private final Catalogue catalogue;
  private final Policies policies;
  private final Frame frame;
  private final List<Sequel> sequels;

  ReleasePages(
      Releases releases,
      Recipients recipients,
      Catalogue catalogue,
      Policies policies,
      Frame frame,
      List<Sequel> sequels) {
    this.releases = releases;
    this.recipients = recipients;
    this.catalogue = catalogue;
    this.policies = policies;
    this.frame = frame;
    this.sequels = sequels;
  }

  @Get
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> list(HttpRequest<?> request, Visitor visitor) {
    visitor.require(Role.RELEASE_OFFICER);
    return list(HttpStatus.OK, request, visitor, "");
  }

  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> propose(HttpRequest<?> request, Visitor visitor, @Body String body) {
    visitor.require(Role.RELEASE_OFFICER);
    Form form = visitor.form(body);
    try {
      Terms terms =
          Terms.of(
              ReleaseResource.day(form.text("embargo")), form.all("asked"), form.all("quoted"));
      var provider = new ProviderCode(form.text("provider"));
      String language = form.text("language");
      if (terms.asked().contains(Detail.QUOTATION) && form.text("ticked").isEmpty()) {
        return quotations(request, visitor, provider, language, terms);
      }
      Release release = releases.propose(provider, language, terms, visitor.name());
      return HttpResponse.seeOther(URI.create("/releases/" + release.id()));
    } catch (RefusedException refused) {
      String why = Words.in(Frame.language(request)).say(refused.refusal());
      return list(HttpStatus.UNPROCESSABLE_ENTITY, request, visitor, why);
    }
  }

  /** Where the officer who proposes ticks each sentence that is to be quoted. */
  private HttpResponse<?> quotations(
      HttpRequest<?> request,
      Visitor visitor,
      ProviderCode provider,
      String language,
      Terms terms) {
    List<Quotable> quotable = releases.quotable(provider, language, terms);
    var view =
        new Ticking(
            provider.value(),
            catalogue.provider(provider).map(Provider::name).orElse(provider.value()),
            language,
            terms.hasEmbargo() ? terms.embargo().toString() : "",
            terms.words(),
            policies.current().quotes().most(),
            quotable);
    return frame.page(
        HttpStatus.OK, request, visitor, "release/quotations.jte", "release.title", view);
  }

  @Get("/{id}")
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> page(HttpRequest<?> request, Visitor visitor, String id) {
    visitor.require(Role.RELEASE_OFFICER);
    return page(HttpStatus.OK, request, visitor, releases.find(id), "");
  }

  @Get("/{id}/preview.pdf")
  @Produces("application/pdf")
  HttpResponse<byte[]> preview(Visitor visitor, String id) {
    visitor.require(Role.RELEASE_OFFICER);
    return HttpResponse.ok(Typesetter.preview(releases.find(id).content()))
        .header("Cache-Control", "no-store");
  }

  /** What a reader of the file sees, and what stands for its drawings. */
  private static List<String> texts(Release it) {
    return Stream.concat(
            it.content().texts().stream(),
            it.content().alternatives().stream().map(Content.Piece::text))
        .filter(text -> !text.isBlank())
        .toList();
  }

  /** The sentences in people's own words, which officers ticked. */
  private static List<String> quotes(Release it) {
    List<Content.Block> blocks = it.content().blocks();
    return it.content().narratives().stream()
        .flatMap(number -> blocks.get(number - 1).texts().stream())
        .filter(text -> !text.isBlank())
        .toList();
  }

  /** Each of the buttons under a release: {@code approval}, {@code refusal}, {@code recall}, … */
  @Post("/{id}/{step}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> step(
      HttpRequest<?> request, Visitor visitor, String id, String step, @Body String body) {
    visitor.require(Role.RELEASE_OFFICER);
    Form form = visitor.form(body);
    String actor = visitor.name();
    try {
      Release now =
          switch (step) {
            case "approval" ->
                releases.approve(id, form.text("contentHash"), form.text("since"), actor);
            case "refusal" -> releases.refuse(id, form.text("reason"), actor);
            case "recall" -> releases.askRecall(id, form.text("reason"), actor);
            case "recall-confirmation" -> releases.confirmRecall(id, actor);
            case "recall-dropping" -> releases.dropRecall(id, actor);
            default -> throw ReleaseRefusal.RELEASE_UNKNOWN.at("release").asException();
          };
      return HttpResponse.seeOther(URI.create("/releases/" + now.id()));
    } catch (RefusedException refused) {
      String why = Words.in(Frame.language(request)).say(refused.refusal());
      return page(HttpStatus.UNPROCESSABLE_ENTITY, request, visitor, releases.find(id), why);
    }
  }

  private HttpResponse<?> list(
      HttpStatus status, HttpRequest<?> request, Visitor visitor, String why) {
    List<Line> lines = releases.all().stream().map(this::line).toList();
    List<Choice> providers =
        catalogue.providers().stream().map(it -> new Choice(it.code().value(), it.name())).toList();
    Words words = Words.in(Frame.language(request));
    List<Trouble> troubles =
        releases.concerns().stream()
            .map(
                it ->
                    new Trouble(
                        line(it.release()),
                        it.record(),
                        words.say("release.concern." + it.why().word())))
            .toList();
    Map<String, List<Sequel.Hold>> held = new HashMap<>();
    sequels.forEach(step -> held.putAll(step.held(words)));
    List<HeldBack> heldBack =
        lines.stream()
            .filter(it -> it.state().equals(ReleaseState.APPROVED.word()))
            .flatMap(
                it ->
                    Optional.ofNullable(held.get(it.id())).stream()
                        .map(holds -> new HeldBack(it, sentences(holds))))
            .toList();
    List<Choice> asks =
        policies.current().asks().stream()
            .map(it -> new Choice(it.word(), words.say("release.asked." + it.word())))
            .toList();
    return frame.page(
        status,
        request,
        visitor,
        "release/list.jte",
        "release.title",
        new Lines(lines, providers, asks, troubles, heldBack, why));
  }

  private HttpResponse<?> page(
      HttpStatus status, HttpRequest<?> request, Visitor visitor, Release it, String why) {
    boolean own = it.proposer().equals(visitor.name());
    boolean asker = it.recall().asker().equals(visitor.name());
    Words words = Words.in(Frame.language(request));
    var view =
        new Read(
            line(it),
            it.contentHash(),
            it.policy(),
            it.content().language(),
            quotes(it),
            texts(it),
            it.terms().words().stream().map(word -> words.say("release.asked." + word)).toList(),
            it.withheld().stream().map(line -> withheld(line, words)).toList(),
            it.state().wasOut() ? recipients.of(it).stream().map(Reader::of).toList() : List.of(),
            it.remark(),
            it.recall().reason(),
            it.recall().asker(),
            new May(
                it.state() == ReleaseState.PROPOSED && !own,
                it.state() == ReleaseState.PROPOSED,
                it.state() == ReleaseState.APPROVED,
                it.state() == ReleaseState.RECALL_ASKED && !asker,
                it.state() == ReleaseState.RECALL_ASKED),
            releases.since(it).stream().toList(),
            sequels.stream().flatMap(step -> step.holds(it.id(), words).stream()).toList(),
            releases.foundSince(it).stream()
                .map(one -> words.say("release.concern." + one.why().word()))
                .toList(),
            why);
    return frame.page(status, request, visitor, "release/read.jte", "release.title", view);
  }

  private static String withheld(String line, Words words) {
    int space = line.indexOf(' ');
    return line.substring(space + 1)
        + " – "
        + words.say("release.withheld." + line.substring(0, space));
  }

  private Line line(Release it) {
    return new Line(
        it.id(),
        catalogue.provider(it.provider()).map(Provider::name).orElse(it.provider().value()),
        it.language(),
        it.state().word(),
        it.terms().hasEmbargo() ? it.terms().embargo().toString() : "",
        it.proposer(),
        it.approver());
  }

  /** What the list shows; {@code why} is empty unless a proposal was refused. */
  public record Lines(
      List<Line> lines,
      List<Choice> providers,
      List<Choice> asks,
      List<Trouble> troubles,
      List<HeldBack> heldBack,
      String why) {}

  /** One release; {@code embargo} is an ISO day or empty. */
  public record Line(
      String id,
      String provider,
      String language,
      String state,
      String embargo,
      String proposer,
      String approver) {}

  /** A release whose file is held back, and why. */
  public record HeldBack(Line line, String why) {}

  /** A released feedback to look at for recall; {@code record} may be empty. */
  public record Trouble(Line line, String record, String why) {}

  /** A code and what it is called. */
  public record Choice(String code, String name) {}

  /** What may be quoted, none of it ticked; {@code embargo} is an ISO day or empty. */
  public record Ticking(
      String provider,
      String name,
      String language,
      String embargo,
      List<String> asked,
      int most,
      List<Quotable> quotable) {}

  /** What the page of one release shows. */
  public record Read(
      Line line,
      String contentHash,
      String policy,
      String language,
      List<String> quotes,
      List<String> texts,
      List<String> asked,
      List<String> withheld,
      List<Reader> readers,
      String remark,
      String recallReason,
      String recallAsker,
      May may,
      List<Since> since,
      List<Sequel.Hold> holds,
      List<String> concerns,
      String why) {

    /** The release that it is compared with; empty for none. */
    public String compared() {
      return since.isEmpty() ? "" : since.get(0).release();
    }
  }

  /** Who was to read it, and the days of what they did; empty where they did not. */
  public record Reader(String name, String opened, String told, String acknowledged) {

    static Reader of(Recipients.Recipient it) {
      return new Reader(it.reader(), day(it.opened()), day(it.told()), day(it.acknowledged()));
    }

    private static String day(String at) {
      return at.isEmpty() ? "" : at.substring(0, 10);
    }
  }

  /** Which buttons this visitor has. */
  public record May(
      boolean approve, boolean refuse, boolean askRecall, boolean confirmRecall, boolean drop) {}

  /** The way to the releases. */
  @Factory
  static final class Navigation {
    @Singleton
    @Named("releases")
    NavigationEntry entry() {
      return new NavigationEntry(
          30, "/releases", "release.navigation", Role.RELEASE_OFFICER.name());
    }
  }

  private static String sentences(List<Sequel.Hold> holds) {
    return holds.stream().map(Sequel.Hold::sentence).distinct().collect(joining(" "));
  }
}
