package retex.server.access;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The description of the doors for programs (OpenAPI), for people of headquarters. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class Description {

  static final String NAME = "retex-headquarters-1.yml"; // as the build writes it

  @Get(uris = {"/openapi/" + NAME, "/api/openapi"})
  @Produces(MediaType.APPLICATION_YAML)
  HttpResponse<byte[]> read(Visitor visitor) {
    visitor.require(Role.REVIEWER, Role.RELEASE_OFFICER, Role.ADMINISTRATOR);
    try (InputStream in = Description.class.getResourceAsStream("/META-INF/swagger/" + NAME)) {
      return in == null ? HttpResponse.notFound() : HttpResponse.ok(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
