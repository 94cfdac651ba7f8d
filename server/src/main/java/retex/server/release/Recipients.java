package retex.server.release;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import retex.contract.Micros;
import retex.server.access.Account;
import retex.server.access.Accounts;
import retex.server.audit.Audit;
import retex.server.audit.AuditRow;

/**
 * Who was to read a feedback, and what became of it with each: from the accounts of its provider
 * and the audit log. Safe for use by several threads.
 */
@Singleton
final class Recipients {

  private static final String OPENED = "feedback.opened";
  private static final String TOLD = "feedback.recall-told";
  private static final String ACKNOWLEDGED = "feedback.recall-acknowledged";

  private final Audit audit;
  private final Accounts accounts;

  Recipients(Audit audit, Accounts accounts) {
    this.audit = audit;
    this.accounts = accounts;
  }

  /**
   * Everybody who has an account of the provider now, or was there when they opened it, by name.
   */
  List<Recipient> of(Release it) {
    Map<String, Recipient> all = new TreeMap<>();
    accounts.all().stream()
        .filter(account -> account.provider().equals(it.provider().value()))
        .map(Account::name)
        .forEach(name -> all.put(name, new Recipient(name, "", "", "")));
    Map<String, String> opened = first(OPENED, it);
    Map<String, String> told = first(TOLD, it);
    Map<String, String> acknowledged = first(ACKNOWLEDGED, it);
    for (Map<String, String> log : List.of(opened, told, acknowledged)) {
      log.keySet().forEach(name -> all.putIfAbsent(name, new Recipient(name, "", "", "")));
    }
    return all.keySet().stream()
        .map(
            name ->
                new Recipient(
                    name,
                    opened.getOrDefault(name, ""),
                    told.getOrDefault(name, ""),
                    acknowledged.getOrDefault(name, "")))
        .toList();
  }

  /** How many have opened it. */
  int opened(String release) {
    return (int)
        audit.about(OPENED, "release=" + release).stream().map(AuditRow::actor).distinct().count();
  }

  private Map<String, String> first(String action, Release it) {
    Map<String, String> first = new TreeMap<>();
    audit
        .about(action, "release=" + it.id())
        .forEach(row -> first.putIfAbsent(row.actor(), Micros.instant(row.at()).toString()));
    return first;
  }

  /**
   * One of them: when they first opened the file, were first told that it was withdrawn, and said
   * that they destroyed their copies; instants as ISO 8601 writes them, empty where they did not.
   */
  public record Recipient(String reader, String opened, String told, String acknowledged) {}
}
