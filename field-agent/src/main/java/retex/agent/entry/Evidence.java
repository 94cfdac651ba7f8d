package retex.agent.entry;

import static retex.agent.entry.EntryRefusal.FILES_TOO_MANY;

import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import retex.agent.attachment.Attachments;
import retex.agent.draft.Draft;
import retex.agent.draft.DraftChange;
import retex.agent.draft.Drafts;
import retex.agent.record.Log;
import retex.contract.Attachment;
import retex.contract.FileHash;

/** Adds photographs and documents to a draft and takes them away; both can be undone. */
@Singleton
final class Evidence {

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private final Attachments attachments;
  private final Drafts drafts;
  private final Keeping keeping;
  private final Log log;

  Evidence(Attachments attachments, Drafts drafts, Keeping keeping, Log log) {
    this.attachments = attachments;
    this.drafts = drafts;
    this.keeping = keeping;
    this.log = log;
  }

  /** Keeps the file and names it in the draft; {@code criterion} is empty for the whole record. */
  FileFields.One add(String draft, String criterion, byte[] file) {
    refuseMore(drafts.find(draft), 1); // before the work
    Attachment copy = attachments.add(file);
    var added = new FileFields.One(copy.hash().hex(), copy.size(), copy.mediaType(), "", criterion);
    String place = FileFields.file(criterion, added.hash());
    Draft now = drafts.find(draft);
    if (DraftForm.of(now.content()).value(place).isEmpty()) {
      refuseMore(now, copy.size());
      keeping.keep(draft, List.of(new Keeping.Change(place, "", added.text())));
    }
    return added;
  }

  void remove(String draft, String criterion, String hash) {
    change(draft, FileFields.file(criterion, hash), "");
  }

  void caption(String draft, String criterion, String hash, String caption) {
    change(draft, FileFields.caption(criterion, hash), caption);
  }

  /** Forgets files that no draft, no draft's history and no record names. */
  void sweep() {
    attachments.keepOnly(named());
  }

  /** Files that a draft, a draft's history or a record names. */
  Set<FileHash> named() {
    Set<FileHash> named = new HashSet<>(log.namedFiles());
    drafts.all().forEach(it -> named.addAll(named(it)));
    return named;
  }

  /** Files that a draft or its history names. */
  Set<FileHash> named(Draft draft) {
    return Stream.concat(
            Stream.of(draft.content()),
            drafts.history(draft.id()).stream()
                .filter(it -> it.place().startsWith("file."))
                .map(DraftChange::place))
        .flatMap(text -> HASH.matcher(text).results())
        .map(hash -> FileHash.parse(hash.group()))
        .collect(Collectors.toSet());
  }

  private void change(String draft, String place, String value) {
    if (FileFields.isOne(place)) {
      String before = DraftForm.of(drafts.find(draft).content()).value(place);
      keeping.keep(draft, List.of(new Keeping.Change(place, before, value)));
    }
  }

  /** Where one more, of so many bytes, is more than a record may have. */
  private static void refuseMore(Draft draft, int more) {
    List<FileFields.One> files = DraftForm.of(draft.content()).files();
    long bytes = files.stream().mapToLong(FileFields.One::size).sum();
    if (files.size() >= LineFiles.MOST || bytes + more > LineFiles.MOST_BYTES) {
      throw FILES_TOO_MANY.at("attachments").asException();
    }
  }
}
