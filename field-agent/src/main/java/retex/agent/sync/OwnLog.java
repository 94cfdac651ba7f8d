package retex.agent.sync;

import java.util.List;
import java.util.Optional;
import retex.agent.record.Logs;
import retex.contract.DeviceKey;
import retex.contract.Entry;
import retex.contract.EpochOpening;
import retex.contract.Head;
import retex.contract.LogId;
import retex.contract.LogTip;
import retex.exchange.LaptopStore;

/** One of the laptop's logs as the conversation wants it. */
public final class OwnLog implements LaptopStore {

  private final Logs logs;
  private final boolean past;
  private LogId id;

  private OwnLog(Logs logs, LogId id, boolean past) {
    this.logs = logs;
    this.id = id;
    this.past = past;
  }

  /** The log that is written now. */
  public static OwnLog present(Logs logs) {
    return new OwnLog(logs, logs.present(), false);
  }

  /** An earlier epoch, up to what was acknowledged of it. */
  static OwnLog past(Logs logs, int epoch) {
    return new OwnLog(logs, new LogId(logs.present().device(), epoch), true);
  }

  @Override
  public DeviceKey key() {
    return logs.key();
  }

  @Override
  public LogTip tip() {
    return past ? logs.at(id, acknowledged()).orElseThrow() : logs.tip(id);
  }

  @Override
  public Optional<LogTip> at(long number) {
    return logs.at(id, number);
  }

  @Override
  public List<Entry> after(long number, int atMost) {
    return logs.after(id, number, atMost);
  }

  @Override
  public Optional<Head> head(long number) {
    return logs.heads(id, number, number).stream().findFirst();
  }

  @Override
  public List<Head> heads(long from, long to) {
    return logs.heads(id, from, to);
  }

  @Override
  public long acknowledged() {
    return logs.acknowledged().getOrDefault(id.epoch(), 0L);
  }

  @Override
  public void acknowledge(long upTo, long known) {
    if (!past) {
      logs.acknowledge(id, upTo, known);
    } else if (upTo < known
        && known == acknowledged()) { // it is known already what headquarters had
      logs.forgetDeliveries();
    }
  }

  /** What this laptop lost itself it can heal nowhere, so it is not named. */
  @Override
  public List<LogTip> earlier() {
    return logs.acknowledged().entrySet().stream()
        .filter(it -> !past && it.getKey() < id.epoch() && it.getValue() > 0)
        .flatMap(it -> logs.at(new LogId(id.device(), it.getKey()), it.getValue()).stream())
        .toList();
  }

  @Override
  public Optional<EpochOpening> opening() {
    return logs.opening(id);
  }

  @Override
  public boolean adopt(LogTip before, List<Entry> entries) {
    return logs.adopt(before, entries);
  }

  @Override
  public void open(LogTip fork) {
    logs.open(fork);
    id = logs.present();
  }

  @Override
  public void reappend(LogTip fork) {
    logs.reappend(fork);
  }
}
