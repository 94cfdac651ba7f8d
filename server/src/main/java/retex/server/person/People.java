package retex.server.person;

import static retex.server.person.PersonRefusal.PERSON_DAYS_UNFIT;
import static retex.server.person.PersonRefusal.PERSON_UNKNOWN;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import retex.contract.DeviceKey;
import retex.contract.Evaluation;
import retex.contract.PersonCertificate;
import retex.contract.PersonRequest;
import retex.contract.RecordId;
import retex.contract.SignOff;
import retex.contract.SignOffRefusal;
import retex.refusal.Refusal;
import retex.server.audit.Audit;
import retex.server.key.ServerKeys;

/**
 * Certifies the keys of people who sign evaluations, with a key of the server's own, and says
 * whether sign-offs count. A certificate that was taken back no longer counts for what arrives from
 * then on; what was taken in before stays.
 */
@Singleton
public final class People {

  private static final String PURPOSE = "person";
  private static final int MOST_DAYS = 731;
  private static final HexFormat HEX = HexFormat.of();

  private final PersonRows rows;
  private final ServerKeys keys;
  private final Audit audit;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  People(
      PersonRows rows,
      ServerKeys keys,
      Audit audit,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.rows = rows;
    this.keys = keys;
    this.audit = audit;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** A certificate and whether it was taken back. */
  public record Certified(PersonCertificate certificate, boolean revoked) {}

  /** Certifies what a request asks for, from today on for so many days. */
  public PersonCertificate certify(String request, int days, String actor) {
    PersonRequest asked = PersonRequest.parse(request);
    if (days < 1 || days > MOST_DAYS) {
      throw PERSON_DAYS_UNFIT.at("days").asException();
    }
    DeviceKey issuer = keys.of(PURPOSE);
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    var certificate = PersonCertificate.of(issuer, asked, today, today.plusDays(days - 1L));
    return transactions.executeWrite(
        status -> {
          rows.save(
              new PersonRow(
                  UUID.randomUUID().toString(),
                  HEX.formatHex(certificate.key()),
                  certificate.text(),
                  actor,
                  clock.millis(),
                  0));
          audit.write(
              actor,
              "person.certified",
              "key " + certificate.fingerprint(),
              Map.of(
                  "role", certificate.role().name(),
                  "until", certificate.to().toString()));
          return certificate;
        });
  }

  /** Takes back every certificate about a key, named by its fingerprint. */
  public void revoke(String fingerprint, String actor) {
    transactions.executeWrite(
        status -> {
          long taken =
              rows.listOrderByIssuedAt().stream()
                  .filter(it -> it.revokedAt() == 0)
                  .filter(
                      it ->
                          PersonCertificate.parse(it.certificate())
                              .fingerprint()
                              .equals(fingerprint))
                  .mapToLong(it -> rows.revoke(it.personKey(), clock.millis()))
                  .sum();
          if (taken == 0) {
            throw PERSON_UNKNOWN.at("").asException();
          }
          audit.write(actor, "person.revoked", "key " + fingerprint, Map.of());
          return taken;
        });
  }

  /** Every certificate that was ever given, the first one first. */
  public List<Certified> all() {
    return rows.listOrderByIssuedAt().stream()
        .map(it -> new Certified(PersonCertificate.parse(it.certificate()), it.revokedAt() > 0))
        .toList();
  }

  /** Why the sign-offs of an evaluation do not all count; empty where they do. */
  public Optional<Refusal> fault(RecordId record, Evaluation evaluation) {
    if (evaluation.signOffs().isEmpty()) {
      return Optional.empty();
    }
    Optional<Refusal> fault = SignOff.fault(record, evaluation, keys.of(PURPOSE).publicKey());
    if (fault.isPresent()) {
      return fault;
    }
    List<SignOff> all = evaluation.signOffs();
    for (int i = 0; i < all.size(); i++) {
      String text = all.get(i).certificate().text();
      boolean holds =
          rows.findByPersonKey(HEX.formatHex(all.get(i).certificate().key())).stream()
              .anyMatch(it -> it.revokedAt() == 0 && it.certificate().equals(text));
      if (!holds) {
        return Optional.of(SignOffRefusal.SIGN_OFF_UNCERTIFIED.at("signOffs." + (i + 1)));
      }
    }
    return Optional.empty();
  }
}
