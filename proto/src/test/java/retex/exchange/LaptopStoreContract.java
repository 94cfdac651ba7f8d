package retex.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import retex.contract.DeviceKey;
import retex.contract.Entry;
import retex.contract.EpochOpening;
import retex.contract.Head;
import retex.contract.LogId;
import retex.contract.LogTip;
import retex.contract.LogVerifier;
import retex.contract.LogWriter;
import retex.contract.Renewal;
import retex.contract.SomeLog;

/**
 * What the conversation expects of a laptop's store. The simulation's and the real one keep the
 * same, so that what the simulation shows holds for the real one.
 */
public abstract class LaptopStoreContract {

  /** The log that is written now, of a laptop on which nothing was written before. */
  protected abstract LaptopStore present();

  /** An earlier epoch, up to what was acknowledged of it. */
  protected abstract LaptopStore past(int epoch);

  /** Writes a new record into the present log. */
  protected abstract Entry submit(String remark);

  /** Writes a revision into the present log. */
  protected abstract Entry revise(Entry before, String remark);

  @Test
  void a_log_without_entries_stands_at_its_beginning() {
    LaptopStore store = present();
    LogTip beginning = LogTip.empty(new LogId(store.key().device(), 1));

    assertThat(store.tip()).isEqualTo(beginning);
    assertThat(store.at(0)).contains(beginning);
    assertThat(store.at(1)).isEmpty();
    assertThat(store.after(0, 9)).isEmpty();
    assertThat(store.head(1)).isEmpty();
    assertThat(store.heads(1, 9)).isEmpty();
    assertThat(store.acknowledged()).isZero();
    assertThat(store.opening()).isEmpty();
    assertThat(store.earlier()).isEmpty();
  }

  @Test
  void entries_follow_one_another_and_each_has_its_signed_head() {
    List<Entry> written = submitted(3);
    LaptopStore store = present();

    assertThat(store.after(0, 9)).isEqualTo(written);
    assertThat(store.after(1, 1)).containsExactly(written.get(1));
    assertThat(store.after(3, 9)).isEmpty();
    assertThat(store.tip()).isEqualTo(LogTip.at(written.get(2).revision()));
    assertThat(store.at(2)).contains(LogTip.at(written.get(1).revision()));
    assertThat(store.at(4)).isEmpty();
    assertThat(store.heads(2, 3)).extracting(Head::number).containsExactly(2L, 3L);
    for (Entry entry : written) {
      Head head = store.head(entry.revision().number()).orElseThrow();
      LogVerifier.vouches(head, LogTip.at(entry.revision()), store.key().publicKey());
    }
  }

  @Test
  void what_was_acknowledged_is_kept_and_a_restored_server_takes_it_back() {
    submitted(3);

    present().acknowledge(3, present().acknowledged());
    assertThat(present().acknowledged()).isEqualTo(3);
    present().acknowledge(1, present().acknowledged());
    assertThat(present().acknowledged()).isEqualTo(1);
  }

  @Test
  void an_acknowledgement_of_another_conversation_never_takes_back() {
    submitted(4);
    present().acknowledge(4, 0);

    present().acknowledge(2, 0);
    present().acknowledge(3, 2);
    assertThat(present().acknowledged()).isEqualTo(4);

    present().acknowledge(1, 4);
    present().acknowledge(2, 4);
    assertThat(present().acknowledged()).as("what a restored server says").isEqualTo(2);
  }

  @Test
  void own_entries_that_were_lost_come_back_behind_the_end_or_not_at_all() {
    List<Entry> written = submitted(2);
    LaptopStore store = present();
    LogTip end = store.tip();
    List<Entry> lost = new ArrayList<>();
    LogTip tip = end;
    for (int i = 0; i < 2; i++) {
      lost.add(
          LogWriter.first(
              tip, "evaluator", SomeLog.INSTRUMENT, SomeLog.AT, SomeLog.evaluation("lost " + i)));
      tip = LogTip.at(lost.get(i).revision());
    }

    assertThat(store.adopt(end, lost)).isTrue();
    assertThat(store.adopt(end, lost)).as("it has grown meanwhile").isFalse();

    assertThat(present().after(0, 9)).isEqualTo(joined(written, lost));
    assertThat(present().tip()).isEqualTo(tip);
    assertThat(present().head(4)).isPresent();
  }

  @Test
  void a_forked_log_goes_on_in_the_next_epoch_with_what_came_after_the_fork() {
    List<Entry> written = submitted(3);
    Entry revised = revise(written.get(2), "seen again");
    LaptopStore store = present();
    DeviceKey key = store.key();
    store.acknowledge(4, store.acknowledged());
    LogTip fork = store.at(2).orElseThrow();
    var opened = new LogId(key.device(), 2);

    store.open(fork);

    List<Entry> again = Renewal.of(List.of(written.get(2), revised), LogTip.empty(opened));
    assertThat(store.after(0, 9)).as("the store goes on with it").isEqualTo(again);
    assertThat(present().after(0, 9)).isEqualTo(again);
    assertThat(present().tip().log()).isEqualTo(opened);
    assertThat(present().acknowledged()).isZero();
    EpochOpening opening = present().opening().orElseThrow().verified(key.publicKey());
    assertThat(opening.fork()).isEqualTo(fork);
    assertThat(past(1).acknowledged()).isEqualTo(2);
    assertThat(past(1).tip()).isEqualTo(fork);
    assertThat(past(1).after(0, 2)).isEqualTo(written.subList(0, 2));
    assertThat(past(1).opening()).isEmpty();
    assertThat(present().earlier()).containsExactly(fork);
    assertThat(past(1).earlier()).isEmpty();
  }

  @Test
  void a_log_that_another_conversation_has_begun_anew_is_not_begun_twice() {
    submitted(3);
    present().acknowledge(3, present().acknowledged());
    LaptopStore other = present();
    present().open(present().at(2).orElseThrow());
    Entry later = submit("later");
    present().acknowledge(1, present().acknowledged());

    other.open(other.at(1).orElseThrow());

    assertThat(other.tip()).as("it goes on with that").isEqualTo(LogTip.at(later.revision()));
    assertThat(present().tip()).isEqualTo(LogTip.at(later.revision()));
    assertThat(present().after(0, 9)).hasSize(2);
    assertThat(present().acknowledged()).isEqualTo(1);
    assertThat(past(1).acknowledged()).isEqualTo(2);
  }

  @Test
  void what_an_earlier_epoch_lost_at_headquarters_is_appended_to_the_present_log_again() {
    List<Entry> written = submitted(4);
    present().acknowledge(4, present().acknowledged());
    present().open(present().at(4).orElseThrow());
    Entry later = submit("later");

    past(1).reappend(past(1).at(2).orElseThrow());

    List<Entry> again = Renewal.of(written.subList(2, 4), LogTip.at(later.revision()));
    assertThat(present().after(0, 9)).isEqualTo(joined(List.of(later), again));
    assertThat(past(1).acknowledged()).isEqualTo(2);
  }

  @Test
  void what_was_never_acknowledged_of_an_earlier_epoch_is_not_appended_twice() {
    List<Entry> written = submitted(4);
    present().acknowledge(3, present().acknowledged());
    present().open(present().at(3).orElseThrow());
    List<Entry> moved = present().after(0, 9);
    assertThat(moved).hasSize(1);

    past(1).reappend(past(1).at(1).orElseThrow());

    List<Entry> again = Renewal.of(written.subList(1, 3), LogTip.at(moved.get(0).revision()));
    assertThat(present().after(0, 9)).isEqualTo(joined(moved, again));
  }

  @Test
  void what_a_copy_appended_to_the_present_log_again_before_is_not_appended_twice() {
    List<Entry> written = submitted(2);
    Entry revised = revise(written.get(1), "seen again");
    present().acknowledge(3, present().acknowledged());
    present().open(present().at(3).orElseThrow());
    List<Entry> lost = List.of(written.get(1), revised);
    List<Entry> again = Renewal.of(lost, present().tip());
    assertThat(present().adopt(present().tip(), again.subList(0, 1))).isTrue();

    past(1).reappend(past(1).at(1).orElseThrow());

    assertThat(present().after(0, 9)).isEqualTo(again);
  }

  @Test
  void a_record_that_was_revised_in_a_later_epoch_stands_there_and_is_left_alone() {
    List<Entry> written = submitted(3);
    present().acknowledge(3, present().acknowledged());
    present().open(present().at(3).orElseThrow());
    Entry revised = revise(written.get(2), "seen again");

    past(1).reappend(past(1).at(1).orElseThrow());

    List<Entry> again = Renewal.of(List.of(written.get(1)), LogTip.at(revised.revision()));
    assertThat(present().after(0, 9)).isEqualTo(joined(List.of(revised), again));
  }

  @Test
  void a_word_about_an_earlier_epoch_does_not_change_what_was_acknowledged_of_it() {
    submitted(2);
    present().acknowledge(2, present().acknowledged());
    present().open(present().at(2).orElseThrow());

    past(1).acknowledge(1, past(1).acknowledged());

    assertThat(past(1).acknowledged()).isEqualTo(2);
    assertThat(Optional.of(past(1).tip().number())).contains(2L);
  }

  private List<Entry> submitted(int count) {
    var written = new ArrayList<Entry>();
    for (int i = 0; i < count; i++) {
      written.add(submit("remark " + i));
    }
    return written;
  }

  private static List<Entry> joined(List<Entry> one, List<Entry> other) {
    var both = new ArrayList<>(one);
    both.addAll(other);
    return both;
  }
}
