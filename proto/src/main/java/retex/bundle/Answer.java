package retex.bundle;

import static retex.bundle.BundleRefusal.BUNDLE_ALTERED;
import static retex.bundle.BundleRefusal.BUNDLE_LOG_DIFFERS;
import static retex.bundle.BundleRefusal.BUNDLE_REPLAYED;
import static retex.bundle.BundleRefusal.BUNDLE_VERSION;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import retex.contract.FieldRules;
import retex.contract.LogTip;
import retex.exchange.EarlierLogs;
import retex.exchange.Laptop;
import retex.exchange.LaptopInbox;
import retex.exchange.LaptopStore;
import retex.proto.bundle.v1.DownOpening;
import retex.proto.bundle.v1.FileHere;
import retex.proto.bundle.v1.FilesHere;
import retex.proto.sync.v1.Cursor;
import retex.proto.sync.v1.EntryRefused;
import retex.proto.sync.v1.ExchangeResponse;
import retex.proto.sync.v1.Hello;
import retex.proto.sync.v1.Letters;
import retex.proto.sync.v1.Reference;
import retex.proto.sync.v1.ReferenceContent;
import retex.proto.sync.v1.ReferenceKind;
import retex.proto.sync.v1.Resume;
import retex.wire.FrameDecoder;
import retex.wire.Opening;

/**
 * An answer of headquarters that has been opened and is this laptop's. What does not follow any
 * more what the laptop holds, because it heard more over a link meanwhile, is passed over: it comes
 * again.
 */
public final class Answer {

  private static final int LARGEST_CHANGES = 8 << 20; // sync_service.proto, ReferenceContent

  private final BundleFile file;
  private final LaptopStore store;
  private final byte[] serverKey;
  private final DownOpening opening;

  private Answer(BundleFile file, LaptopStore store, byte[] serverKey, DownOpening opening) {
    this.file = file;
    this.store = store;
    this.serverKey = serverKey.clone();
    this.opening = opening;
  }

  /**
   * Opens all of it and changes nothing. {@code heard} is the serial of the newest answer that was
   * taken. Refuses what is not whole, not this laptop's, not its server's, or not newer.
   */
  public static Answer open(BundleFile file, LaptopStore store, byte[] serverKey, long heard) {
    try (BundleMessages messages = file.open(store.key(), serverKey)) {
      file.requireWhole();
      DownOpening opening = messages.required(DownOpening.parser());
      messages.passOver();
      if (opening.getProtocol() != Laptop.PROTOCOL || !Opening.isKnown(opening.getOpening())) {
        throw BUNDLE_VERSION.at(BundleFile.name(file.path())).asException();
      }
      if (opening.getSerial() <= heard) {
        throw BUNDLE_REPLAYED.at(BundleFile.name(file.path())).asException();
      }
      return new Answer(file, store, serverKey, opening);
    }
  }

  /** To be noted once the answer was taken. */
  public long serial() {
    return opening.getSerial();
  }

  /**
   * Takes what it says, within the caller's transaction. Refuses {@code BUNDLE_LOG_DIFFERS} where
   * the server holds another log than this one.
   */
  public Taken take(LaptopInbox inbox, LaptopFiles files) {
    try (BundleMessages messages = file.open(store.key(), serverKey);
        var frames = new FrameDecoder(opening.getOpening())) {
      messages.required(DownOpening.parser());
      var taking = new Taking(inbox, frames);
      for (var next = messages.next(ExchangeResponse.parser());
          next.isPresent() && !isTurn(next.get());
          next = messages.next(ExchangeResponse.parser())) {
        taking.take(next.get());
      }
      return taking.taken(file.hasFiles() ? files.heard(opening.getAnswers(), here(messages)) : 0);
    }
  }

  private boolean isTurn(ExchangeResponse response) {
    return file.hasFiles() && response.equals(ExchangeResponse.getDefaultInstance());
  }

  private static List<FileHere> here(BundleMessages messages) {
    var here = new ArrayList<FileHere>();
    for (var next = messages.next(FilesHere.parser());
        next.isPresent();
        next = messages.next(FilesHere.parser())) {
      here.addAll(next.get().getFilesList());
    }
    return here;
  }

  /**
   * What an answer said: how far the log is on the server, letters, changes, files of which it was
   * not known that they are there, what was stopped; {@code lacking}: entries of earlier epochs
   * that it had acknowledged and lacks, put back from a copy, which bundles do not carry.
   */
  public record Taken(
      long acknowledged,
      int letters,
      int changes,
      int files,
      long lacking,
      Optional<String> stopped) {}

  /** One pass over the messages. */
  private final class Taking {
    private final LaptopInbox inbox;
    private final FrameDecoder frames;
    private final Hello held;
    private int letters;
    private long lettersHeld = opening.getLettersHeld();
    private int changes;
    private long lacking;
    private Optional<String> stopped = Optional.empty();

    Taking(LaptopInbox inbox, FrameDecoder frames) {
      this.inbox = inbox;
      this.frames = frames;
      var hello = Hello.newBuilder();
      inbox.describe(hello);
      this.held = hello.build();
    }

    Taken taken(int files) {
      return new Taken(store.acknowledged(), letters, changes, files, lacking, stopped);
    }

    void take(ExchangeResponse response) {
      switch (response.getMessageCase()) {
        case RESUME -> resumed(response.getResume());
        case REFUSED -> stopped = Optional.of(name(response.getRefused()));
        case REFERENCE -> changed(response.getReference());
        case LETTERS -> told(response.getLetters());
        case CURRENT -> {
          if (opening.getEpoch() == store.tip().log().epoch()) {
            lacking = EarlierLogs.lost(store.earlier(), response.getCurrent().getLogsList());
          }
        }
        case ACKNOWLEDGED, HEAD_MISMATCH, OWN, MESSAGE_NOT_SET ->
            throw BUNDLE_ALTERED.at(BundleFile.name(file.path())).asException();
      }
    }

    /** Where the log ends on the server. A lower number than before is what a restored one says. */
    private void resumed(Resume resume) {
      if (opening.getEpoch() != store.tip().log().epoch()) {
        return; // another epoch was opened since
      }
      long there = resume.getNextNumber() - 1;
      Optional<LogTip> ours =
          there < 0 || there > store.tip().number() ? Optional.empty() : store.at(there);
      boolean same =
          ours.map(
                  tip ->
                      tip.revision()
                          .map(it -> ByteString.copyFrom(it.bytes()))
                          .orElse(ByteString.EMPTY))
              .filter(resume.getPrevious()::equals)
              .isPresent();
      if (!same) {
        throw BUNDLE_LOG_DIFFERS.at("entry " + Math.max(there, 0)).asException();
      }
      store.acknowledge(there, opening.getAcknowledged());
    }

    private void changed(Reference reference) {
      byte[] bytes = frames.content(reference.getFrame().toByteArray(), LARGEST_CHANGES);
      ReferenceKind kind = reference.getKind();
      boolean follows =
          cursors(held.getCursorsList())
              .getOrDefault(kind, ByteString.EMPTY)
              .equals(cursors(opening.getCursorsList()).getOrDefault(kind, ByteString.EMPTY));
      if (follows) {
        try {
          inbox.keep(reference, FieldRules.newer(ReferenceContent.parser(), bytes));
          changes++;
        } catch (InvalidProtocolBufferException e) {
          throw BUNDLE_ALTERED.at(BundleFile.name(file.path())).asException();
        }
      }
    }

    private void told(Letters message) {
      boolean follows =
          held.getLettersHeld() == opening.getLettersHeld()
              && held.getLettersCheck().equals(opening.getLettersCheck());
      if (follows && inbox.keep(message, lettersHeld)) {
        int count = message.getLettersCount();
        letters += count;
        lettersHeld = count == 0 ? 0 : message.getLetters(count - 1).getNumber();
      }
    }

    private static Map<ReferenceKind, ByteString> cursors(List<Cursor> list) {
      var cursors = new EnumMap<ReferenceKind, ByteString>(ReferenceKind.class);
      list.forEach(it -> cursors.put(it.getKind(), it.getAt()));
      return cursors;
    }

    private static String name(EntryRefused refused) {
      return refused.getCode().name().replace("SYNC_REFUSAL_", "")
          + ", entry "
          + refused.getNumber();
    }
  }
}
