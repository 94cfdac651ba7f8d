package retex.server.record;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import retex.contract.DeviceId;
import retex.contract.DeviceKey;
import retex.contract.Entry;
import retex.contract.LogId;
import retex.contract.LogWriter;
import retex.contract.Payload;
import retex.contract.RevisionId;
import retex.instrument.InstrumentRef;
import retex.server.key.ServerKeys;

/**
 * Headquarters' own log: revisions with which officers resolve conflicts, signed like any other.
 * Safe for use by several threads and processes.
 */
@Singleton
public final class HeadquartersLog {

  private static final int EPOCH = 1;

  private final ServerKeys keys;
  private final Revisions revisions;
  private final RevisionRows rows;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  HeadquartersLog(
      ServerKeys keys,
      Revisions revisions,
      RevisionRows rows,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.keys = keys;
    this.revisions = revisions;
    this.rows = rows;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Appends a revision that follows all of {@code heads}, which are of one record. Where it says
   * what one of them says, it has that one's fault, too; its form that is not known here stays so
   * whatever it says. Joins the caller's transaction.
   */
  public Entry follow(List<Entry> heads, Payload payload, InstrumentRef form, String author) {
    return transactions.executeWrite(
        status -> {
          DeviceKey key = key();
          var log = new LogId(key.device(), EPOCH);
          List<RevisionId> parents =
              heads.stream()
                  .map(it -> it.revision().id())
                  .sorted(Comparator.comparing(RevisionId::hex))
                  .toList();
          Entry entry =
              LogWriter.next(
                  revisions.tip(log),
                  heads.get(0).revision().record(),
                  parents,
                  author,
                  form,
                  clock.instant(),
                  payload);
          revisions.append(
              List.of(new Arrival(entry, faults(heads, payload, form))), clock.instant());
          revisions.appendHead(key.sign(entry.revision()));
          return entry;
        });
  }

  /**
   * What is here already stays aside, whatever is decided of it. Of what is said first: an unknown
   * form mends itself some day, and would hide the rest.
   */
  private List<Quarantine> faults(List<Entry> heads, Payload payload, InstrumentRef form) {
    if (revisions.isBegunAside(heads.get(0).revision().record())) {
      return List.of(new Quarantine(Quarantine.FOLLOWS_REPEATED, "entry"));
    }
    return Stream.concat(
            heads.stream().filter(head -> head.payload().equals(payload)).flatMap(this::fault),
            heads.stream()
                .filter(head -> head.revision().instrument().equals(form))
                .flatMap(this::fault)
                .filter(it -> it.code().equals(Quarantine.UNKNOWN_INSTRUMENT)))
        .limit(1)
        .toList();
  }

  private Stream<Quarantine> fault(Entry head) {
    return rows.fault(head.revision().id().hex()).stream()
        .map(it -> new Quarantine(it.code(), it.place()));
  }

  private DeviceKey key() {
    return keys.of("record");
  }

  /** Under which device it stands. */
  DeviceId device() {
    return key().device();
  }
}
