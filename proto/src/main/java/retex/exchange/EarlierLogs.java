package retex.exchange;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import retex.contract.DeviceId;
import retex.contract.LogId;
import retex.contract.LogTip;
import retex.exchange.LaptopState.Comparison;
import retex.proto.sync.v1.Current;
import retex.proto.sync.v1.Hello;
import retex.proto.sync.v1.LogEnd;

/**
 * The epochs before the one that is spoken of: whether headquarters still has what it had
 * acknowledged of them. It may have been put back from a copy, and another copy of the laptop may
 * have taken the place of what it lost; so numbers alone say nothing. Pure.
 */
public final class EarlierLogs {

  private EarlierLogs() {}

  /** Names in the hello up to where each was acknowledged. */
  static void name(List<LogTip> acknowledged, Hello.Builder hello) {
    acknowledged.forEach(
        it ->
            hello.addEarlierLogs(
                LogEnd.newBuilder().setEpoch(it.log().epoch()).setNumber(it.number())));
  }

  /** Where a device's logs end, and which entry stands at the numbers that its hello named. */
  static Current current(DeviceId device, HeadquartersStore store, Hello hello) {
    var current = Current.newBuilder();
    Map<Integer, Long> ends = store.ends(device);
    if (ends.size() <= 1 && hello.getEpoch() <= 1 && hello.getEarlierLogsCount() == 0) {
      return current.build();
    }
    Map<Integer, Long> named =
        hello.getEarlierLogsList().stream()
            .collect(Collectors.toMap(LogEnd::getEpoch, LogEnd::getNumber, Math::max));
    ends.forEach(
        (epoch, number) -> {
          var end = LogEnd.newBuilder().setEpoch(epoch).setNumber(number);
          Optional.ofNullable(named.get(epoch))
              .flatMap(at -> store.at(new LogId(device, epoch), at))
              .ifPresent(it -> end.setRevision(id(it)));
          current.addLogs(end);
        });
    return current.build();
  }

  /**
   * Epochs of which headquarters lacks something that it had acknowledged, the earliest first. One
   * that says no ids is older than this rule: there the numbers decide.
   */
  static List<Integer> lacking(List<LogTip> acknowledged, List<LogEnd> ends) {
    return acknowledged.stream()
        .filter(known -> ends.stream().noneMatch(end -> holds(end, known)))
        .map(known -> known.log().epoch())
        .sorted()
        .toList();
  }

  /** How many entries headquarters lacks of them, by numbers; 0 where it does not say its ends. */
  public static long lost(List<LogTip> acknowledged, List<LogEnd> ends) {
    Map<Integer, Long> numbers =
        ends.stream().collect(Collectors.toMap(LogEnd::getEpoch, LogEnd::getNumber, Math::max));
    return numbers.isEmpty()
        ? 0
        : acknowledged.stream()
            .mapToLong(it -> it.number() - numbers.getOrDefault(it.log().epoch(), 0L))
            .filter(it -> it > 0)
            .sum();
  }

  private static boolean holds(LogEnd end, LogTip known) {
    return end.getEpoch() == known.log().epoch()
        && end.getNumber() >= known.number()
        && (end.getRevision().isEmpty() || end.getRevision().equals(id(known)));
  }

  /** How the entry that headquarters names compares with ours of that number, if there is one. */
  static Comparison compared(Optional<LogTip> ours, ByteString theirs) {
    return ours.map(tip -> id(tip).equals(theirs) ? Comparison.SAME : Comparison.OTHER)
        .orElse(Comparison.BEYOND);
  }

  /** The id of the entry that a log ends with; no bytes at its beginning. */
  static ByteString id(LogTip tip) {
    return tip.revision().map(it -> ByteString.copyFrom(it.bytes())).orElse(ByteString.EMPTY);
  }
}
