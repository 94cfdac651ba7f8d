package retex.agent.sync;

import retex.agent.web.Words;
import retex.delivery.FileProgress;

/** What is said of photographs and documents on their way. */
final class FileWords {

  private FileWords() {}

  static String progress(FileProgress it, Words words) {
    return words.say(
        it.secondsLeft().isPresent() ? "sync.files.progress" : "sync.files.begin",
        it.done(),
        it.files(),
        kilobytes(it.bytesDone()),
        kilobytes(it.bytes()),
        it.secondsLeft().orElse(0));
  }

  /** What is told behind the records; empty where there is nothing of it. */
  static String after(SyncReport it, Words words) {
    String files = it.attachments() + it.attachmentsWaiting() > 0 ? done(it, words) : "";
    String team =
        it.teamFilesWaiting() == 0
            ? ""
            : waiting(it.teamFilesWaiting(), it.teamFileBytesWaiting(), words);
    return (files + " " + team).strip();
  }

  /** Of files of teams, at least one. */
  static String waiting(long files, long bytes, Words words) {
    return words.say("sync.team.waiting", files, kilobytes(bytes));
  }

  private static String done(SyncReport it, Words words) {
    String sent = words.say("sync.files.done", it.attachments(), kilobytes(it.attachmentBytes()));
    String left =
        it.attachmentsWaiting() == 0
            ? ""
            : " "
                + words.say(
                    it.overBudget() ? "sync.files.budget" : "sync.files.left",
                    it.attachmentsWaiting(),
                    kilobytes(it.attachmentBytesWaiting()));
    return sent + left;
  }

  private static double kilobytes(long bytes) {
    return bytes / 1_000.0;
  }
}
