package retex.agent.signoff;

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
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import retex.agent.vault.Peers;
import retex.agent.vault.PersonalKeys;
import retex.agent.web.Form;
import retex.agent.web.Frame;
import retex.agent.web.Knock;
import retex.agent.web.NavigationEntry;
import retex.agent.web.Words;
import retex.contract.Entry;
import retex.contract.PersonRole;
import retex.contract.RecordId;
import retex.contract.RevisionId;
import retex.refusal.RefusedException;

/** Signing keys of this laptop's people, and the sign-offs of one evaluation. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
public final class SigningPages {

  private static final String KEYS = "/signing-keys";

  private final Signings signings;
  private final PersonalKeys keys;
  private final Peers peers;
  private final Frame frame;

  SigningPages(Signings signings, PersonalKeys keys, Peers peers, Frame frame) {
    this.signings = signings;
    this.keys = keys;
    this.peers = peers;
    this.frame = frame;
  }

  @Get(KEYS)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> keys(HttpRequest<?> request) {
    return keys(HttpStatus.OK, request, "");
  }

  /** Makes a key, or keeps the certificate that came for one. */
  @Post(KEYS)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> change(HttpRequest<?> request, @Body String body) {
    Form form = frame.form(body);
    try {
      if (form.text("do").equals("make")) {
        keys.make(
            form.text("passphrase").toCharArray(),
            peers.asker(Knock.of(request)),
            form.text("name"),
            Arrays.stream(PersonRole.values())
                .filter(it -> it.name().equals(form.text("role")))
                .findFirst()
                .orElse(PersonRole.CHIEF_EVALUATOR));
      } else {
        keys.certified(form.text("certificate"));
      }
      return HttpResponse.seeOther(URI.create(KEYS));
    } catch (RefusedException refused) {
      return keys(HttpStatus.UNPROCESSABLE_ENTITY, request, said(request, refused));
    }
  }

  /**
   * {@code read} is the revision that the record's page showed; without it nothing can be signed
   * here: nobody knows what was read.
   */
  @Get("/own/{id}/sign-offs")
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> ofRecord(
      HttpRequest<?> request, String id, @QueryValue(defaultValue = "") String read) {
    return ofRecord(HttpStatus.OK, request, id, read, "");
  }

  @Post("/own/{id}/sign-offs")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> sign(HttpRequest<?> request, String id, @Body String body) {
    Form form = frame.form(body);
    String read = form.text("read");
    try {
      Entry signed =
          signings.sign(
              RecordId.parse(id),
              RevisionId.parse(read),
              form.text("passphrase").toCharArray(),
              peers.asker(Knock.of(request)));
      String now = signed.revision().id().hex(); // the same content, which was read
      return HttpResponse.seeOther(URI.create("/own/" + id + "/sign-offs?read=" + now));
    } catch (RefusedException refused) {
      return ofRecord(HttpStatus.UNPROCESSABLE_ENTITY, request, id, read, said(request, refused));
    }
  }

  private HttpResponse<?> keys(HttpStatus status, HttpRequest<?> request, String why) {
    Words words = Words.in(Frame.language(request));
    List<KeyLine> lines =
        keys.all().stream()
            .map(
                it ->
                    new KeyLine(
                        it.user(),
                        it.request().name(),
                        SigningWords.role(it.request().role(), words),
                        it.request().fingerprint(),
                        it.request().text(),
                        it.certificate().map(one -> one.to().toString()).orElse("")))
            .toList();
    List<Choice> roles =
        Arrays.stream(PersonRole.values())
            .map(it -> new Choice(it.name(), SigningWords.role(it, words)))
            .toList();
    return frame.page(
        status, request, "signoff/keys.jte", "signoff.keys", new Keys(why, lines, roles));
  }

  private HttpResponse<?> ofRecord(
      HttpStatus status, HttpRequest<?> request, String id, String read, String why) {
    Words words = Words.in(Frame.language(request));
    RecordId record = RecordId.parse(id);
    List<String> lines =
        signings.of(record).stream().map(it -> SigningWords.say(it, words)).toList();
    return frame.page(
        status,
        request,
        "signoff/record.jte",
        "signoff.title",
        new Record(record.toString(), read, why, lines));
  }

  private static String said(HttpRequest<?> request, RefusedException refused) {
    return Words.in(Frame.language(request)).say(refused.refusal());
  }

  /** The people with a key on this laptop. */
  public record Keys(String why, List<KeyLine> lines, List<Choice> roles) {

    public Keys {
      lines = List.copyOf(lines);
      roles = List.copyOf(roles);
    }
  }

  /** One of them; {@code until} is empty before the certificate came. */
  public record KeyLine(
      String user, String name, String role, String fingerprint, String request, String until) {}

  /** One office to choose. */
  public record Choice(String value, String text) {}

  /** The sign-offs of one evaluation; {@code read} goes back with a signature; empty: no form. */
  public record Record(String id, String read, String why, List<String> lines) {

    public Record {
      lines = List.copyOf(lines);
    }
  }

  /** The way to the keys. */
  @Factory
  static final class Navigation {
    @Singleton
    @Named("signing-keys")
    NavigationEntry entry() {
      return new NavigationEntry(91, KEYS, "signoff.keys");
    }
  }
}
