package retex.agent.sync;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import retex.agent.web.Form;
import retex.agent.web.Frame;

/** When the laptop calls by itself, and through what. */
@Controller("/sync")
@ExecuteOn(TaskExecutors.BLOCKING)
final class MannersPages {

  private final Choices choices;
  private final Staying staying;
  private final Frame frame;

  MannersPages(Choices choices, Staying staying, Frame frame) {
    this.choices = choices;
    this.staying = staying;
    this.frame = frame;
  }

  /** Refuses what is no hours, or no address; then nothing is changed. */
  @Post("/manners")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> choose(@Body String body) {
    Form form = frame.form(body);
    choices.choose(
        new Choice(form.text("hours"), form.text("metered").equals("yes"), form.text("proxy")));
    staying.again();
    return HttpResponse.seeOther(URI.create("/sync"));
  }
}
