package retex.server.catalogue;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import retex.server.access.Role;
import retex.server.access.Visitor;

/** Consents for programs: what stands, record one, withdraw one. */
@Controller("/api/consents")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ConsentResource {

  private final Consents consents;

  ConsentResource(Consents consents) {
    this.consents = consents;
  }

  /** What stands now, by state and provider. */
  @Get
  List<ConsentView> all(Visitor visitor) {
    visitor.require(Role.RELEASE_OFFICER, Role.ADMINISTRATOR);
    return consents.standing().stream().map(ConsentView::of).toList();
  }

  /** Records a consent, both days included, with the paper that gives it. */
  @Post
  HttpResponse<Void> record(Visitor visitor, @Body Recorded body) {
    visitor.require(Role.RELEASE_OFFICER, Role.ADMINISTRATOR);
    consents.record(
        new Consent(
            new StateCode(body.state()),
            new ProviderCode(body.provider()),
            day(body.from(), "from"),
            day(body.to(), "to")),
        body.reference(),
        visitor.name());
    return HttpResponse.noContent();
  }

  /** Withdraws whatever stands from a day on, with the paper that says so. */
  @Post("/withdrawal")
  HttpResponse<Void> withdraw(Visitor visitor, @Body Withdrawn body) {
    visitor.require(Role.RELEASE_OFFICER, Role.ADMINISTRATOR);
    consents.withdraw(
        new StateCode(body.state()),
        new ProviderCode(body.provider()),
        day(body.from(), "from"),
        body.reference(),
        visitor.name());
    return HttpResponse.noContent();
  }

  /** An ISO day; refuses {@code REFERENCE_FIELD_WRONG}. */
  static LocalDate day(String text, String field) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw CatalogueRefusal.REFERENCE_FIELD_WRONG.at(field).asException();
    }
  }

  /** Whose units, who may learn, from when to when, and the paper. */
  @Serdeable
  record Recorded(String state, String provider, String from, String to, String reference) {}

  /** Whose units, who may no longer learn, from when on, and the paper. */
  @Serdeable
  record Withdrawn(String state, String provider, String from, String reference) {}

  /** One consent as programs see it. */
  @Serdeable
  record ConsentView(String state, String provider, String from, String to) {

    static ConsentView of(Consent it) {
      return new ConsentView(
          it.state().value(), it.provider().value(), it.from().toString(), it.to().toString());
    }
  }
}
