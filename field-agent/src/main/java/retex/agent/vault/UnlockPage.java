package retex.agent.vault;

import static retex.agent.vault.VaultRefusal.COPY_MISSING;
import static retex.agent.vault.VaultRefusal.PASSPHRASE_SHORT;
import static retex.agent.vault.VaultRefusal.PASSPHRASE_TWICE;
import static retex.agent.vault.VaultRefusal.STORE_DAMAGED;

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
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.util.Set;
import retex.agent.web.Dates;
import retex.agent.web.Form;
import retex.agent.web.Frame;
import retex.agent.web.Knock;
import retex.agent.web.WebRefusal;
import retex.agent.web.Words;
import retex.refusal.RefusalCode;
import retex.refusal.RefusedException;

/** The page that opens the store, or sets its first passphrase; and the way to lock it. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
public final class UnlockPage {

  static final int SHORTEST = 12; // characters

  private static final Set<RefusalCode> OFFERS_A_COPY = Set.of(STORE_DAMAGED, COPY_MISSING);

  private final Vault vault;
  private final Escrows escrows;
  private final Sessions sessions;
  private final Peers peers;
  private final Frame frame;

  UnlockPage(Vault vault, Escrows escrows, Sessions sessions, Peers peers, Frame frame) {
    this.vault = vault;
    this.escrows = escrows;
    this.sessions = sessions;
    this.peers = peers;
    this.frame = frame;
  }

  @Get("/unlock")
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> page(HttpRequest<?> request) {
    return page(HttpStatus.OK, request, "", Copy.NONE);
  }

  @Post("/unlock")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> unlock(HttpRequest<?> request, @Body String body) {
    Form form = frame.form(body);
    Asker asker = peers.asker(Knock.of(request));
    boolean isRestore = form.text("restore").equals("yes");
    char[] passphrase = form.text("passphrase").toCharArray();
    try {
      if (!vault.exists()) {
        refuseWeak(form.text("passphrase"), form.text("again"));
      }
      if (isRestore) {
        vault.restore(passphrase, asker);
      } else {
        vault.open(passphrase, asker);
      }
      return HttpResponse.seeOther(URI.create("/"))
          .cookie(
              Cookie.of(Sessions.COOKIE, sessions.begin(Knock.of(request)))
                  .path("/")
                  .httpOnly(true)
                  .sameSite(SameSite.Strict));
    } catch (RefusedException refused) {
      Words words = Words.in(Frame.language(request));
      RefusalCode code = refused.refusal().code();
      boolean isDamaged =
          OFFERS_A_COPY.contains(code) || (isRestore && code == WebRefusal.DISK_FULL);
      Copy copy = isDamaged ? copy(passphrase, asker, words) : Copy.NONE;
      return page(HttpStatus.FORBIDDEN, request, words.say(refused.refusal()), copy);
    }
  }

  @Post("/lock")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> lock(@Body String body) {
    frame.form(body);
    vault.close();
    sessions.endAll();
    return HttpResponse.seeOther(URI.create("/unlock"));
  }

  /** Whether the page that asks is still let in. Asking keeps nothing open. */
  @Get("/session")
  HttpResponse<?> session(HttpRequest<?> request) {
    boolean isIn = vault.isOpen() && sessions.admit(Knock.of(request));
    return HttpResponse.status(isIn ? HttpStatus.NO_CONTENT : HttpStatus.LOCKED);
  }

  /** Refuses a new passphrase that is short, or was not typed the same twice. */
  static void refuseWeak(String passphrase, String again) {
    if (passphrase.codePointCount(0, passphrase.length()) < SHORTEST) {
      throw PASSPHRASE_SHORT.at("passphrase").asException();
    }
    if (!passphrase.equals(again)) {
      throw PASSPHRASE_TWICE.at("passphrase").asException();
    }
  }

  /** What can be put back; nothing is said to somebody whose passphrase does not open it. */
  private Copy copy(char[] passphrase, Asker asker, Words words) {
    try {
      return vault
          .lastCopy(passphrase, asker)
          .map(at -> new Copy(words.say("unlock.copy", Dates.minute(at, words)), true))
          .orElseGet(() -> new Copy(words.say("unlock.copy.none"), false));
    } catch (RefusedException refused) {
      return Copy.NONE;
    }
  }

  private HttpResponse<?> page(HttpStatus status, HttpRequest<?> request, String why, Copy copy) {
    boolean isFirst = !vault.exists();
    String lost = isFirst ? "" : lost(Words.in(Frame.language(request)));
    return frame.page(
        status,
        request,
        "vault/unlock.jte",
        isFirst ? "unlock.first.title" : "unlock.title",
        new View(
            isFirst,
            why,
            copy,
            lost,
            vault.destroyed().map(it -> "unlock.gone." + it.name()).orElse("")));
  }

  /** Who can help whom no passphrase is left; nothing where the slots cannot be read. */
  private String lost(Words words) {
    try {
      return escrows
          .key()
          .map(key -> words.say("unlock.lost.there", key))
          .orElseGet(() -> words.say("users.escrow.none"));
    } catch (RefusedException unreadable) {
      return "";
    }
  }

  /**
   * What the page shows; {@code first} when no passphrase has been set yet, {@code copy} what can
   * be put back where the store is damaged; {@code lost} says what can be done without a
   * passphrase, empty where nothing is known of it; {@code gone} says why there is nothing left to
   * unlock.
   */
  public record View(boolean first, String why, Copy copy, String lost, String gone) {}

  /** What is said of the last good copy, and whether there is one to put back. */
  public record Copy(String text, boolean isThere) {
    static final Copy NONE = new Copy("", false);
  }
}
