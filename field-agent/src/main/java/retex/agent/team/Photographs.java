package retex.agent.team;

import com.google.protobuf.ByteString;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import retex.agent.attachment.Attachments;
import retex.agent.entry.DraftFields;
import retex.contract.Attachment;
import retex.contract.DeviceId;
import retex.contract.FileHash;
import retex.team.Contribution;
import retex.team.Place;
import retex.team.TeamFile;
import retex.team.TeamState;

/**
 * Photographs and documents on their way between the laptops of a team: each once, by the hash of
 * the copy that may leave. The laptop's own go first; what does not fit into one file is named in
 * it all the same, and comes when its own laptop, or another that holds it, has room for it.
 */
@Singleton
final class Photographs {

  private final Attachments attachments;

  Photographs(Attachments attachments) {
    this.attachments = attachments;
  }

  /** Copies that a state names and that are here, as many as one file carries. */
  List<ByteString> of(TeamState state, DeviceId self) {
    var copies = new ArrayList<ByteString>();
    int bytes = 0;
    for (FileHash hash : named(state, self)) {
      int size = attachments.held(hash).map(Attachment::size).orElse(0);
      if (size > 0 && bytes + size <= TeamFile.MOST_OF_FILES) {
        copies.add(ByteString.copyFrom(attachments.copy(hash)));
        bytes += size;
      }
    }
    return copies;
  }

  /** Keeps what the state of a file names; anything else that it brought is nobody's. */
  void take(TeamFile.Came came) {
    for (FileHash hash : named(came.state(), came.state().share().chief())) {
      ByteString copy = came.files().get(hash);
      if (copy != null && attachments.held(hash).isEmpty()) {
        attachments.take(copy.toByteArray());
      }
    }
  }

  /** Photographs that the team has named and that have not come here. */
  long missing(TeamState state) {
    return named(state, state.share().chief()).stream()
        .filter(it -> attachments.held(it).isEmpty())
        .count();
  }

  /**
   * Places of photographs that hold for the team and are here, and that the draft has not: it has
   * as many as a record may have.
   */
  List<String> leftOut(TeamState state, Set<String> draft) {
    return state.places().stream()
        .filter(it -> it.name().startsWith("file.") && !draft.contains(it.name()))
        .filter(it -> !it.settled().orElse(Map.of()).isEmpty())
        .map(Place::name)
        .filter(
            it ->
                DraftFields.files(Set.of(it)).stream()
                    .noneMatch(hash -> attachments.held(hash).isEmpty()))
        .toList();
  }

  private static Set<FileHash> named(TeamState state, DeviceId first) {
    Set<FileHash> named = new LinkedHashSet<>();
    state.contributions().stream()
        .sorted(Comparator.comparing((Contribution it) -> !it.device().equals(first)))
        .forEach(
            it ->
                it.statements()
                    .forEach(
                        (field, said) -> {
                          if (field.startsWith("file.") && !said.value().isEmpty()) {
                            named.addAll(DraftFields.files(Set.of(field)));
                          }
                        }));
    return named;
  }
}
