package retex.server.release;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import retex.contract.RecordId;
import retex.server.access.Role;
import retex.server.access.Visitor;

/** Erasure for programs: ask, agree as a second officer, let be. */
@Controller("/api/erasures")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ErasureResource {

  private final ErasureRequests requests;

  ErasureResource(ErasureRequests requests) {
    this.requests = requests;
  }

  /** Every request, the latest first. */
  @Get
  List<RequestView> all(Visitor visitor) {
    visitor.require(Role.RELEASE_OFFICER, Role.ADMINISTRATOR);
    return requests.all().stream().map(RequestView::of).toList();
  }

  /** Asks that a record be erased, for a written reason. */
  @Post
  HttpResponse<Void> ask(Visitor visitor, @Body Asked body) {
    visitor.require(Role.RELEASE_OFFICER, Role.ADMINISTRATOR);
    requests.ask(RecordId.parse(body.record()), body.reason(), visitor.name());
    return HttpResponse.noContent();
  }

  /** Erases it; who asked is refused. */
  @Post("/{record}/confirmation")
  HttpResponse<Void> confirm(Visitor visitor, String record) {
    visitor.require(Role.RELEASE_OFFICER, Role.ADMINISTRATOR);
    requests.confirm(RecordId.parse(record), visitor.name());
    return HttpResponse.noContent();
  }

  /** Lets it be. */
  @Post("/{record}/dropping")
  HttpResponse<Void> drop(Visitor visitor, String record) {
    visitor.require(Role.RELEASE_OFFICER, Role.ADMINISTRATOR);
    requests.drop(RecordId.parse(record), visitor.name());
    return HttpResponse.noContent();
  }

  /** Which record, and why. */
  @Serdeable
  record Asked(String record, String reason) {

    /** Without the reason. */
    @Override
    public String toString() {
      return "Asked[" + record + "]";
    }
  }

  /** A request as programs see it. */
  @Serdeable
  record RequestView(
      String record, String state, String reason, String asker, String askedAt, String decider) {

    static RequestView of(ErasureRequests.Request it) {
      return new RequestView(
          it.record(), it.state(), it.reason(), it.asker(), it.askedAt().toString(), it.decider());
    }

    /** Without the reason. */
    @Override
    public String toString() {
      return "RequestView[" + record + "]";
    }
  }
}
