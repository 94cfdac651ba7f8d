package retex.server.release;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import retex.contract.Micros;
import retex.server.catalogue.ProviderCode;
import retex.server.document.Content;
import retex.server.document.ContentJson;

/** A release as stored. Its content is never changed; instants in microseconds since 1970. */
@MappedEntity("feedback_release")
record ReleaseRow(
    @Id String id,
    String provider,
    String language,
    String state,
    byte[] content,
    String contentHash,
    String permitted,
    String records,
    String policy,
    long embargoDay,
    String asked,
    String quoted,
    String withheld,
    String proposer,
    long proposedAt,
    String approver,
    long approvedAt,
    String remark,
    String recallReason,
    String recallAsker,
    long recallAskedAt,
    String recaller,
    long recalledAt) {

  private static final Content NO_CONTENT = new Content("en", "", "", List.of());

  Release release() {
    return new Release(
        id,
        new ProviderCode(provider),
        language,
        ReleaseState.valueOf(state),
        content.length == 0 ? NO_CONTENT : ContentJson.read(content),
        contentHash,
        lines(permitted),
        lines(records),
        policy,
        Terms.of(Optional.of(LocalDate.ofEpochDay(embargoDay)), lines(asked), lines(quoted)),
        lines(withheld),
        proposer,
        Micros.instant(proposedAt),
        approver,
        Micros.instant(approvedAt),
        remark,
        new Release.Recall(
            recallReason,
            recallAsker,
            Micros.instant(recallAskedAt),
            recaller,
            Micros.instant(recalledAt)));
  }

  private static List<String> lines(String text) {
    return Arrays.stream(text.split("\n")).filter(line -> !line.isEmpty()).toList();
  }

  /** Without content. */
  @Override
  public String toString() {
    return "ReleaseRow[" + id + "]";
  }
}
