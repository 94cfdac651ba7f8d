package retex.bench.hello;

import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.runtime.Micronaut;

/** One page, and nothing else. */
@Controller
public final class Hello {

  public static void main(String[] arguments) {
    Micronaut.build(arguments).classes(Hello.class).banner(false).start();
  }

  @Get("/")
  @Produces(MediaType.TEXT_HTML)
  String page() {
    return "<!DOCTYPE html><html lang=\"en\"><title>Hello</title><p>Hello</p></html>";
  }
}
