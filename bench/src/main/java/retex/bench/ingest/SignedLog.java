package retex.bench.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import retex.contract.Classification;
import retex.contract.DeviceKey;
import retex.contract.Entry;
import retex.contract.Evaluation;
import retex.contract.Evaluator;
import retex.contract.LogId;
import retex.contract.LogTip;
import retex.contract.LogWriter;
import retex.contract.NarrativePart;
import retex.contract.UnitRef;
import retex.exchange.Laptop;
import retex.instrument.Answer;
import retex.instrument.CriterionCode;
import retex.instrument.InstrumentRef;
import retex.instrument.TopicCode;
import retex.proto.sync.v1.Batch;
import retex.proto.sync.v1.ExchangeRequest;
import retex.proto.sync.v1.Hello;
import retex.wire.EntryBatch;
import retex.wire.FrameEncoder;

/** One laptop's log, signed, as the bytes of messages that it would send. */
final class SignedLog {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final DeviceKey key = DeviceKey.generate(new SecureRandom());
  private final List<byte[]> messages = new ArrayList<>();

  /** Of JSON lines, in batches of so many entries. */
  SignedLog(List<String> lines, int batch) {
    LogTip tip = LogTip.empty(new LogId(key.device(), 1));
    try (var frames = new FrameEncoder()) {
      messages.add(hello(frames.opening(), lines.size()));
      for (int from = 0; from < lines.size(); from += batch) {
        var entries = new ArrayList<Entry>();
        for (String line : lines.subList(from, Math.min(lines.size(), from + batch))) {
          Entry entry = entry(tip, read(line));
          entries.add(entry);
          tip = LogTip.at(entry.revision());
        }
        messages.add(batch(from + 1, entries, frames));
      }
    }
  }

  DeviceKey key() {
    return key;
  }

  List<byte[]> messages() {
    return List.copyOf(messages);
  }

  private byte[] hello(int opening, int backlog) {
    var hello =
        Hello.newBuilder()
            .setProtocol(Laptop.PROTOCOL)
            .setDevice(ByteString.copyFrom(key.device().bytes()))
            .setEpoch(1)
            .setNextNumber(1)
            .setBacklog(backlog)
            .setOpening(opening);
    return ExchangeRequest.newBuilder().setHello(hello).build().toByteArray();
  }

  private byte[] batch(long first, List<Entry> entries, FrameEncoder frames) {
    var last = entries.get(entries.size() - 1).revision();
    var batch =
        Batch.newBuilder()
            .setFirstNumber(first)
            .setFrame(ByteString.copyFrom(frames.frame(EntryBatch.encode(entries))))
            .setSignature(ByteString.copyFrom(key.sign(last).signature()));
    return ExchangeRequest.newBuilder().setBatch(batch).build().toByteArray();
  }

  private static JsonNode read(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Entry entry(LogTip tip, JsonNode it) {
    var evaluators = new ArrayList<Evaluator>();
    it.get("evaluators")
        .forEach(one -> evaluators.add(new Evaluator(text(one, "name"), text(one, "role"))));
    var narrative = new ArrayList<NarrativePart>();
    it.get("narrative")
        .fields()
        .forEachRemaining(
            part -> narrative.add(new NarrativePart(part.getKey(), part.getValue().asText())));
    var needs = new ArrayList<TopicCode>();
    it.get("trainingNeeds").forEach(need -> needs.add(new TopicCode(need.asText())));
    var evaluation =
        new Evaluation(
            UnitRef.coded(text(it, "unit")),
            text(it, "rotation"),
            LocalDate.parse(text(it.get("period"), "from")),
            LocalDate.parse(text(it.get("period"), "to")),
            text(it, "language"),
            Classification.CONFIDENTIAL,
            evaluators,
            answers(it.get("answers")),
            narrative,
            needs,
            text(it, "reference"),
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            "");
    return LogWriter.first(
        tip,
        evaluators.get(0).name(),
        InstrumentRef.parse(text(it, "instrument")),
        Instant.now(),
        evaluation);
  }

  private static List<Answer> answers(JsonNode given) {
    var answers = new ArrayList<Answer>();
    given.fields().forEachRemaining((Map.Entry<String, JsonNode> it) -> answers.add(answer(it)));
    return answers;
  }

  private static Answer answer(Map.Entry<String, JsonNode> given) {
    var code = new CriterionCode(given.getKey());
    JsonNode it = given.getValue();
    if (it.has("value")) {
      JsonNode value = it.get("value");
      String said = value.isBoolean() ? (value.asBoolean() ? "yes" : "no") : value.asText();
      return new Answer.Given(code, said, "");
    }
    return it.get("rating").isInt()
        ? new Answer.Rated(code, it.get("rating").asInt(), text(it, "comment"))
        : new Answer.NotObserved(code, text(it, "reason"));
  }

  private static String text(JsonNode it, String field) {
    return it.path(field).asText("");
  }
}
