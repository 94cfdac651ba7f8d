package retex.agent.attachment;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import retex.contract.Attachment;
import retex.contract.FileHash;

/**
 * A file's bytes, to whoever has given the passphrase. The browser is told to keep none of it on
 * its disk, and to run nothing in it.
 */
@Controller("/attachments/{hash}")
@ExecuteOn(TaskExecutors.BLOCKING)
final class AttachmentPages {

  private final Attachments attachments;

  AttachmentPages(Attachments attachments) {
    this.attachments = attachments;
  }

  /** The copy that may leave. */
  @Get
  HttpResponse<byte[]> copy(String hash) {
    Attachment it = attachments.find(hash(hash));
    return shown(attachments.copy(it.hash()), it.mediaType());
  }

  @Get("/thumbnail")
  HttpResponse<byte[]> thumbnail(String hash) {
    return shown(attachments.thumbnail(hash(hash)), Attachment.JPEG);
  }

  /** The original, to be saved by whoever asks for it: with what the camera wrote. */
  @Get("/original")
  HttpResponse<byte[]> original(String hash) {
    Attachments.Original it = attachments.original(hash(hash));
    String ending = it.mediaType().replaceAll(".*/", "");
    return shown(it.bytes(), it.mediaType())
        .header("Content-Disposition", "attachment; filename=\"original." + ending + "\"");
  }

  private static MutableHttpResponse<byte[]> shown(byte[] bytes, String mediaType) {
    return HttpResponse.ok(bytes)
        .contentType(MediaType.of(mediaType))
        .header("Cache-Control", "no-store")
        .header("Content-Security-Policy", "sandbox");
  }

  private static FileHash hash(String text) {
    if (!text.matches("[0-9a-f]{64}")) {
      throw AttachmentRefusal.ATTACHMENT_UNKNOWN.at("").asException();
    }
    return FileHash.parse(text);
  }
}
