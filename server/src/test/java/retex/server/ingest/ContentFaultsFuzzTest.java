package retex.server.ingest;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import retex.contract.Entry;
import retex.contract.LogTip;
import retex.contract.LogWriter;
import retex.contract.RecordId;
import retex.contract.SomeLog;
import retex.contract.UnitRef;
import retex.exchange.ContentFault;
import retex.instrument.InstrumentRef;
import retex.proto.record.v1.Evaluation;
import retex.refusal.RefusedException;
import retex.server.record.SomeEntries;

/**
 * Whatever an enrolled laptop's entry says, its faults of content are found and named. The first
 * byte says which form it names and whether a genuine evaluation is changed by the rest, as
 * protobuf merges it, or the rest is all of it.
 */
class ContentFaultsFuzzTest {

  private static final List<String> FORMS =
      List.of("infantry-battalion@1", "trainer-note@1", "infantry-battalion@2", "unheard-of@1");
  private static final int OF_FORM = 3;
  private static final int MERGES = 4;

  @TempDir private static Path folder;
  private static Optional<ApplicationContext> server = Optional.empty();

  /** Opened by the first script, as {@code DoorsFuzzTest} says. */
  private static ContentFaults faults() {
    if (server.isEmpty()) {
      server =
          Optional.of(
              ApplicationContext.builder()
                  .properties(Map.of("retex.data", folder.toString(), "grpc.server.enabled", false))
                  .start());
    }
    return server.get().getBean(ContentFaults.class);
  }

  @AfterAll
  static void close() {
    server.ifPresent(ApplicationContext::close);
  }

  @FuzzTest(maxDuration = "2m")
  void what_an_evaluation_says(byte[] script) {
    if (script.length == 0) {
      return;
    }
    ContentFaults faults = faults();
    entry(script).ifPresent(entry -> requireNamed(faults.of(entry, Set.of())));
  }

  private static Optional<Entry> entry(byte[] script) {
    LogTip tip = LogTip.empty(Sample.FIRST.revision().log());
    byte[] rest = Arrays.copyOfRange(script, 1, script.length);
    try {
      return Optional.of(
          LogWriter.next(
              tip,
              RecordId.derive(tip.log(), 1, SomeLog.AT),
              List.of(),
              "evaluator",
              InstrumentRef.parse(FORMS.get(script[0] & OF_FORM)),
              SomeLog.AT,
              Sample.FIRST.revision().kind(),
              (script[0] & MERGES) == 0 ? rest : merged(rest)));
    } catch (RefusedException | InvalidProtocolBufferException notOne) {
      return Optional.empty();
    }
  }

  private static byte[] merged(byte[] rest) throws InvalidProtocolBufferException {
    return Evaluation.newBuilder()
        .mergeFrom(Sample.FIRST.payloadBytes())
        .mergeFrom(rest)
        .build()
        .toByteArray();
  }

  private static void requireNamed(List<retex.server.record.Quarantine> found) {
    for (var fault : found) {
      ContentFault.valueOf(fault.code()); // a fault without a name ends the test
    }
  }

  /** Made late: what is loaded before a search begins cannot be watched by it. */
  private static final class Sample {
    static final Entry FIRST = new SomeEntries().evaluation(UnitRef.coded("U-001"));
  }
}
