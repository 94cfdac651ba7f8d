package retex.server.bundle;

import io.micronaut.context.annotation.Factory;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.types.files.SystemFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import retex.contract.DeviceId;
import retex.contract.Micros;
import retex.refusal.RefusedException;
import retex.server.access.Role;
import retex.server.access.Visitor;
import retex.server.bundle.Bundles.Taken;
import retex.server.device.Device;
import retex.server.device.Devices;
import retex.server.web.Dates;
import retex.server.web.Frame;
import retex.server.web.NavigationEntry;
import retex.server.web.Words;
import retex.upload.StreamedUpload;

/** Bundles by hand, for administrators: give one in, take the answer along. */
@Controller("/bundles")
@ExecuteOn(TaskExecutors.BLOCKING)
public final class BundlePages {

  private final Bundles bundles;
  private final BundleFolder folder;
  private final Devices devices;
  private final Frame frame;

  BundlePages(Bundles bundles, BundleFolder folder, Devices devices, Frame frame) {
    this.bundles = bundles;
    this.folder = folder;
    this.devices = devices;
    this.frame = frame;
  }

  @Get
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> page(HttpRequest<?> request, Visitor visitor) {
    visitor.require(Role.ADMINISTRATOR);
    return page(request, visitor, "", "", "");
  }

  @Post
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> take(HttpRequest<?> request, Visitor visitor, @Body InputStream body)
      throws IOException {
    StreamedUpload form;
    try {
      form = form(request, visitor, body);
    } catch (RefusedException foreign) {
      drain(body);
      throw foreign;
    }
    Words words = Words.in(Frame.language(request));
    try {
      Taken taken = bundles.take(form.file(), request.getContentLength(), visitor.name());
      String said = ImportBundleCommand.Line.sentence(taken, words);
      boolean good = taken.stopped().isEmpty();
      return page(request, visitor, good ? said : "", good ? "" : said, taken.device().hex());
    } catch (RefusedException refused) {
      drain(body);
      return page(request, visitor, "", words.say(refused.refusal()), "");
    }
  }

  private static StreamedUpload form(HttpRequest<?> request, Visitor visitor, InputStream body)
      throws IOException {
    visitor.require(Role.ADMINISTRATOR);
    var form = StreamedUpload.of(String.valueOf(request.getHeaders().get("Content-Type")), body);
    visitor.form("csrf=" + URLEncoder.encode(form.text("csrf"), StandardCharsets.UTF_8));
    return form;
  }

  /** Who sends hears nothing before the end. */
  private static void drain(InputStream body) throws IOException {
    body.transferTo(OutputStream.nullOutputStream());
  }

  /** The answer is made at the moment it is asked for, so that it holds what is new. */
  @Post("/{device}/answer")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  SystemFile answer(Visitor visitor, String device, @Body String body) {
    visitor.require(Role.ADMINISTRATOR);
    visitor.form(body);
    DeviceId id = DeviceId.parse(device);
    Path file = folder.answer(id);
    bundles.answer(id, file, visitor.name());
    return new SystemFile(file.toFile(), MediaType.APPLICATION_OCTET_STREAM_TYPE)
        .attach(HeadquartersAnswer.name(id));
  }

  private HttpResponse<?> page(
      HttpRequest<?> request, Visitor visitor, String done, String why, String answered) {
    Words words = Words.in(Frame.language(request));
    List<Line> lines = bundles.all().stream().map(it -> line(it, words)).toList();
    var view = new View(done, why, answered, lines);
    return frame.page(request, visitor, "bundle/bundles.jte", "bundle.title", view);
  }

  private Line line(BundleRow row, Words words) {
    DeviceId id = DeviceId.parse(row.device());
    String name = devices.find(id).map(Device::name).orElse("");
    boolean revoked = devices.find(id).filter(Device::revoked).isPresent();
    String at = Dates.minute(Micros.instant(row.at()), words.locale());
    return new Line(row.device(), name, at, folder.waiting(id).size(), revoked);
  }

  /** What the page shows; {@code answered}: the laptop whose bundle was just taken. */
  public record View(String done, String why, String answered, List<Line> lines) {

    public View {
      lines = List.copyOf(lines);
    }
  }

  /** A laptop from which bundles came. */
  public record Line(String device, String name, String at, int waiting, boolean revoked) {}

  /** The way to the page. */
  @Factory
  static final class Navigation {
    @Singleton
    @Named("bundles")
    NavigationEntry entry() {
      return new NavigationEntry(81, "/bundles", "bundle.title", Role.ADMINISTRATOR.name());
    }
  }
}
