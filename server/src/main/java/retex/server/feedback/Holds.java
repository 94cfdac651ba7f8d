package retex.server.feedback;

import io.micronaut.context.annotation.Factory;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import retex.server.access.Role;
import retex.server.access.Visitor;
import retex.server.document.Fault;
import retex.server.release.Sequel;
import retex.server.web.Words;

/**
 * What an officer sees of a release whose file is held back, and may do: have it examined again.
 */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class Holds {

  private final Feedbacks feedbacks;

  Holds(Feedbacks feedbacks) {
    this.feedbacks = feedbacks;
  }

  /** Draws and examines once more. */
  @Post("/releases/{id}/examination")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> again(Visitor visitor, String id, @Body String body) {
    visitor.require(Role.RELEASE_OFFICER);
    visitor.form(body);
    feedbacks.examineAgain(id, visitor.name());
    return HttpResponse.seeOther(URI.create("/releases/" + id));
  }

  /** The same for programs; answers with what is still wrong. */
  @Post("/api/releases/{id}/examination")
  List<Sequel.Hold> apiAgain(Visitor visitor, String id) {
    visitor.require(Role.RELEASE_OFFICER);
    feedbacks.examineAgain(id, visitor.name());
    return feedbacks.held(id).stream().map(it -> hold(it, Words.in("en"))).toList();
  }

  /** Kinds, pages and places, one a line. */
  static String text(List<Fault> faults) {
    return faults.stream()
        .map(it -> it.kind() + " " + it.page() + " " + it.place())
        .collect(Collectors.joining("\n"));
  }

  /** What {@link #text} wrote. */
  static List<Fault> faults(String text) {
    return Arrays.stream(text.split("\n"))
        .map(line -> line.split(" ", 3))
        .map(it -> new Fault(Fault.Kind.valueOf(it[0]), Integer.parseInt(it[1]), it[2]))
        .toList();
  }

  /** Where it failed, never what was being read. */
  static Throwable withoutMessage(Throwable failure) {
    var bare = new IllegalStateException(failure.getClass().getName());
    bare.setStackTrace(failure.getStackTrace());
    return bare;
  }

  private static Sequel.Hold hold(Fault it, Words words) {
    return new Sequel.Hold(
        it.kind().name(), it.page(), it.place(), words.say("fault." + it.kind().name()));
  }

  /** Tells the release's page. */
  @Factory
  static final class OnTheReleasePage {
    @Singleton
    Sequel sequel(Provider<Feedbacks> feedbacks) {
      return new Told(feedbacks);
    }
  }

  private record Told(Provider<Feedbacks> feedbacks) implements Sequel {

    @Override
    public List<Hold> holds(String release, Words words) {
      return inWords(feedbacks.get().held(release), words);
    }

    @Override
    public Map<String, List<Hold>> held(Words words) {
      return feedbacks.get().held().entrySet().stream()
          .collect(Collectors.toMap(Map.Entry::getKey, it -> inWords(it.getValue(), words)));
    }

    private static List<Hold> inWords(List<Fault> faults, Words words) {
      return faults.stream().map(it -> hold(it, words)).toList();
    }
  }
}
