package retex.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static retex.contract.ContractRefusal.CHAIN_BROKEN;
import static retex.contract.ContractRefusal.HEAD_MISMATCH;
import static retex.contract.ContractRefusal.LOG_WRONG;
import static retex.contract.ContractRefusal.NUMBER_WRONG;
import static retex.contract.ContractRefusal.SIGNATURE_WRONG;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import retex.refusal.RefusedException;

class LogVerifierTest {

  private static final DeviceKey KEY = SomeLog.key(7);
  private static final DeviceKey OTHER = SomeLog.key(8);
  private final LogTip empty = LogTip.empty(new LogId(KEY.device(), 1));

  @Test
  void a_whole_log_is_vouched_for_by_its_last_head_alone() {
    List<Entry> log = SomeLog.log(KEY, 5);
    LogTip tip = empty;

    for (Entry entry : log) {
      tip = LogVerifier.follow(tip, entry);
    }

    LogVerifier.vouches(KEY.sign(log.get(4).revision()), tip, KEY.publicKey());
    assertThat(tip.number()).isEqualTo(5);
  }

  @Test
  void an_entry_left_out_is_refused() {
    List<Entry> log = SomeLog.log(KEY, 3);
    LogTip tip = LogVerifier.follow(empty, log.get(0));

    refused(NUMBER_WRONG, () -> LogVerifier.follow(tip, log.get(2)));
  }

  @Test
  void a_replayed_entry_is_refused() {
    Entry first = SomeLog.log(KEY, 1).get(0);
    LogTip tip = LogVerifier.follow(empty, first);

    refused(NUMBER_WRONG, () -> LogVerifier.follow(tip, first));
  }

  @Test
  void an_entry_of_another_history_is_refused() {
    LogTip tip = LogVerifier.follow(empty, SomeLog.log(KEY, 1).get(0));
    Entry elsewhere =
        LogWriter.first(empty, "someone", SomeLog.INSTRUMENT, SomeLog.AT, SomeLog.note());
    Entry second =
        LogWriter.first(
            LogTip.at(elsewhere.revision()),
            "someone",
            SomeLog.INSTRUMENT,
            SomeLog.AT,
            SomeLog.note());

    refused(CHAIN_BROKEN, () -> LogVerifier.follow(tip, second));
  }

  @Test
  void an_entry_of_another_device_is_refused() {
    refused(LOG_WRONG, () -> LogVerifier.follow(empty, SomeLog.log(OTHER, 1).get(0)));
  }

  @Test
  void a_head_over_another_entry_is_refused() {
    List<Entry> log = SomeLog.log(KEY, 2);
    LogTip tip = LogVerifier.follow(empty, log.get(0));

    refused(
        HEAD_MISMATCH,
        () -> LogVerifier.vouches(KEY.sign(log.get(1).revision()), tip, KEY.publicKey()));
  }

  @Test
  void a_head_signed_by_another_key_is_refused() {
    Entry entry = SomeLog.log(KEY, 1).get(0);
    Head head = KEY.sign(entry.revision());
    byte[] signature = head.signature();
    signature[3] ^= 1;
    Head forged = new Head(head.log(), head.number(), head.revision(), signature);
    LogTip tip = LogTip.at(entry.revision());

    refused(SIGNATURE_WRONG, () -> LogVerifier.vouches(forged, tip, KEY.publicKey()));
    refused(SIGNATURE_WRONG, () -> LogVerifier.vouches(head, tip, OTHER.publicKey()));
  }

  private static void refused(ContractRefusal code, ThrowingCallable call) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(call)
        .matches(e -> e.refusal().code() == code, code.name());
  }
}
