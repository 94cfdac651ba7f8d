package retex.look;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BinaryOperator;

/**
 * A walk over all pages of one program in one language. Each stop is looked at, see {@link Look},
 * and photographed; at the end it can be said where each stop was, and which routes nobody stopped
 * at.
 */
public final class Tour {

  private static final String SEND =
      """
      ([path, fields, isFile]) => {
        const form = document.createElement("form");
        form.method = "post";
        form.action = path;
        if (isFile) form.enctype = "multipart/form-data";
        const token = document.querySelector("input[name=csrf]")?.value ?? "";
        for (const [name, value] of [["csrf", token], ...Object.entries(fields)]) {
          const field = document.createElement("input");
          field.type = "hidden";
          field.name = name;
          field.value = value;
          form.append(field);
        }
        document.body.append(form);
        HTMLFormElement.prototype.submit.call(form);
      }
      """;

  private static final String OPEN =
      "document.querySelectorAll('details:not([open])')"
          + ".forEach(it => { it.open = true; it.dataset.toured = ''; })";
  private static final String CLOSE =
      "document.querySelectorAll('[data-toured]').forEach(it => { it.open = false; })";

  private static final String TOLD =
      "[document.documentElement.lang,"
          + " [...document.querySelectorAll('header nav a')].map(it => it.href)"
          + ".find((it, i, all) => all.indexOf(it) < i) ?? '',"
          + " ...[...document.querySelectorAll('main h1')].map(it => it.textContent)]";

  private final Page page;
  private final String base;
  private final BinaryOperator<String> routes;
  private final Set<String> left;
  private final Path shots;
  private final String language;
  private final List<String> findings = new ArrayList<>();
  private final List<String> stops = new ArrayList<>();
  private String route = "";
  private int status;

  /**
   * {@code left}: every route that draws a page; {@code routes}: the route of a method and a path,
   * named as there; {@code shots}: where the photographs go; {@code language} as the pages name it,
   * which the browser's window must prefer.
   */
  public Tour(
      BrowserContext window,
      String base,
      Set<String> left,
      BinaryOperator<String> routes,
      Path shots,
      String language) {
    this.page = window.newPage();
    page.addInitScript(Look.AXE);
    this.base = base;
    this.left = new TreeSet<>(left);
    this.routes = routes;
    this.shots = shots;
    this.language = language;
    page.onResponse(this::came);
  }

  /** The window, for what people do in it between two stops. */
  public Page page() {
    return page;
  }

  /** Goes to an address and looks. */
  public void see(String path) {
    page.navigate(base + path);
    look(path);
  }

  /** Sends a form, as a browser without script would, and looks at what answers. */
  public void send(String path, Map<String, String> fields) {
    send(path, fields, false);
  }

  /** The same with a form that carries a file, which is left out. */
  public void sendWithoutFile(String path, Map<String, String> fields) {
    send(path, fields, true);
  }

  /** Looks at what is shown now, with everything opened that opens. */
  public void look(String what) {
    page.waitForLoadState(); // a style that has not come makes every target small
    page.evaluate(OPEN);
    var found = new ArrayList<>(Look.findings(page));
    found.addAll(Look.sideways(page));
    page.evaluate(CLOSE); // what was opened may lie over the page
    found.addAll(Look.untouchable(page));
    page.evaluate(OPEN);
    List<?> told = (List<?>) page.evaluate(TOLD);
    if (!told.get(0).equals(language)) {
      found.add("is not in " + language);
    }
    if (!told.get(1).equals("")) {
      found.add("leads twice to " + told.get(1));
    }
    List<String> headings = told.stream().skip(2).map(String::valueOf).toList();
    if (headings.size() != 1) {
      found.add("has not one heading");
    }
    found.forEach(it -> findings.add(what + ": " + it));
    String plain = what.replaceAll("[0-9a-f-]{32,}", "*");
    stops.add(plain + " -> " + status + " " + route + " | " + String.join(" ", headings).strip());
    String name = plain.replaceAll("[^a-zA-Z]+", "-");
    page.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(true)
            .setPath(
                shots.resolve(String.format("%s-%02d-%.50s.png", language, stops.size(), name))));
    page.evaluate(CLOSE);
    left.remove(route);
  }

  /**
   * Where each stop was, in the order of the walk: what was asked, the status and the route that
   * answered, the page's heading.
   */
  public List<String> stops() {
    return List.copyOf(stops);
  }

  /** What was found on the way; empty where every page is sound. */
  public List<String> findings() {
    return List.copyOf(findings);
  }

  /** The routes that drew no page that was looked at. */
  public Set<String> left() {
    return Set.copyOf(left);
  }

  private void send(String path, Map<String, String> fields, boolean isFile) {
    page.waitForNavigation(() -> page.evaluate(SEND, List.of(path, fields, isFile)));
    look("sent " + path);
  }

  private void came(Response response) {
    var request = response.request();
    if (request.isNavigationRequest()
        && response.frame().equals(page.mainFrame())
        && Optional.ofNullable(response.headers().get("content-type"))
            .filter(it -> it.startsWith("text/html"))
            .isPresent()) {
      route = routes.apply(request.method(), URI.create(response.url()).getPath());
      status = response.status();
    }
  }
}
