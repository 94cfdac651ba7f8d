package retex.server.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.cookie.Cookie;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Draws pages: a template of a feature inside the one frame. Safe for use by several threads. */
@Singleton
public final class Frame {

  /** Cookie that remembers the language chosen on a page. */
  public static final String LANGUAGE = "retex-language";

  private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
  private final List<NavigationEntry> entries;

  Frame(List<NavigationEntry> entries) {
    this.entries =
        entries.stream().sorted(Comparator.comparingInt(NavigationEntry::order)).toList();
  }

  /** The page of {@code template} (such as {@code review/queue.jte}) with its view. */
  public MutableHttpResponse<String> page(
      HttpRequest<?> request, Reader reader, String template, String titleKey, Object view) {
    return page(HttpStatus.OK, request, reader, template, titleKey, view);
  }

  /** The same with another status. */
  public MutableHttpResponse<String> page(
      HttpStatus status,
      HttpRequest<?> request,
      Reader reader,
      String template,
      String titleKey,
      Object view) {
    Words words = Words.in(language(request));
    String path = request.getPath().replaceFirst("^/{2,}", "/"); // two lead to another site
    List<Page.Link> links =
        entries.stream()
            .filter(entry -> reader.is(entry.reader()))
            .map(
                entry ->
                    new Page.Link(
                        entry.path(), words.say(entry.key()), path.startsWith(entry.path())))
            .distinct() // who has two roles meets what both have once
            .toList();
    var page = new Page(words, titleKey, path, reader.name(), reader.csrf(), links);
    var html = new StringOutput();
    templates.render(template, Map.of("page", page, "view", view), html);
    MutableHttpResponse<String> response =
        HttpResponse.<String>status(status)
            .body(html.toString())
            .contentType(MediaType.TEXT_HTML_TYPE.toString() + ";charset=utf-8")
            .header("Content-Language", words.language())
            .header("Cache-Control", "no-store");
    chosen(request)
        .ifPresent(
            language ->
                response.cookie(
                    Cookie.of(LANGUAGE, language)
                        .path("/")
                        .httpOnly(true)
                        .sameSite(io.micronaut.http.cookie.SameSite.Strict)));
    return response;
  }

  /** The language of a request: chosen on the page, remembered, or what the browser prefers. */
  public static String language(HttpRequest<?> request) {
    return chosen(request)
        .or(() -> request.getCookies().findCookie(LANGUAGE).map(Cookie::getValue))
        .or(() -> request.getLocale().map(locale -> locale.getLanguage()))
        .orElse("en");
  }

  private static Optional<String> chosen(HttpRequest<?> request) {
    return Optional.ofNullable(request.getParameters().get("lang"))
        .filter(Words.LANGUAGES::contains);
  }
}
