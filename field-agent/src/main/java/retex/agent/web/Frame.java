package retex.agent.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.micronaut.context.BeanProvider;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import io.micronaut.web.router.Router;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import retex.upload.StreamedUpload;

/**
 * Draws pages: a template of a feature inside the one frame. The token that every form carries is
 * made anew at each start of the process. Safe for use by several threads.
 */
@Singleton
public final class Frame {

  private static final String LANGUAGE = "retex-language";
  private static final String PLACE = Frame.class.getName();

  private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
  private final List<NavigationEntry> entries;
  private final BeanProvider<Router> routes;
  private final String csrf;

  Frame(List<NavigationEntry> entries, BeanProvider<Router> routes) {
    this.routes = routes;
    this.entries =
        entries.stream().sorted(Comparator.comparingInt(NavigationEntry::order)).toList();
    byte[] token = new byte[32];
    new SecureRandom().nextBytes(token);
    this.csrf = Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /** Whether this is the token of our own forms. */
  public boolean isOwn(String token) {
    return java.security.MessageDigest.isEqual(
        token.getBytes(java.nio.charset.StandardCharsets.UTF_8),
        csrf.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  /** The fields of one of our own forms; any other is refused with {@code FORM_FOREIGN}. */
  public Form form(String body) {
    Form form = Form.of(body);
    if (!isOwn(form.text("csrf"))) {
      throw WebRefusal.FORM_FOREIGN.at("").asException();
    }
    return form;
  }

  /** The file of one of our own forms; any other form is refused with {@code FORM_FOREIGN}. */
  public Upload upload(HttpRequest<?> request, byte[] body) {
    Upload upload = Upload.of(String.valueOf(request.getHeaders().get("Content-Type")), body);
    if (!isOwn(upload.text("csrf"))) {
      throw WebRefusal.FORM_FOREIGN.at("").asException();
    }
    return upload;
  }

  /** The same of a form whose file may be larger than memory. */
  public StreamedUpload upload(HttpRequest<?> request, InputStream body) throws IOException {
    String type = String.valueOf(request.getHeaders().get("Content-Type"));
    StreamedUpload upload = StreamedUpload.of(type, body);
    if (!isOwn(upload.text("csrf"))) {
      throw WebRefusal.FORM_FOREIGN.at("").asException();
    }
    return upload;
  }

  /** The page of {@code template} (such as {@code entry/home.jte}) with its view. */
  public MutableHttpResponse<byte[]> page(
      HttpRequest<?> request, String template, String titleKey, Object view) {
    return page(HttpStatus.OK, request, template, titleKey, view);
  }

  /** The same with another status. */
  public MutableHttpResponse<byte[]> page(
      HttpStatus status, HttpRequest<?> request, String template, String titleKey, Object view) {
    Words words = Words.in(language(request));
    String path = request.getPath();
    List<Page.Link> links =
        entries.stream()
            .map(
                entry ->
                    new Page.Link(entry.path(), words.say(entry.key()), isHere(path, entry.path())))
            .toList();
    var page = new Page(words, titleKey, other(request, words), csrf, links);
    var html = new StringOutput();
    templates.render(template, Map.of("page", page, "view", view), html);
    MutableHttpResponse<byte[]> response =
        HttpResponse.<byte[]>status(status)
            .body(PageBytes.of(html.toString()))
            .contentType("text/html;charset=utf-8")
            .header("Content-Language", words.language())
            .header("Cache-Control", "no-store");
    chosen(request)
        .ifPresent(
            language ->
                response.cookie(
                    Cookie.of(LANGUAGE, language)
                        .path("/")
                        .httpOnly(true)
                        .sameSite(SameSite.Strict)));
    return response;
  }

  /** The language of a request: chosen on the page, remembered, or what the browser prefers. */
  public static String language(HttpRequest<?> request) {
    return chosen(request)
        .or(() -> request.getCookies().findCookie(LANGUAGE).map(Cookie::getValue))
        .or(() -> request.getLocale().map(locale -> locale.getLanguage()))
        .orElse("en");
  }

  /** The same of a request without a query. */
  public static String language(Knock knock) {
    return knock
        .cookie(LANGUAGE)
        .or(() -> Optional.ofNullable(knock.header("Accept-Language")).map(Frame::first))
        .orElse("en");
  }

  /** The language of the first tag: {@code fr} of {@code fr-CH, en;q=0.8}. */
  private static String first(String accepted) {
    return accepted.strip().split("[-,; ]", 2)[0].toLowerCase(Locale.ROOT);
  }

  /**
   * Says where the page that answers a sent form can be asked for, with its query; where nobody
   * says it, the nearest page above the form's address is taken.
   */
  public static void place(HttpRequest<?> request, String address) {
    request.setAttribute(PLACE, address);
  }

  private String other(HttpRequest<?> request, Words words) {
    String[] parts = address(request).split("[?]", 2);
    String query =
        Stream.of(parts.length == 1 ? new String[0] : parts[1].split("&"))
            .filter(it -> !it.isEmpty() && !it.startsWith("lang="))
            .map(it -> it + "&")
            .collect(Collectors.joining());
    return parts[0] + "?" + query + "lang=" + (words.language().equals("fr") ? "en" : "fr");
  }

  private String address(HttpRequest<?> request) {
    Optional<String> placed = request.getAttribute(PLACE, String.class);
    if (placed.isPresent()) {
      return placed.get();
    }
    String query = request.getUri().getRawQuery();
    return request.getMethod() == HttpMethod.GET
        ? request.getPath() + (query == null ? "" : "?" + query)
        : above(request.getPath());
  }

  /** The page at an address, or the nearest one above it. */
  private String above(String path) {
    String at = path;
    while (!at.isEmpty() && routes.get().route(HttpMethod.GET, at).isEmpty()) {
      at = at.substring(0, at.lastIndexOf('/'));
    }
    return at.isEmpty() ? "/" : at;
  }

  private static boolean isHere(String path, String entry) {
    return entry.equals("/") ? path.equals("/") : path.startsWith(entry);
  }

  private static Optional<String> chosen(HttpRequest<?> request) {
    return Optional.ofNullable(request.getParameters().get("lang"))
        .filter(Words.LANGUAGES::contains);
  }
}
