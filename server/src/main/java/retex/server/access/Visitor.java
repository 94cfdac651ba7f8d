package retex.server.access;

import static retex.server.access.AccessRefusal.FORM_FOREIGN;
import static retex.server.access.AccessRefusal.ROLE_MISSING;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import retex.server.web.Form;
import retex.server.web.Reader;

/**
 * Who is signed in for the present request. A handler that has a parameter of this type is refused
 * to everyone else.
 */
public record Visitor(Account account, String csrf) implements Reader {

  /** Refuses with {@code ROLE_MISSING} unless the account has one of the roles. */
  public Visitor require(Role... anyOf) {
    for (Role role : anyOf) {
      if (account.has(role)) {
        return this;
      }
    }
    throw ROLE_MISSING.at("").asException();
  }

  /** The fields of a form of this session; refuses with {@code FORM_FOREIGN} any other form. */
  public Form form(String body) {
    Form form = Form.of(body);
    boolean own =
        MessageDigest.isEqual(
            form.text("csrf").getBytes(StandardCharsets.UTF_8),
            csrf.getBytes(StandardCharsets.UTF_8));
    if (!own) {
      throw FORM_FOREIGN.at("").asException();
    }
    return form;
  }

  /** The name in the audit log. */
  @Override
  public String name() {
    return account.name();
  }

  @Override
  public boolean is(String word) {
    return account.roles().stream().anyMatch(role -> role.name().equals(word));
  }
}
