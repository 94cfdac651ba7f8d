package retex.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import retex.contract.ContractRefusal;
import retex.contract.DeviceKey;
import retex.contract.Entry;
import retex.contract.EpochOpening;
import retex.contract.Head;
import retex.contract.LogId;
import retex.contract.LogTip;
import retex.contract.LogWriter;
import retex.contract.Renewal;
import retex.contract.SomeLog;
import retex.refusal.RefusalCode;
import retex.refusal.RefusedException;

/**
 * What the conversation expects of headquarters' store. The simulation's and the real one keep the
 * same, so that what the simulation shows holds for the real one.
 */
public abstract class HeadquartersStoreContract {

  private static final DeviceKey KEY = SomeLog.key(3);
  private static final LogId LOG = new LogId(KEY.device(), 1);
  private static final LogTip EMPTY = LogTip.empty(LOG);

  /** The store, in which a device is enrolled and nothing else is. */
  protected abstract HeadquartersStore store(DeviceKey enrolled);

  @Test
  void of_a_device_that_said_nothing_every_log_stands_at_its_beginning() {
    HeadquartersStore store = store(KEY);

    assertThat(store.publicKey(KEY.device())).isEqualTo(KEY.publicKey());
    assertThat(store.tip(LOG)).isEqualTo(EMPTY);
    assertThat(store.at(LOG, 0)).contains(EMPTY);
    assertThat(store.at(LOG, 1)).isEmpty();
    assertThat(store.ends(KEY.device())).isEmpty();
    assertThat(store.headFrom(LOG, 1)).isEmpty();
    assertThat(store.isOpen(LOG)).isTrue();
    assertThat(store.isOpen(new LogId(KEY.device(), 2))).isFalse();
  }

  @Test
  void an_unknown_device_is_refused() {
    HeadquartersStore store = store(KEY);

    assertThat(refused(() -> store.publicKey(SomeLog.key(4).device())))
        .isEqualTo(ExchangeRefusal.DEVICE_UNKNOWN);
  }

  @Test
  void what_was_committed_is_there_and_the_same_again_changes_nothing() {
    HeadquartersStore store = store(KEY);
    List<Entry> log = SomeLog.log(KEY, 4);

    assertThat(store.commit(EMPTY, log.subList(0, 2), head(log, 2)).upTo()).isEqualTo(2);
    assertThat(store.commit(EMPTY, log.subList(0, 2), head(log, 2)).upTo()).isEqualTo(2);
    assertThat(store.commit(EMPTY, log, head(log, 4)).upTo()).as("half of it new").isEqualTo(4);
    assertThat(store.commit(EMPTY, log.subList(0, 1), head(log, 1)).upTo())
        .as("of what a copy brought behind it nothing is said")
        .isEqualTo(1);

    assertThat(store.entries(LOG, 1, 4)).isEqualTo(log);
    assertThat(store.entries(LOG, 2, 3)).isEqualTo(log.subList(1, 3));
    assertThat(store.tip(LOG)).isEqualTo(at(log, 4));
    assertThat(store.at(LOG, 3)).contains(at(log, 3));
    assertThat(store.at(LOG, 5)).isEmpty();
    assertThat(store.ends(KEY.device())).isEqualTo(Map.of(1, 4L));
  }

  @Test
  void heads_are_found_at_a_number_or_behind_it() {
    HeadquartersStore store = store(KEY);
    List<Entry> log = SomeLog.log(KEY, 5);
    store.commit(EMPTY, log.subList(0, 2), head(log, 2));
    store.commit(at(log, 2), log.subList(2, 5), head(log, 5));

    assertThat(store.headFrom(LOG, 1)).map(Head::number).contains(2L);
    assertThat(store.headFrom(LOG, 2)).map(Head::number).contains(2L);
    assertThat(store.headFrom(LOG, 3)).map(Head::number).contains(5L);
    assertThat(store.headFrom(LOG, 3)).map(Head::revision).contains(log.get(4).revision().id());
    assertThat(store.headFrom(LOG, 6)).isEmpty();
  }

  @Test
  void another_entry_under_a_number_that_is_taken_is_a_fork_and_changes_nothing() {
    HeadquartersStore store = store(KEY);
    List<Entry> log = SomeLog.log(KEY, 2);
    store.commit(EMPTY, log, head(log, 2));
    List<Entry> other = List.of(log.get(0), other(at(log, 1)));

    assertThat(refused(() -> store.commit(EMPTY, other, head(other, 2))))
        .isEqualTo(ExchangeRefusal.FORK);
    assertThat(store.entries(LOG, 1, 2)).isEqualTo(log);
    assertThat(store.tip(LOG)).isEqualTo(at(log, 2));
  }

  @Test
  void what_no_head_vouches_for_is_refused_whole() {
    HeadquartersStore store = store(KEY);
    List<Entry> log = SomeLog.log(KEY, 3);
    var forged = new Head(LOG, 3, log.get(2).revision().id(), head(log, 2).signature());

    assertThat(refused(() -> store.commit(EMPTY, log, head(log, 2))))
        .isEqualTo(ContractRefusal.HEAD_MISMATCH);
    assertThat(refused(() -> store.commit(EMPTY, log, forged)))
        .isEqualTo(ContractRefusal.SIGNATURE_WRONG);
    assertThat(refused(() -> store.commit(EMPTY, log.subList(1, 3), head(log, 3))))
        .as("a gap")
        .isEqualTo(ContractRefusal.NUMBER_WRONG);
    assertThat(store.tip(LOG)).isEqualTo(EMPTY);
    assertThat(store.ends(KEY.device())).isEmpty();
  }

  @Test
  void the_longest_beginning_that_a_head_vouches_for_lands() {
    HeadquartersStore store = store(KEY);
    List<Entry> log = SomeLog.log(KEY, 4);

    var prefix = store.commitPrefix(EMPTY, log, List.of(head(log, 1), head(log, 3)));

    assertThat(prefix.landed().upTo()).isEqualTo(3);
    assertThat(prefix.why().code()).isEqualTo(ExchangeRefusal.HEAD_MISSING);
    assertThat(store.entries(LOG, 1, 3)).isEqualTo(log.subList(0, 3));
    assertThat(store.commitPrefix(at(log, 3), log.subList(3, 4), List.of()).landed().upTo())
        .isEqualTo(3);
    assertThat(store.tip(LOG)).isEqualTo(at(log, 3));
  }

  @Test
  void an_epoch_is_opened_once_and_its_log_begins_anew() {
    HeadquartersStore store = store(KEY);
    List<Entry> log = SomeLog.log(KEY, 2);
    store.commit(EMPTY, log, head(log, 2));
    var second = new LogId(KEY.device(), 2);

    store.open(EpochOpening.sign(KEY, second, at(log, 1)));
    store.open(EpochOpening.sign(KEY, second, at(log, 2)));

    assertThat(store.isOpen(second)).isTrue();
    assertThat(store.tip(second)).isEqualTo(LogTip.empty(second));
    Entry entry = other(LogTip.empty(second));
    store.commit(LogTip.empty(second), List.of(entry), KEY.sign(entry.revision()));
    assertThat(store.ends(KEY.device())).isEqualTo(Map.of(1, 2L, 2, 1L));
    assertThat(store.entries(second, 1, 1)).containsExactly(entry);
    assertThat(store.entries(LOG, 1, 2)).isEqualTo(log);
  }

  @Test
  void a_payload_that_comes_in_two_records_is_two_records() {
    HeadquartersStore store = store(KEY);
    var log = new ArrayList<Entry>();
    log.add(other(EMPTY));
    log.add(other(at(log, 1)));

    store.commit(EMPTY, log, head(log, 2));

    assertThat(store.entries(LOG, 1, 2)).isEqualTo(log);
  }

  @Test
  void what_another_epoch_of_the_device_holds_is_stored_and_kept_aside() {
    HeadquartersStore store = store(KEY);
    List<Entry> log = SomeLog.log(KEY, 3);
    store.commit(EMPTY, log, head(log, 3));
    var second = new LogId(KEY.device(), 2);
    store.open(EpochOpening.sign(KEY, second, at(log, 1)));
    var again = new ArrayList<>(Renewal.of(log.subList(1, 3), LogTip.empty(second)));
    again.add(other(at(again, 2)));

    var outcome = store.commit(LogTip.empty(second), again, head(again, 3));

    assertThat(outcome.upTo()).isEqualTo(3);
    assertThat(outcome.keptAside())
        .filteredOn(it -> it.fault() == ContentFault.REPEATED)
        .extracting(HeadquartersStore.KeptAside::number)
        .containsExactly(1L, 2L);
    assertThat(store.entries(second, 1, 3)).isEqualTo(again);
  }

  @Test
  void what_changes_a_record_that_another_epoch_holds_goes_aside_with_it() {
    HeadquartersStore store = store(KEY);
    List<Entry> log = SomeLog.log(KEY, 2);
    store.commit(EMPTY, log, head(log, 2));
    var second = new LogId(KEY.device(), 2);
    store.open(EpochOpening.sign(KEY, second, at(log, 1)));
    var again = new ArrayList<>(Renewal.of(log.subList(1, 2), LogTip.empty(second)));
    again.add(changed(again.get(0), again));
    store.commit(LogTip.empty(second), again, head(again, 2));
    again.add(changed(again.get(1), again));
    again.add(other(at(again, 3)));

    var outcome = store.commit(at(again, 2), again.subList(2, 4), head(again, 4));

    assertThat(outcome.keptAside())
        .filteredOn(it -> it.fault() == ContentFault.FOLLOWS_REPEATED)
        .extracting(HeadquartersStore.KeptAside::number)
        .containsExactly(3L);
    assertThat(store.entries(second, 1, 4)).isEqualTo(again);
  }

  @Test
  void a_change_that_two_epochs_made_of_one_record_is_two_versions_of_it_and_none_is_kept_aside() {
    HeadquartersStore store = store(KEY);
    var log = new ArrayList<>(SomeLog.log(KEY, 1));
    log.add(changed(log.get(0), log));
    store.commit(EMPTY, log, head(log, 2));
    var second = new LogId(KEY.device(), 2);
    store.open(EpochOpening.sign(KEY, second, at(log, 1)));
    List<Entry> again = Renewal.of(log.subList(1, 2), LogTip.empty(second));

    var outcome = store.commit(LogTip.empty(second), again, head(again, 1));

    assertThat(outcome.keptAside())
        .extracting(HeadquartersStore.KeptAside::fault)
        .doesNotContain(ContentFault.REPEATED, ContentFault.FOLLOWS_REPEATED);
  }

  private static Entry changed(Entry before, List<Entry> log) {
    return LogWriter.next(
        at(log, log.size()),
        before.revision().record(),
        List.of(before.revision().id()),
        "evaluator",
        SomeLog.INSTRUMENT,
        SomeLog.AT.plusSeconds(100),
        SomeLog.evaluation("changed " + log.size()));
  }

  private static Entry other(LogTip tip) {
    return LogWriter.first(
        tip, "evaluator", SomeLog.INSTRUMENT, SomeLog.AT, SomeLog.evaluation("another"));
  }

  private static LogTip at(List<Entry> log, int number) {
    return LogTip.at(log.get(number - 1).revision());
  }

  private static Head head(List<Entry> log, int number) {
    return KEY.sign(log.get(number - 1).revision());
  }

  private static RefusalCode refused(Runnable work) {
    return catchThrowableOfType(RefusedException.class, work::run).refusal().code();
  }
}
