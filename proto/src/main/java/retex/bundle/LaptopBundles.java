package retex.bundle;

import static retex.bundle.BundleRefusal.BUNDLE_SIZE_TOO_SMALL;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import retex.contract.Entry;
import retex.contract.FileHash;
import retex.contract.Head;
import retex.contract.LogTip;
import retex.contract.RevisionId;
import retex.exchange.Laptop;
import retex.exchange.LaptopInbox;
import retex.exchange.LaptopStore;
import retex.proto.bundle.v1.UpOpening;
import retex.proto.sync.v1.Batch;
import retex.proto.sync.v1.ExchangeRequest;
import retex.proto.sync.v1.Heads;
import retex.proto.sync.v1.Hello;
import retex.wire.EntryBatch;
import retex.wire.FrameEncoder;
import retex.wire.HeadMessages;

/**
 * What a laptop writes into bundles: its hello, the entries from a number on with all their signed
 * heads, and the files that wait. Each part stands alone: it has a hello and a compressed stream of
 * its own.
 */
public final class LaptopBundles {

  private static final int MOST_ENTRIES = 256; // sync_service.proto, Batch
  private static final int RAW_BYTES = 512 << 10; // half of what a batch may hold
  private static final int LEAST_RAW_BYTES = 8 << 10;

  private final LaptopStore store;
  private final LaptopInbox inbox;
  private final LaptopFiles files;
  private final byte[] serverKey;
  private final String program;
  private final Supplier<FrameEncoder> encoders;

  /** {@code serverKey} is the server's X25519 bundle key; {@code program} says what this is. */
  public LaptopBundles(
      LaptopStore store, LaptopInbox inbox, LaptopFiles files, byte[] serverKey, String program) {
    this(store, inbox, files, serverKey, program, FrameEncoder::new);
  }

  /** {@code encoders}: what cuts the frames of one part. */
  public LaptopBundles(
      LaptopStore store,
      LaptopInbox inbox,
      LaptopFiles files,
      byte[] serverKey,
      String program,
      Supplier<FrameEncoder> encoders) {
    this.encoders = encoders;
    this.store = store;
    this.inbox = inbox;
    this.files = files;
    this.serverKey = serverKey.clone();
    this.program = program;
  }

  /**
   * A part that was written: its entries ({@code last} is one less than {@code first} for none),
   * and what it holds of files.
   */
  public record Part(BundleId id, long first, long last, List<Sent> files, boolean isLast) {

    public Part {
      files = List.copyOf(files);
    }
  }

  /** A file's bytes from one place to another. */
  public record Sent(FileHash file, int from, int upTo) {}

  /**
   * The most bytes that a part may have, and that one with files may have: on a full medium less.
   */
  public record Room(long most, long withFiles) {}

  /**
   * Writes the entries after number {@code after}, as many as there is room for, and answers which;
   * behind the last one what waits of files. Refuses {@code BUNDLE_SIZE_TOO_SMALL} and {@code
   * BUNDLE_DISK_FULL} where nothing of what waits goes in.
   */
  public Part write(OutputStream out, long serial, long after, Room room) throws IOException {
    long most = room.most();
    long tip = store.tip().number();
    BundleId id = BundleId.random();
    boolean hasFiles = files.isAny();
    int format = hasFiles ? Layout.FORMAT_WITH_FILES : Layout.FORMAT;
    var writer = BundleWriter.up(out, format, id, store.key(), serverKey);
    FrameEncoder frames = encoders.get();
    try {
      writer.add(opening(serial, hasFiles));
      writer.add(ExchangeRequest.newBuilder().setHello(hello(after, tip, frames)).build());
      int raw = (int) Math.max(LEAST_RAW_BYTES, Math.min(RAW_BYTES, most / 4));
      int atMost = MOST_ENTRIES;
      long last = after;
      while (last < tip) {
        List<Entry> entries = entries(last, atMost, raw);
        ExchangeRequest heads = heads(entries);
        ExchangeRequest batch = batch(entries, frames);
        if (writer.sizeWith(heads, batch) <= most) {
          writer.add(heads);
          writer.add(batch);
          last += entries.size();
        } else if (last > after) {
          break; // the next part begins with them
        } else if (entries.size() == 1) {
          throw BUNDLE_SIZE_TOO_SMALL.at("entry " + (last + 1)).asException();
        } else {
          frames.close(); // that batch is not in the stream
          frames = encoders.get();
          atMost = entries.size() / 2;
        }
      }
      var pieces = new FilePieces(writer, files, room);
      boolean isLast = last == tip && pieces.write();
      if (last == after && !isLast) {
        pieces.requireSome();
      }
      writer.finish();
      return new Part(id, after + 1, last, pieces.sent(), isLast);
    } finally {
      frames.close();
    }
  }

  private UpOpening opening(long serial, boolean hasFiles) {
    return UpOpening.newBuilder()
        .setProtocol(Laptop.PROTOCOL)
        .setSerial(serial)
        .setAnswerKey(ByteString.copyFrom(store.key().sealing().publicKey()))
        .setAcknowledged(store.acknowledged())
        .setProgram(program)
        .setAnswerFormat(hasFiles ? Layout.FORMAT_WITH_FILES : 0)
        .build();
  }

  private Hello hello(long after, long tip, FrameEncoder frames) {
    LogTip before = store.at(after).orElseThrow();
    var hello =
        Hello.newBuilder()
            .setProtocol(Laptop.PROTOCOL)
            .setDevice(ByteString.copyFrom(before.log().device().bytes()))
            .setEpoch(before.log().epoch())
            .setNextNumber(after + 1)
            .setPrevious(before.revision().map(LaptopBundles::bytes).orElse(ByteString.EMPTY))
            .setBacklog(tip - store.acknowledged())
            .setOpening(frames.opening());
    store.opening().ifPresent(it -> hello.setEpochOpening(HeadMessages.message(it)));
    inbox.describe(hello);
    return hello.build();
  }

  private List<Entry> entries(long after, int atMost, int raw) {
    var entries = new ArrayList<Entry>();
    int bytes = 0;
    for (Entry entry : store.after(after, atMost)) {
      bytes += EntryBatch.sizeOf(entry);
      if (!entries.isEmpty() && bytes > raw) {
        break;
      }
      entries.add(entry);
    }
    return entries;
  }

  private ExchangeRequest heads(List<Entry> entries) {
    var heads = Heads.newBuilder();
    long first = entries.get(0).revision().number();
    store
        .heads(first, first + entries.size() - 1)
        .forEach(head -> heads.addHeads(HeadMessages.message(head)));
    return ExchangeRequest.newBuilder().setHeads(heads).build();
  }

  private ExchangeRequest batch(List<Entry> entries, FrameEncoder frames) {
    long first = entries.get(0).revision().number();
    Head head = store.head(first + entries.size() - 1).orElseThrow();
    return ExchangeRequest.newBuilder()
        .setBatch(
            Batch.newBuilder()
                .setFirstNumber(first)
                .setFrame(ByteString.copyFrom(frames.frame(EntryBatch.encode(entries))))
                .setSignature(ByteString.copyFrom(head.signature())))
        .build();
  }

  private static ByteString bytes(RevisionId revision) {
    return ByteString.copyFrom(revision.bytes());
  }
}
